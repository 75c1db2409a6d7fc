import type { BudgetReservation } from "../budget/budget-guard.ts";
import type { Attribution, CallRecord, Usage, UsageSource } from "../llm-call.ts";
import type { AnswerFacts } from "../providers/api-shape.ts";
import type { ActiveParent } from "./active-parent.ts";
import { type AnswerReader, createAnswerReader, readParsedAnswer } from "./answer-reader.ts";
import type { BodySink } from "./body-sink.ts";
import { estimateTextTokens } from "./estimate-tokens.ts";
import { isInterruption, thrownErrorType } from "./fetch-failure.ts";
import type { MeteredTarget } from "./metered-target.ts";
import type { RequestFacts } from "./request-facts.ts";

export interface WireCallOptions {
  target: MeteredTarget;
  request: RequestFacts;
  attribution: Attribution;
  parent: ActiveParent;
  budget?: CallRecord["budget"];
  reservation?: BudgetReservation;
  /** Called once, when the call is over. */
  onFinish(call: WireCall, record: CallRecord | undefined): void;
}

/** Of a plain chat answer, what is not text: names, ids, counts. Taken off the length of an answer that nobody read. */
const ENVELOPE_CHARS = 400;

/** One call in flight, from the request to the end of its answer; becomes one record, whatever way it ends. */
export class WireCall implements BodySink {
  readonly options: WireCallOptions;
  /** Of `performance.now()`: when the app last read something. A call that waits for its answer is not idle, however long. */
  lastReadAtMs = Number.POSITIVE_INFINITY;
  readonly #startMs = Date.now();
  readonly #startedAtMs: number;
  #isOver = false;
  #status: number | undefined;
  #length = 0;
  #reader: AnswerReader | undefined;
  #parsed: AnswerFacts | undefined;
  #firstChunkMs: number | undefined;
  #isStream = false;

  constructor(options: WireCallOptions) {
    this.options = options;
    this.#startedAtMs = performance.now();
  }

  answered(response: Response): void {
    const contentType = response.headers.get("content-type");
    this.#status = response.status;
    this.lastReadAtMs = performance.now();
    this.#length = Number(response.headers.get("content-length")) || 0;
    this.#isStream = contentType?.includes("event-stream") === true;
    this.#reader = createAnswerReader(this.options.target.shape, contentType);
  }

  /** `fetch` itself has rejected. */
  notAnswered(error: unknown): void {
    if (isInterruption(error)) this.#finishInterrupted(thrownErrorType(error));
    else this.#finish({ errorType: thrownErrorType(error) ?? "Error" });
  }

  blocked(): void {
    this.#finish({ errorType: "blocked" });
  }

  bytes(chunk: Uint8Array): void {
    if (!this.#isOver) this.text(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString());
  }

  text(text: string): void {
    if (this.#isOver) return;
    this.lastReadAtMs = performance.now();
    this.#firstChunkMs ??= this.lastReadAtMs - this.#startedAtMs;
    this.#length = Math.max(this.#length, text.length);
    this.#reader?.feed(text);
    // openai and LangChain cancel after the terminal event even of a complete read: what comes later says nothing.
    if (this.#reader?.isComplete) this.#finishRead(this.#reader.facts());
  }

  parsed(value: unknown): void {
    this.#parsed = readParsedAnswer(this.options.target.shape, value);
    this.#reader = undefined;
  }

  ended(): void {
    if (this.#isOver) return;
    const isCutStream = this.#isStream && !this.#reader?.isUsageFinal;
    if (isCutStream && !this.#hasFailed()) this.#finishInterrupted();
    else this.#finishRead(this.#parsed ?? this.#reader?.facts());
  }

  abandoned(): void {
    if (this.#isOver) return;
    if (this.#hasFailed() || this.#reader?.isUsageFinal) this.#finishRead(this.#reader?.facts());
    else this.#finishInterrupted();
  }

  failed(error: unknown): void {
    if (this.#isOver) return;
    if (error instanceof SyntaxError) this.#finishRead(undefined);
    else if (this.#hasFailed() || this.#reader?.isUsageFinal) this.#finishRead(this.#reader?.facts());
    else this.#finishInterrupted(thrownErrorType(error));
  }

  #hasFailed(): boolean {
    return (this.#status ?? 0) >= 400;
  }

  /** The answer has been seen whole. */
  #finishRead(facts: AnswerFacts | undefined): void {
    if (this.#hasFailed())
      return this.#finish({ ...facts, usage: undefined, errorType: facts?.errorType ?? String(this.#status) });
    if (facts?.usage !== undefined) return this.#finish(facts, "provider");
    if (facts?.errorType !== undefined && facts.outputChars === 0) return this.#finish(facts);
    const isOurs = facts?.responseModel !== undefined || facts?.responseId !== undefined;
    // An unknown host that does not answer as a model would: some other service that happens to have such a path.
    if (!isOurs && !this.options.target.isKnownHost) return this.#finish(undefined);
    const outputChars = facts?.outputChars ?? this.#length;
    this.#finish(
      { errorType: isOurs ? undefined : "invalid_answer", ...facts, usage: this.#estimate(undefined, outputChars) },
      "estimated",
    );
  }

  /** The provider has worked, and bills; the counts at the end have not been seen. */
  #finishInterrupted(errorType?: string): void {
    const facts = this.#isStream ? this.#reader?.facts() : undefined;
    const outputChars = facts?.outputChars ?? Math.max(0, this.#length - ENVELOPE_CHARS);
    this.#finish(
      { ...facts, errorType: facts?.errorType ?? errorType, usage: this.#estimate(facts?.usage, outputChars) },
      "interrupted",
    );
  }

  /** Counts that were seen stand; the rest is estimated. */
  #estimate(seen: Usage | undefined, outputChars: number): Usage {
    const { target, request } = this.options;
    const outputTokens = target.shape.operation === "embeddings" ? 0 : estimateTextTokens(outputChars);
    if (seen !== undefined) return { ...seen, outputTokens: Math.max(seen.outputTokens, outputTokens) };
    const { inputTokens } = request;
    return {
      inputTokens,
      outputTokens,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      reasoningTokens: 0,
    };
  }

  #finish(facts: Finding | undefined, usageSource: UsageSource = "estimated"): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.options.onFinish(this, facts && this.#record(facts, usageSource));
  }

  #record(facts: Finding, usageSource: UsageSource): CallRecord {
    const { target, request, attribution, parent, budget } = this.options;
    const record: CallRecord = {
      source: "wire",
      provider: target.provider,
      operation: target.shape.operation,
      requestModel: request.model,
      stream: this.#isStream || request.stream,
      startMs: this.#startMs,
      endMs: this.#startMs + (performance.now() - this.#startedAtMs),
      serverAddress: target.address,
      serverPort: target.port,
      usageSource,
      attribution,
      ...parent,
    };
    if (facts.responseModel !== undefined) record.responseModel = facts.responseModel;
    if (facts.responseId !== undefined) record.responseId = facts.responseId;
    if (facts.serviceTier !== undefined) record.serviceTier = facts.serviceTier;
    if (facts.errorType !== undefined) record.errorType = facts.errorType;
    if (facts.usage !== undefined) record.usage = facts.usage;
    if (this.#status !== undefined) record.httpStatus = this.#status;
    if (this.#isStream && this.#firstChunkMs !== undefined) record.timeToFirstChunkMs = this.#firstChunkMs;
    if (budget !== undefined) record.budget = budget;
    return record;
  }
}

type Finding = { [K in keyof AnswerFacts]?: AnswerFacts[K] | undefined };
