import type { StreamText } from "../estimate/stream-text.ts";
import type { StreamReader } from "../providers/api-shape.ts";
import type { AnswerReader, SeenFacts } from "./answer-reader.ts";

/** A longer line is not kept: its call is then estimated by what else was seen. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** A stream of one API, whatever its events are packed in. Subclasses cut the events out. */
export abstract class EventReader implements AnswerReader {
  readonly isStream = true;
  readonly #stream: StreamReader;
  readonly #text: StreamText;

  constructor(stream: StreamReader, text: StreamText) {
    this.#stream = stream;
    this.#text = text;
  }

  get isComplete(): boolean {
    return this.#stream.isComplete;
  }

  get isUsageFinal(): boolean {
    return this.#stream.isUsageFinal;
  }

  abstract feed(text: string): void;

  facts(): SeenFacts {
    const { facts } = this.#stream;
    if (facts.usage !== undefined && this.#stream.isUsageFinal) return facts;
    return { ...facts, outputText: this.#text.readSample() };
  }

  /** Takes the JSON of one event. */
  protected take(data: string): void {
    const charsBefore = this.#stream.facts.outputChars;
    this.#stream.feed(data);
    const chars = this.#stream.facts.outputChars - charsBefore;
    if (chars > 0) this.#text.take(data, chars);
  }
}

/** Cuts a stream into whole lines, whatever the network made of them: server-sent events, or one event a line. */
export class LineReader extends EventReader {
  readonly #prefix: string;
  #rest = "";

  /** `prefix` begins the lines that have an event: `data:`, or nothing. */
  constructor(stream: StreamReader, text: StreamText, prefix: string) {
    super(stream, text);
    this.#prefix = prefix;
  }

  feed(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      if (this.#rest !== "") {
        this.#feedLine(this.#rest + text.slice(start, end));
        this.#rest = "";
      } else if (end - start > 1) this.#feedLine(text.slice(start, end));
      start = end + 1;
    }
    if (start < text.length && this.#rest.length < KEPT_CHARS) this.#rest += text.slice(start);
  }

  override facts(): SeenFacts {
    this.#feedLine(this.#rest);
    this.#rest = "";
    return super.facts();
  }

  #feedLine(line: string): void {
    if (line.startsWith(this.#prefix)) this.take(line.slice(this.#prefix.length).trim());
    // A stream may begin with a byte order mark, and have all its counts in the first line.
    else if (line.charCodeAt(0) === 0xfeff) this.#feedLine(line.slice(1));
  }
}
