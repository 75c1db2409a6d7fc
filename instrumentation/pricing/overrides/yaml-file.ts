import { type Document, isAlias, LineCounter, type Node, parseDocument } from "yaml";

/** Far above a price file of a thousand entries (150 kB); 1 MB of nested brackets takes the parser 2 s. */
const MAX_BYTES = 500_000;
/** What a person reads; a file that is no price file at all has thousands. */
const MAX_ERRORS = 20;

/** A YAML text whose values know their lines, and the errors found in it. */
export class YamlFile {
  readonly path: string;
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;
  readonly #errors: { line: number; message: string }[] = [];

  constructor(path: string, text: string) {
    this.path = path;
    if (Buffer.byteLength(text) > MAX_BYTES) {
      this.complain(1, `Cannot read a file of more than ${MAX_BYTES / 1000} kB`);
    } else if (text.includes("\0")) {
      this.complain(1, "Cannot read a file that is no text");
    } else {
      this.#document = this.#parse(text);
    }
  }

  #parse(text: string): Document | undefined {
    try {
      // Keys that stand twice are found by YamlMap: the parser compares each with each, which takes minutes for 100,000.
      const options = { lineCounter: this.#lines, uniqueKeys: false, prettyErrors: false, logLevel: "silent" } as const;
      const document = parseDocument(text, options);
      for (const { pos, message } of document.errors) {
        // The parser is recursive: some thousand brackets in each other are too much for the stack.
        if (/stack/i.test(message)) throw new RangeError(message);
        this.complain(this.#lines.linePos(pos[0]).line, `Cannot read YAML: ${message.split("\n")[0]}`);
      }
      return document.errors.length === 0 ? document : undefined;
    } catch (error) {
      this.complain(1, `Cannot read YAML: ${error instanceof RangeError ? "it is nested too deep" : String(error)}`);
      return undefined;
    }
  }

  /** The top value; undefined for an empty or a broken file. */
  get root(): Node | undefined {
    const contents = this.#document?.contents;
    return contents ? this.resolve(contents) : undefined;
  }

  /** What an alias stands for. One step: an alias cannot name an alias. */
  resolve(node: Node): Node | undefined {
    return isAlias(node) && this.#document ? node.resolve(this.#document) : node;
  }

  lineOf(node: Node): number {
    return node.range ? this.#lines.linePos(node.range[0]).line : 1;
  }

  complain(line: number, message: string): void {
    this.#errors.push({ line, message });
  }

  /** @throws {Error} One error that lists everything complained of, by line. */
  throwIfBroken(): void {
    if (this.#errors.length === 0) return;
    const all = this.#errors.toSorted((a, b) => a.line - b.line);
    const lines = all.slice(0, MAX_ERRORS).map(({ line, message }) => `${this.path}:${line}: ${message}`);
    if (all.length > MAX_ERRORS) lines.push(`and ${all.length - MAX_ERRORS} more`);
    throw new Error(lines.join("\n"));
  }
}
