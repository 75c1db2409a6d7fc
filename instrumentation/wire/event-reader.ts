import type { StreamText } from "../estimate/stream-text.ts";
import type { StreamReader } from "../providers/api-shape.ts";
import { AlikeEvents } from "./alike-events.ts";
import type { AnswerReader, SeenFacts } from "./answer-reader.ts";

/** A longer line is not kept: its call is then estimated by what else was seen. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** A stream of one API, whatever its events are packed in. Subclasses cut the events out. */
export abstract class EventReader implements AnswerReader {
  readonly isStream = true;
  readonly #stream: StreamReader;
  readonly #text: StreamText;
  /** Of text in events that were not read. */
  #unreadChars = 0;

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

  get #readChars(): number {
    return this.#stream.outputChars ?? this.#stream.facts.outputChars;
  }

  abstract feed(text: string): void;

  facts(): SeenFacts {
    let { facts } = this.#stream;
    if (this.#unreadChars > 0) facts = { ...facts, outputChars: facts.outputChars + this.#unreadChars };
    if (facts.usage !== undefined && this.#stream.isUsageFinal) return facts;
    return { ...facts, outputText: this.#text.readSample() };
  }

  /** Takes the JSON of one event. @returns the characters of text in it, as the API counts them */
  protected take(data: string): number {
    const charsBefore = this.#readChars;
    this.#stream.feed(data);
    const chars = this.#readChars - charsBefore;
    if (chars > 0) this.#text.take(data, chars);
    return chars;
  }

  /** Takes one that says nothing new but its text. */
  protected takeText(data: string, chars: number): void {
    this.#unreadChars += chars;
    if (chars > 0) this.#text.take(data, chars);
  }
}

/** Cuts a stream into whole lines, whatever the network made of them: server-sent events, or one event a line. */
export class LineReader extends EventReader {
  readonly #prefix: string;
  readonly #alike = new AlikeEvents();
  #rest = "";

  /** `prefix` begins the lines that have an event: `data:`, or nothing. */
  constructor(stream: StreamReader, text: StreamText, prefix: string) {
    super(stream, text);
    this.#prefix = prefix;
  }

  feed(text: string): void {
    let start = 0;
    if (this.#rest !== "") {
      const end = text.indexOf("\n");
      if (end < 0) {
        this.#keep(text);
        return;
      }
      const line = this.#rest + text.slice(0, end + 1);
      this.#rest = "";
      this.#feedLine(line, 0, line.length);
      start = end + 1;
    }
    while (start < text.length) {
      if (text.charCodeAt(start) === NEW_LINE) {
        start += 1;
        continue;
      }
      const alikeEnd = this.#alike.match(text, start);
      if (alikeEnd >= 0) {
        const data = this.#data(text, start, alikeEnd);
        if (this.#alike.chars >= 0) this.takeText(data, this.#alike.chars);
        else this.take(data);
        start = alikeEnd;
        continue;
      }
      const end = text.indexOf("\n", start);
      if (end < 0) {
        this.#keep(text.slice(start));
        return;
      }
      this.#feedLine(text, start, end + 1);
      start = end + 1;
    }
  }

  override facts(): SeenFacts {
    const rest = this.#rest;
    this.#rest = "";
    this.#feedLine(rest, 0, rest.length);
    return super.facts();
  }

  #keep(rest: string): void {
    if (this.#rest.length < KEPT_CHARS) this.#rest += rest;
  }

  /** The line from `start` to `end`. What is not an event is not even cut out. */
  #feedLine(text: string, start: number, end: number): void {
    if (text.startsWith(this.#prefix, start)) {
      const chars = this.take(this.#data(text, start, end));
      if (this.#alike.isLearning) this.#alike.learn(text.slice(start, end), chars);
    }
    // A stream may begin with a byte order mark, and have all its counts in the first line.
    else if (text.charCodeAt(start) === BYTE_ORDER_MARK) this.#feedLine(text, start + 1, end);
  }

  /** What stands behind the prefix, without space around it. */
  #data(text: string, start: number, end: number): string {
    let from = start + this.#prefix.length;
    let to = end;
    while (from < to && text.charCodeAt(from) <= SPACE) from += 1;
    while (from < to && text.charCodeAt(to - 1) <= SPACE) to -= 1;
    return text.slice(from, to);
  }
}

const SPACE = 0x20;
const BYTE_ORDER_MARK = 0xfeff;
const NEW_LINE = 0x0a;
