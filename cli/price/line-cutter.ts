/** Cuts text that arrives in pieces into lines. One that is too long is dropped as it comes. */
export class LineCutter {
  readonly #maxChars: number;
  #pieces: string[] = [];
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  /** @returns the lines that ended in this text; undefined stands for one that was too long */
  push(text: string): (string | undefined)[] {
    const lines: (string | undefined)[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#add(text.slice(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    if (start < text.length) this.#add(text.slice(start));
    return lines;
  }

  /** @returns the last line, where none ended it */
  end(): (string | undefined)[] {
    return this.#chars === 0 ? [] : [this.#take()];
  }

  #add(piece: string): void {
    this.#chars += piece.length;
    if (this.#chars > this.#maxChars) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #take(): string | undefined {
    const line = this.#chars > this.#maxChars ? undefined : this.#pieces.join("");
    this.#pieces = [];
    this.#chars = 0;
    return line;
  }
}
