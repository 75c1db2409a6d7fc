import { answerText } from "../estimate/answer-text.ts";
import { createStreamText } from "../estimate/stream-text.ts";
import { TextSample } from "../estimate/text-sample.ts";
import type { AnswerFacts, ApiShape } from "../providers/api-shape.ts";
import { readJsonFields } from "../providers/json-fields.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject } from "../providers/read-value.ts";
import { ArrayReader } from "./array-reader.ts";
import { LineReader } from "./event-reader.ts";
import { FrameReader } from "./frame-reader.ts";

/** A longer plain answer is not kept; its call is then estimated. Answers with vectors reach a few MB. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** What was seen of an answer. */
export interface SeenFacts extends AnswerFacts {
  /** What was generated, for an estimate; absent where the counts are the last ones. */
  outputText?: TextSample;
}

/** Reads an answer in whatever pieces the app reads it. */
export interface AnswerReader {
  feed(text: string): void;
  /** Instead of `feed`, where the answer is not text. */
  feedBytes?(chunk: Uint8Array): void;
  /** It comes as events; a plain answer shows only by its first character that it does not. */
  readonly isStream: boolean;
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
  const type = contentType ?? "";
  const lines = (prefix: string) => new LineReader(shape.readStream(), createStreamText(isUsageExpected), prefix);
  if (type.includes("event-stream")) return lines("data:");
  if (type.includes("ndjson")) return lines("");
  if (type.includes("amazon.eventstream"))
    return new FrameReader(shape.readStream(), createStreamText(isUsageExpected));
  return new JsonReader(shape, isUsageExpected);
}

/** An answer that the app has already parsed. */
export function readParsedAnswer(shape: ApiShape, value: unknown): SeenFacts | undefined {
  if (Array.isArray(value)) return readEvents(shape, value);
  if (!isObject(value)) return undefined;
  const facts: SeenFacts = shape.readAnswer(value);
  if (facts.usage !== undefined || facts.errorType !== undefined) return facts;
  const outputText = new TextSample();
  outputText.addPlain(answerText(value));
  return { ...facts, outputText };
}

/** A stream that the app has parsed whole. */
function readEvents(shape: ApiShape, events: readonly unknown[]): SeenFacts | undefined {
  const reader = new LineReader(shape.readStream(), createStreamText(true), "");
  for (const event of events) if (isObject(event)) reader.feed(`${JSON.stringify(event)}\n`);
  return reader.facts();
}

class JsonReader implements AnswerReader {
  readonly #shape: ApiShape;
  readonly #isUsageExpected: boolean;
  #text = "";
  #array: ArrayReader | undefined;

  constructor(shape: ApiShape, isUsageExpected: boolean) {
    this.#shape = shape;
    this.#isUsageExpected = isUsageExpected;
  }

  get isStream(): boolean {
    return this.#array !== undefined;
  }

  get isComplete(): boolean {
    return this.#array?.isComplete === true;
  }

  get isUsageFinal(): boolean {
    return this.#array?.isUsageFinal === true;
  }

  feed(text: string): void {
    if (this.#text === "" && this.#array === undefined && /^\s*\[/.test(text))
      this.#array = new ArrayReader(this.#shape.readStream(), createStreamText(this.#isUsageExpected));
    if (this.#array !== undefined) this.#array.feed(text);
    else if (this.#text.length + text.length <= KEPT_CHARS) this.#text += text;
  }

  facts(): SeenFacts | undefined {
    if (this.#array !== undefined) return this.#array.facts();
    const fields = readJsonFields(this.#text, this.#shape.answerFields);
    if (fields === undefined) return undefined;
    const facts = this.#shape.readAnswer(fields);
    if (facts.usage !== undefined || facts.errorType !== undefined) return facts;
    // Without counts the text itself is needed for the estimate; rare enough to parse it all.
    return readParsedAnswer(this.#shape, parseObject(this.#text));
  }
}
