import type { AnswerReader, SeenFacts } from "./answer-reader.ts";

/** Where the first character of an answer stands. `\s` has the byte order mark among it. */
const FIRST_CHAR = /\S/;

/** An answer that is named an event stream, and is plain JSON all the same where it begins like that: some gateways refuse a stream so. */
export class NamedStream implements AnswerReader {
  readonly #readers: { stream: AnswerReader; json: AnswerReader };
  /** Set with the first character. */
  #reader: AnswerReader | undefined;

  constructor(readers: { stream: AnswerReader; json: AnswerReader }) {
    this.#readers = readers;
  }

  feed(text: string): void {
    this.#reader ??= this.#readerOf(text);
    this.#reader?.feed(text);
  }

  get isStream(): boolean {
    return this.#reader?.isStream ?? true;
  }

  get isComplete(): boolean {
    return this.#reader?.isComplete === true;
  }

  get isUsageFinal(): boolean {
    return this.#reader?.isUsageFinal === true;
  }

  facts(): SeenFacts | undefined {
    return (this.#reader ?? this.#readers.stream).facts();
  }

  /** Undefined for space alone, which says nothing. */
  #readerOf(text: string): AnswerReader | undefined {
    const at = text.search(FIRST_CHAR);
    if (at < 0) return undefined;
    return text[at] === "{" || text[at] === "[" ? this.#readers.json : this.#readers.stream;
  }
}
