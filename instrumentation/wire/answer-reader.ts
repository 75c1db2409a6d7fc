import { answerText } from "../estimate/answer-text.ts";
import { createStreamText, type StreamText } from "../estimate/stream-text.ts";
import { TextSample } from "../estimate/text-sample.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "../providers/api-shape.ts";
import { readJsonFields } from "../providers/json-fields.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject } from "../providers/read-value.ts";

/** A longer plain answer, or line of a stream, is not kept; its call is then estimated. Answers with vectors reach a few MB. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** What was seen of an answer. */
export interface SeenFacts extends AnswerFacts {
  /** What was generated, for an estimate; absent where the counts are the last ones. */
  outputText?: TextSample;
}

/** Reads an answer in whatever pieces the app reads it. */
export interface AnswerReader {
  feed(text: string): void;
  /** Everything that bills has been seen. */
  readonly isComplete: boolean;
  readonly isUsageFinal: boolean;
  /** What has been seen; `undefined` when it is nothing of this API. */
  facts(): SeenFacts | undefined;
}

export interface ReaderOptions {
  /** A stream will end in the provider's counts. @default as the API has it without being asked */
  isUsageExpected?: boolean;
}

export function createAnswerReader(
  shape: ApiShape,
  contentType: string | null,
  { isUsageExpected = shape.streamUsageCure === undefined }: ReaderOptions = {},
): AnswerReader {
  if (!contentType?.includes("event-stream")) return new JsonReader(shape);
  return new EventStreamReader(shape.readStream(), createStreamText(isUsageExpected));
}

/** An answer that the app has already parsed. */
export function readParsedAnswer(shape: ApiShape, value: unknown): SeenFacts | undefined {
  if (!isObject(value)) return undefined;
  const facts: SeenFacts = shape.readAnswer(value);
  if (facts.usage !== undefined || facts.errorType !== undefined) return facts;
  const outputText = new TextSample();
  outputText.addPlain(answerText(value));
  return { ...facts, outputText };
}

class JsonReader implements AnswerReader {
  readonly isComplete = false;
  readonly isUsageFinal = false;
  readonly #shape: ApiShape;
  #text = "";

  constructor(shape: ApiShape) {
    this.#shape = shape;
  }

  feed(text: string): void {
    if (this.#text.length + text.length <= KEPT_CHARS) this.#text += text;
  }

  facts(): SeenFacts | undefined {
    const fields = readJsonFields(this.#text, this.#shape.answerFields);
    if (fields === undefined) return undefined;
    const facts = this.#shape.readAnswer(fields);
    if (facts.usage !== undefined || facts.errorType !== undefined) return facts;
    // Without counts the text itself is needed for the estimate; rare enough to parse it all.
    return readParsedAnswer(this.#shape, parseObject(this.#text));
  }
}

/** Cuts a stream into whole lines, whatever the network made of them. */
class EventStreamReader implements AnswerReader {
  readonly #stream: StreamReader;
  readonly #text: StreamText;
  #rest = "";

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

  facts(): SeenFacts {
    this.#feedLine(this.#rest);
    this.#rest = "";
    const { facts } = this.#stream;
    if (facts.usage !== undefined && this.#stream.isUsageFinal) return facts;
    return { ...facts, outputText: this.#text.readSample() };
  }

  #feedLine(line: string): void {
    if (!line.startsWith("data:")) return;
    const data = line.slice(5).trim();
    const charsBefore = this.#stream.facts.outputChars;
    this.#stream.feed(data);
    const chars = this.#stream.facts.outputChars - charsBefore;
    if (chars > 0) this.#text.take(data, chars);
  }
}
