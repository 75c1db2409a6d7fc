/** What is kept of each end of a long text. Both together are some 4,000 tokens: nearly all answers are kept whole. */
export const SAMPLE_CHARS = 8_192;

/** Pieces are short, some 4 characters, and are joined in blocks, because each piece alone takes 30 bytes and may keep its source alive. */
const BLOCK_PIECES = 64;
const BLOCK_CHARS = 2_048;

/** Collects a text of any length as it comes: all its length, and its beginning and end. Adding a piece costs some 20 ns. */
export class TextSample {
  /** Characters seen, as they stood in the JSON. */
  chars = 0;
  #pieces: string[] = [];
  #pieceChars = 0;
  #head = "";
  #tail: string[] = [];
  #tailChars = 0;

  /** @param piece as it stands in the JSON, between the quotes */
  add(piece: string): void {
    this.chars += piece.length;
    this.#pieceChars += piece.length;
    this.#pieces.push(piece);
    if (this.#pieces.length >= BLOCK_PIECES || this.#pieceChars >= BLOCK_CHARS) this.#fold();
  }

  /** @param text as it is, without escapes */
  addPlain(text: string): void {
    // Escapes are undone at the end, for all at once.
    this.add(text.replaceAll("\\", "\\\\"));
  }

  /** Characters that were seen and not kept. */
  skip(chars: number): void {
    this.chars += Math.max(0, chars);
  }

  /** The kept ends, without JSON's escapes. `keptChars` is less than `chars` when the middle is missing. */
  read(): { head: string; tail: string; keptChars: number } {
    this.#fold();
    const tail = this.#tail.join("");
    return { head: withoutEscapes(this.#head), tail: withoutEscapes(tail), keptChars: this.#head.length + tail.length };
  }

  #fold(): void {
    let block = this.#pieces.join("");
    this.#pieces = [];
    this.#pieceChars = 0;
    const room = SAMPLE_CHARS - this.#head.length;
    if (room > 0) {
      this.#head += copy(block.slice(0, room));
      block = block.slice(room);
    }
    if (block === "") return;
    block = copy(block.slice(-SAMPLE_CHARS));
    this.#tail.push(block);
    this.#tailChars += block.length;
    for (let first = this.#tail[0]; first !== undefined; first = this.#tail[0]) {
      if (this.#tailChars - first.length < SAMPLE_CHARS) break;
      this.#tail.shift();
      this.#tailChars -= first.length;
    }
  }
}

/** A part of a string keeps the whole alive, here a piece of the network's. */
function copy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/** Lenient: the ends may cut an escape in two. */
function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^u]))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (SPACES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const SPACES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
