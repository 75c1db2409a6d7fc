import { answerText } from "../estimate/answer-text.ts";
import { createStreamText } from "../estimate/stream-text.ts";
import { TextSample } from "../estimate/text-sample.ts";
import type { AnswerFacts, ApiShape } from "../providers/api-shape.ts";
import { readJsonFields } from "../providers/json-fields.ts";
import { parseObject } from "../providers/json-text.ts";
import { isObject } from "../providers/read-value.ts";
import { ArrayReader } from "./array-reader.ts";
import { type EventReader, LineReader } from "./event-reader.ts";
import { FrameReader } from "./frame-reader.ts";
import { NamedAnswer } from "./named-answer.ts";
import { OpaqueReader } from "./opaque-reader.ts";

/** A longer plain answer is not kept; its call is then estimated. Answers with vectors reach a few MB. */
const KEPT_CHARS = 32 * 1024 * 1024;

/** What was seen of an answer. */
export interface SeenFacts extends AnswerFacts {
  /** What was generated, for an estimate; absent where the counts are the last ones. */
  outputText?: TextSample;
  /** It is of a kind that says nothing of the call. */
  isOpaque?: true;
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
  const json = () => new JsonReader(shape, { isUsageExpected, type });
  if (shape.opaque?.types.test(type)) {
    const named = new OpaqueReader();
    // What was said may begin with a bracket: "[Music]".
    return type.startsWith("text/") ? new NamedAnswer({ named, json: json(), opens: "{" }) : named;
  }
  if (type.includes("event-stream")) return new NamedAnswer({ named: lines("data:"), json: json(), opens: "{[" });
  if (type.includes("ndjson")) return lines("");
  if (type.includes("amazon.eventstream"))
    return new FrameReader(shape.readStream(), createStreamText(isUsageExpected));
  return json();
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

/** For an answer without a type of a stream: known by its first characters, since some servers and proxies name the wrong type or none. */
class JsonReader implements AnswerReader {
  readonly #shape: ApiShape;
  readonly #isUsageExpected: boolean;
  readonly #type: string;
  #text = "";
  /** Characters of a plain answer, also those that are not kept. */
  #chars = 0;
  /** Set once its first characters are those of one. */
  #stream: EventReader | undefined;

  constructor(shape: ApiShape, { isUsageExpected, type }: { isUsageExpected: boolean; type: string }) {
    this.#shape = shape;
    this.#isUsageExpected = isUsageExpected;
    this.#type = type;
  }

  get isStream(): boolean {
    return this.#stream !== undefined;
  }

  get isComplete(): boolean {
    return this.#stream?.isComplete === true;
  }

  get isUsageFinal(): boolean {
    return this.#stream?.isUsageFinal === true;
  }

  feed(text: string): void {
    if (this.#stream !== undefined) {
      this.#stream.feed(text);
      return;
    }
    if (this.#chars < SNIFFED_CHARS) {
      const begun = this.#text + text;
      this.#stream = this.#streamOf(begun);
      if (this.#stream !== undefined) {
        this.#text = "";
        this.#stream.feed(begun.replace(BEFORE, ""));
        return;
      }
    }
    this.#chars += text.length;
    if (this.#chars <= KEPT_CHARS) this.#text += text;
  }

  #streamOf(begun: string): EventReader | undefined {
    const text = () => createStreamText(this.#isUsageExpected);
    if (ARRAY.test(begun)) return new ArrayReader(this.#shape.readStream(), text());
    return SERVER_SENT.test(begun) ? new LineReader(this.#shape.readStream(), text(), "data:") : undefined;
  }

  facts(): SeenFacts | undefined {
    if (this.#stream !== undefined) return this.#stream.facts();
    if (this.#isForeign()) return { outputChars: 0 };
    if (this.#chars > KEPT_CHARS) return { outputChars: this.#chars };
    const json = this.#text.charCodeAt(0) === BYTE_ORDER_MARK ? this.#text.slice(1) : this.#text;
    const fields = readJsonFields(json, this.#shape.answerFields);
    if (fields === undefined) return undefined;
    const facts = this.#shape.readAnswer(fields);
    if (facts.usage !== undefined || facts.errorType !== undefined) return facts;
    // Without counts the text itself is needed for the estimate; rare enough to parse it all.
    return readParsedAnswer(this.#shape, parseObject(json));
  }

  /** No JSON, so that its length says nothing of what was generated. */
  #isForeign(): boolean {
    return this.#text === "" ? /\b(?:html|xml)\b/.test(this.#type) : !OBJECT.test(this.#text);
  }
}

const BYTE_ORDER_MARK = 0xfeff;
/** `\s` has the byte order mark among it. */
const BEFORE = /^\s+/;
const ARRAY = /^\s*\[/;
const OBJECT = /^\s*\{/;
/** A comment, or the first field of an event. */
const SERVER_SENT = /^\s*(?::|(?:data|event|id|retry):)/;
/** The longest of these names, with space before it, may come in pieces. */
const SNIFFED_CHARS = 16;
