import { answerText } from "../estimate/answer-text.ts";
import type { CallRecord } from "../llm-call.ts";
import { parseObject } from "../providers/json-text.ts";
import type { JsonObject } from "../providers/read-value.ts";
import type { ContentSettings } from "./content-settings.ts";
import { hashPrompt } from "./hash-prompt.ts";
import { answerMessages, type RecordedMessage, requestMessages } from "./messages.ts";

/** What a call said, before it is recorded. */
export interface CallContent {
  kind: "prompt" | "answer";
  messages: readonly RecordedMessage[];
}

/** Takes out what must not be kept; undefined or nothing drops it all. Called after the app has had its answer. */
export type RedactContent = (
  content: CallContent,
  call: Readonly<CallRecord>,
) => readonly RecordedMessage[] | undefined;

/** What is known of a call's text. */
export interface SaidByCall {
  request: JsonObject | undefined;
  answer?: (() => string) | undefined;
}

/** Longer requests are neither hashed nor recorded: to parse one takes 10 ms. */
const BODY_CHARS = 4_000_000;
/** Kept of an answer while it passes. */
const ANSWER_CHARS = 1_000_000;
/** Of one attribute, as JSON. */
const ATTRIBUTE_CHARS = 16_384;

/** Puts a call's text into its record, as far as an operator has switched that on. */
export class ContentRecorder {
  readonly #settings: ContentSettings;
  readonly #onInternalError: (reason: string, error: unknown) => void;
  redact: RedactContent | undefined;

  constructor(settings: ContentSettings, onInternalError: (reason: string, error: unknown) => void) {
    this.#settings = settings;
    this.#onInternalError = onInternalError;
  }

  /** Anything at all is switched on. */
  get isOn(): boolean {
    const { promptHashKey, recordsPrompts, recordsAnswers } = this.#settings;
    return promptHashKey !== undefined || recordsPrompts || recordsAnswers;
  }

  get #wantsRequest(): boolean {
    return this.#settings.promptHashKey !== undefined || this.#settings.recordsPrompts;
  }

  /** For one answer; absent where none is recorded. */
  createAnswer(): AnswerContent | undefined {
    return this.#settings.recordsAnswers ? new AnswerContent() : undefined;
  }

  /** Never throws; what fails to be redacted is not recorded. */
  add(record: CallRecord, body: string | undefined, answer: AnswerContent | undefined): void {
    const isWanted = this.#wantsRequest && body !== undefined && body.length <= BODY_CHARS;
    this.addSaid(record, {
      request: isWanted ? parseObject(body) : undefined,
      answer: answer && (() => answer.read()),
    });
  }

  /** The same for who has the messages and no bodies: `request` is one as an API would be asked, `answer` gives its text. */
  addSaid(record: CallRecord, { request, answer }: SaidByCall): void {
    try {
      const { promptHashKey, recordsPrompts, recordsAnswers } = this.#settings;
      if (request !== undefined && promptHashKey !== undefined) {
        const hash = hashPrompt(promptHashKey, request);
        if (hash !== undefined) record.promptHash = hash;
      }
      const input =
        request && recordsPrompts
          ? this.#kept({ kind: "prompt", messages: requestMessages(request) }, record)
          : undefined;
      const output =
        answer && recordsAnswers
          ? this.#kept({ kind: "answer", messages: answerMessages(answer()) }, record)
          : undefined;
      if (input !== undefined || output !== undefined) {
        record.content = { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
      }
    } catch (error) {
      this.#onInternalError("content", error);
    }
  }

  #kept(content: CallContent, record: CallRecord): string | undefined {
    if (content.messages.length === 0) return undefined;
    const messages = this.redact === undefined ? content.messages : this.redact(content, record);
    if (!Array.isArray(messages) || messages.length === 0) return undefined;
    return shortened(messages);
  }
}

/** An answer as it passes. */
export class AnswerContent {
  readonly #pieces: string[] = [];
  #chars = 0;
  #parsed: string | undefined;

  text(text: string): void {
    if (this.#chars > ANSWER_CHARS) return;
    this.#chars += text.length;
    this.#pieces.push(text);
  }

  /** Read at once: it is the app's now, which may change it. */
  parsed(value: unknown): void {
    this.#parsed = answerText(value);
  }

  read(): string {
    if (this.#parsed !== undefined) return this.#parsed;
    const text = this.#pieces.join("");
    const whole = parseObject(text);
    if (whole !== undefined) return answerText(whole);
    const events = text.split("\n").filter((line) => line.startsWith("data:"));
    return events.map((line) => answerText(parseObject(line.slice(5).trim()))).join("");
  }
}

/** As JSON of at most `ATTRIBUTE_CHARS`, still JSON: texts are cut, the longest first. */
function shortened(messages: readonly RecordedMessage[]): string {
  let limit = ATTRIBUTE_CHARS;
  let json = JSON.stringify(messages);
  while (json.length > ATTRIBUTE_CHARS && limit > 16) {
    limit = Math.floor(limit / 2);
    json = JSON.stringify(messages, (_key, value) =>
      typeof value === "string" && value.length > limit ? `${value.slice(0, limit)}…`.toWellFormed() : value,
    );
  }
  return json.length > ATTRIBUTE_CHARS ? JSON.stringify([{ role: "user", parts: [{ type: "omitted" }] }]) : json;
}
