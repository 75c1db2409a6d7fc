import { SpreadBlocks } from "./spread-blocks.ts";

/** Of a long text so much is kept, in 17 to 32 places: nearly all answers, up to 4,000 tokens, are kept whole. */
export const BLOCK_CHARS = 512;
export const MAX_BLOCKS = 32;

/** Collects a text of any length as it comes: all its length, and an even sample. */
export class TextSample {
  /** Characters seen, as they stood in the JSON. */
  chars = 0;
  readonly #kept = new SpreadBlocks<string>(MAX_BLOCKS);
  /** Of the block that has begun. Pieces are short, some 4 characters. */
  #pieces: string[] = [];
  #blockChars = 0;

  /** @param piece as it stands in the JSON, between the quotes */
  add(piece: string): void {
    if (piece.length > BLOCK_CHARS) {
      for (let at = 0; at < piece.length; at += BLOCK_CHARS) this.add(piece.slice(at, at + BLOCK_CHARS));
      return;
    }
    this.chars += piece.length;
    this.#blockChars += piece.length;
    if (this.#kept.isKeeping) this.#pieces.push(piece);
    if (this.#blockChars < BLOCK_CHARS) return;
    this.#kept.endBlock(() => joined(this.#pieces));
    this.#pieces = [];
    this.#blockChars = 0;
  }

  /** @param text as it is, without escapes */
  addPlain(text: string): void {
    // Escapes are undone at the end, for all at once; and the length is that in JSON, as it is for other pieces.
    this.add(JSON.stringify(text).slice(1, -1));
  }

  /** Characters that were seen and not kept. */
  skip(chars: number): void {
    this.chars += Math.max(0, chars);
  }

  /** What is kept, without JSON's escapes: one text if it is all, else several from all over it. `keptChars` counts it as `chars` does. */
  read(): { texts: readonly string[]; keptChars: number } {
    const blocks = [...this.#kept.blocks, this.#pieces.join("")];
    const keptChars = blocks.reduce((sum, block) => sum + block.length, 0);
    const texts = keptChars === this.chars ? [blocks.join("")] : blocks;
    return { texts: texts.map(withoutEscapes), keptChars };
  }
}

/** A single piece must be copied: a part of a string keeps the whole alive, here what the network brought at once. */
function joined(pieces: readonly string[]): string {
  const text = pieces.join("");
  return pieces.length > 1 ? text : Buffer.from(text, "utf16le").toString("utf16le");
}

/** Lenient: a block may cut an escape in two. */
function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^u]))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (SPACES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const SPACES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
