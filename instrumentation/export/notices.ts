/** Prints each kind of trouble once, until it is over; a collector that is away for a day must not fill a log. */
export class Notices {
  readonly #write: (line: string) => void;
  readonly #standing = new Set<string>();

  constructor(write: (line: string) => void = (line) => void process.stderr.write(line)) {
    this.#write = write;
  }

  once(kind: string, line: string): void {
    if (this.#standing.has(kind)) return;
    this.#standing.add(kind);
    this.say(line);
  }

  /** The trouble is over; `line` is printed when it had been said. */
  over(kind: string, line: () => string): void {
    if (this.#standing.delete(kind)) this.say(line());
  }

  say(line: string): void {
    this.#write(`tollgate: ${line}\n`);
  }
}
