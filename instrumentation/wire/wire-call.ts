import type { BudgetReservation } from "../budget/budget-guard.ts";
import type { AnswerContent, ContentRecorder } from "../content/content-recorder.ts";
import type { EstimateBasis } from "../estimate/usage-estimator.ts";
import type { Attribution, CallRecord } from "../llm-call.ts";
import { isObject, type JsonObject } from "../providers/read-value.ts";
import type { ActiveParent } from "./active-parent.ts";
import { type AnswerReader, createAnswerReader, readParsedAnswer, type SeenFacts } from "./answer-reader.ts";
import type { BodySink } from "./body-sink.ts";
import { ByteBacklog } from "./byte-backlog.ts";
import type { BytePages } from "./byte-pages.ts";
import { type CallOutcome, interruptedOutcome, isUnbilled, type SeenAnswer, wholeOutcome } from "./call-outcome.ts";
import type { ChargedIds } from "./charged-ids.ts";
import { copyAnswer } from "./copy-answer.ts";
import { isInterruption, thrownErrorType } from "./fetch-failure.ts";
import type { MeteredTarget } from "./metered-target.ts";
import type { RequestFacts } from "./request-facts.ts";
import { wireRecord } from "./wire-record.ts";

export interface WireCallOptions {
  target: MeteredTarget;
  request: RequestFacts;
  attribution: Attribution;
  parent: ActiveParent;
  budget?: CallRecord["budget"];
  reservation?: BudgetReservation;
  /** Unix milliseconds. @default now */
  startMs?: number;
  /** Only where something of the call's text is recorded. */
  content?: ContentRecorder | undefined;
  /** Where what arrives is kept until it is read. */
  pages: BytePages;
  /** For answers that can be read more than once. */
  charged?: ChargedIds;
  /** It asks for the answer to an earlier request, which was charged then unless it went on in the background. */
  isRetrieval?: boolean;
  /** Something of the answer has arrived, and `catchUp` is to read it soon. */
  onUnread(call: WireCall): void;
  /** Called once, when the call is over. */
  onEnd(call: WireCall): void;
}

/** What became of a call. */
export interface EndedCall {
  record: CallRecord;
  /** Set when the record's usage is an estimate. */
  basis: EstimateBasis | undefined;
}

/** What the app has parsed: its facts, or what they will be read of. */
interface ParsedAnswer {
  facts?: SeenFacts | undefined;
  copy?: JsonObject;
}

/** Long enough for an app that does read the refusal, whose code is then the call's error. */
const UNREAD_REFUSAL_MS = 1_000;

/** One call in flight, from the request to the end of its answer; becomes one record, whatever way it ends. */
export class WireCall implements BodySink {
  readonly options: WireCallOptions;
  /** The app has read since somebody last set this to false. Undefined while it waits for the answer, which is not idle however long. */
  hasRead: boolean | undefined;
  /** The request's, for an estimate. Keeping it costs nothing: `fetch` does so too until its answer is over (measured). */
  #body: string | undefined;
  readonly #startMs: number;
  readonly #startedAtMs: number;
  #endMs = 0;
  /** Set when the call is over. */
  #judge: (() => CallOutcome | undefined) | undefined;
  #status: number | undefined;
  /** Looked into when the app has had its turn, like all of the answer that need not be read at once. */
  #headers: Response["headers"] | undefined;
  #readChars = 0;
  #reader: AnswerReader | undefined;
  /** What the app itself has parsed says, which may be nothing. */
  #parsed: ParsedAnswer | undefined;
  #firstChunkMs: number | undefined;
  #backlog: ByteBacklog | undefined;
  /** All of the answer, not read yet. */
  #text: string | undefined;
  #isArray = false;
  readonly #answer: AnswerContent | undefined;

  constructor(options: WireCallOptions, body?: string) {
    this.options = options;
    this.#body = body;
    this.#answer = options.content?.createAnswer();
    // Each look at a clock takes 0.1 µs, in some virtual machines 0.3.
    this.#startMs = options.startMs ?? Date.now();
    this.#startedAtMs = performance.now();
  }

  /** Known only by its first piece where events come as one array. */
  get #isStream(): boolean {
    return this.#reader?.isStream === true || this.#isArray;
  }

  answered(response: Response): void {
    this.#status = response.status;
    this.#headers = response.headers;
    this.hasRead = true;
    // Apps throw on such a status without reading why. It is known already that nothing is billed, and money is held for the call.
    if (isUnbilled(response.status)) setTimeout(() => this.abandoned(), UNREAD_REFUSAL_MS).unref();
  }

  /** `fetch` itself has rejected. */
  notAnswered(error: unknown): void {
    const errorType = thrownErrorType(error);
    if (isInterruption(error)) this.#end(() => interruptedOutcome(this.#seen(), errorType));
    else this.#end(() => ({ errorType: errorType ?? "Error", usageSource: "provider" }));
  }

  blocked(): void {
    this.#end(() => ({ errorType: "blocked", usageSource: "provider" }));
  }

  bytes(chunk: Uint8Array): void {
    if (this.#judge !== undefined) return;
    this.hasRead = true;
    this.#firstChunkMs ??= performance.now() - this.#startedAtMs;
    this.#backlog ??= new ByteBacklog(this.options.pages);
    if (this.#backlog.isEmpty) this.options.onUnread(this);
    this.#backlog.add(chunk);
    if (this.#backlog.isFull) this.catchUp();
  }

  text(text: string): void {
    if (this.#judge === undefined) this.#text = text;
  }

  /** Reads what has arrived, before somebody wants to know what it says. */
  catchUp(): void {
    if (this.#headers === undefined || this.#parsed !== undefined) return;
    const { target, request } = this.options;
    this.#reader ??= createAnswerReader(target.shape, this.#headers.get("content-type"), request);
    const reader = this.#reader;
    if (this.#text !== undefined) this.#read(reader, this.#text);
    this.#text = undefined;
    if (this.#backlog === undefined || this.#backlog.isEmpty) return;
    if (reader.feedBytes === undefined) this.#backlog.takeText((text) => this.#read(reader, text));
    else
      this.#backlog.takeBytes((bytes) => {
        this.#readChars += bytes.byteLength;
        reader.feedBytes?.(bytes);
      });
    // openai and LangChain cancel after the terminal event even of a complete read: what comes later says nothing.
    if (reader.isComplete) this.#end(() => this.#whole());
  }

  #read(reader: AnswerReader, text: string): void {
    this.#readChars += text.length;
    this.#answer?.text(text);
    reader.feed(text);
  }

  parsed(value: unknown): void {
    if (this.#judge !== undefined) return;
    this.#isArray = Array.isArray(value);
    this.#reader = undefined;
    const { shape } = this.options.target;
    const copy = isObject(value) ? copyAnswer(shape, value) : undefined;
    this.#parsed = copy === undefined ? { facts: readParsedAnswer(shape, value) } : { copy };
    this.#answer?.parsed(value);
  }

  ended(): void {
    // A stream that ends without its terminal event was cut on the way.
    this.#end(() => (this.#reader?.isStream ? this.#stopped(undefined) : this.#whole()));
  }

  abandoned(): void {
    this.#stop(undefined);
  }

  failed(error: unknown): void {
    // The app's `json()` on an answer that is none; it has been read whole all the same.
    if (error instanceof SyntaxError) this.#end(() => this.#whole());
    else this.#stop(thrownErrorType(error));
  }

  /** What became of the call, once it is over; `undefined` when it was not a model call after all. */
  toEnded(): EndedCall | undefined {
    this.catchUp();
    const outcome = this.#judge?.();
    const body = this.#body;
    this.#body = undefined;
    if (outcome === undefined || !this.#isToCharge(outcome)) return undefined;
    const record = wireRecord(outcome, {
      call: this.options,
      isStream: this.#isStream || this.options.request.stream,
      startMs: this.#startMs,
      endMs: this.#endMs,
      status: this.#status,
      firstChunkMs: this.#isStream ? (this.#firstChunkMs ?? this.#endMs - this.#startMs) : undefined,
    });
    this.options.content?.add(record, body, this.#answer);
    return { record, basis: outcome.basis };
  }

  #isToCharge({ isPending, startedAtMs, responseId, usage, usageSource, errorType }: CallOutcome): boolean {
    if (isPending) return false;
    const { isRetrieval, charged, target } = this.options;
    const isProviders = usageSource === "provider";
    if (isRetrieval && (startedAtMs === undefined || !isProviders || (usage ?? errorType) === undefined)) return false;
    // Another read may bring what an interrupted one has not.
    if (startedAtMs === undefined || responseId === undefined || !isProviders || charged === undefined) return true;
    return charged.add(`${target.provider}:${responseId}`);
  }

  #stop(errorType: string | undefined): void {
    this.#end(() => this.#stopped(errorType));
  }

  #stopped(errorType: string | undefined): CallOutcome | undefined {
    const isWhole = isUnbilled(this.#status) || this.#reader?.isUsageFinal || this.#reader?.isComplete;
    return isWhole ? this.#whole() : interruptedOutcome(this.#seen(), errorType);
  }

  #seen(): SeenAnswer {
    const { target, request } = this.options;
    const body = this.#body;
    const read = this.#parsed === undefined ? this.#reader?.facts() : this.#readParsed(this.#parsed);
    const ofHeaders = read && this.#headers && target.shape.readHeaders?.(this.#headers);
    const facts = ofHeaders ? { ...ofHeaders, ...read } : read;
    const lengthChars = facts === undefined ? Math.max(this.#saidLength(), this.#readChars) : 0;
    return { target, request, body, status: this.#status, facts, lengthChars };
  }

  #whole(): CallOutcome | undefined {
    return wholeOutcome(this.#seen());
  }

  #readParsed({ facts, copy }: ParsedAnswer): SeenFacts | undefined {
    return copy === undefined ? facts : readParsedAnswer(this.options.target.shape, copy);
  }

  #saidLength(): number {
    return Number(this.#headers?.get("content-length")) || 0;
  }

  #end(judge: () => CallOutcome | undefined): void {
    if (this.#judge !== undefined) return;
    this.#judge = judge;
    this.#endMs = this.#startMs + (performance.now() - this.#startedAtMs);
    this.options.onEnd(this);
  }
}
