import type { AnswerReader, SeenFacts } from "./answer-reader.ts";

/** Where the first character of an answer stands. `\s` has the byte order mark among it. */
const FIRST_CHAR = /\S/;

export interface NamedReaders {
  /** For what the answer is said to be. */
  named: AnswerReader;
  json: AnswerReader;
  /** Characters that plain JSON begins with, and nothing of that name. */
  opens: string;
}

/** An answer that is named an event stream, or plain text, and is JSON all the same where it begins like that: some gateways refuse a stream so. */
export class NamedAnswer implements AnswerReader {
  readonly #readers: NamedReaders;
  /** Set with the first character. */
  #reader: AnswerReader | undefined;

  constructor(readers: NamedReaders) {
    this.#readers = readers;
  }

  feed(text: string): void {
    this.#reader ??= this.#readerOf(text);
    this.#reader?.feed(text);
  }

  get isStream(): boolean {
    return (this.#reader ?? this.#readers.named).isStream;
  }

  get isComplete(): boolean {
    return this.#reader?.isComplete === true;
  }

  get isUsageFinal(): boolean {
    return this.#reader?.isUsageFinal === true;
  }

  facts(): SeenFacts | undefined {
    return (this.#reader ?? this.#readers.named).facts();
  }

  /** Undefined for space alone, which says nothing. */
  #readerOf(text: string): AnswerReader | undefined {
    const at = text.search(FIRST_CHAR);
    if (at < 0) return undefined;
    const { named, json, opens } = this.#readers;
    return opens.includes(text[at] ?? "") ? json : named;
  }
}
