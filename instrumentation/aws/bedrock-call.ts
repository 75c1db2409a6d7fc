import type { BudgetReservation } from "../budget/budget-guard.ts";
import type { AnswerContent, ContentRecorder } from "../content/content-recorder.ts";
import type { Attribution, CallRecord } from "../llm-call.ts";
import type { ActiveParent } from "../wire/active-parent.ts";
import { type AnswerReader, createAnswerReader, type SeenFacts } from "../wire/answer-reader.ts";
import {
  type CallOutcome,
  interruptedOutcome,
  isUnbilled,
  type SeenAnswer,
  wholeOutcome,
} from "../wire/call-outcome.ts";
import { isInterruption, thrownErrorType } from "../wire/fetch-failure.ts";
import type { OpenCall } from "../wire/open-calls.ts";
import type { EndedCall } from "../wire/wire-call.ts";
import { eventText, plainAnswer, readPlainAnswer } from "./bedrock-answer.ts";
import type { AnswerMetadata, CommandResult } from "./bedrock-client.ts";
import type { BedrockRequest } from "./bedrock-request.ts";
import type { EventSink } from "./tap-events.ts";

export interface BedrockCallOptions {
  request: BedrockRequest;
  attribution: Attribution;
  parent: ActiveParent;
  budget?: NonNullable<CallRecord["budget"]>;
  reservation?: BudgetReservation;
  /** Only where something of the call's text is recorded. */
  content?: ContentRecorder;
  /** Where the request went; known once it was sent. */
  endpoint(): URL | undefined;
  /** Called once, when the call is over. */
  onEnd(call: BedrockCall): void;
  /** A failure of ours. */
  onInternalError(error: unknown): void;
}

/** As the semantic conventions have it, and the ledger's list of providers whose ids are unique. */
export const BEDROCK = "aws.bedrock";

/** One command in flight, from its request to the end of its answer; becomes one record, whatever way it ends. */
export class BedrockCall implements OpenCall, EventSink {
  readonly options: BedrockCallOptions;
  hasRead: boolean | undefined;
  readonly #startMs = Date.now();
  readonly #startedAtMs = performance.now();
  #endMs = 0;
  /** Set when the call is over. */
  #judge: (() => CallOutcome | undefined) | undefined;
  #metadata: AnswerMetadata = {};
  #result: CommandResult | undefined;
  #reader: AnswerReader | undefined;
  #lengthChars = 0;
  #firstEventMs: number | undefined;
  readonly #answer: AnswerContent | undefined;

  constructor(options: BedrockCallOptions) {
    this.options = options;
    this.#answer = options.content?.createAnswer();
  }

  /** A plain answer: whole as soon as it is there. */
  answered(result: CommandResult): void {
    this.#metadata = result.output.$metadata ?? {};
    this.#result = result;
    this.#answer?.parsed(plainAnswer(this.options.request, result));
    this.#end(() => wholeOutcome(this.#seen()));
  }

  /** A streamed answer has begun. */
  streaming({ output }: CommandResult): void {
    this.#metadata = output.$metadata ?? {};
    this.hasRead = true;
    this.#reader = createAnswerReader(this.options.request.shape, "text/event-stream", { isUsageExpected: true });
  }

  /** The command itself has failed. */
  notAnswered(error: unknown): void {
    const metadata = (error as { $metadata?: AnswerMetadata } | null)?.$metadata;
    this.#metadata = metadata ?? {};
    const errorType = thrownErrorType(error) ?? "Error";
    const isBilled = metadata?.httpStatusCode !== undefined && !isUnbilled(metadata.httpStatusCode);
    if (isBilled || isInterruption(error)) this.#end(() => interruptedOutcome(this.#seen(), thrownErrorType(error)));
    else this.#end(() => ({ errorType, usageSource: "provider" }));
  }

  blocked(): void {
    this.#end(() => ({ errorType: "blocked", usageSource: "provider" }));
  }

  /** Nothing was sent: no call. */
  notSent(): void {
    this.#end(() => undefined);
  }

  event(event: unknown): void {
    if (this.#judge !== undefined) return;
    try {
      this.hasRead = true;
      this.#firstEventMs ??= performance.now() - this.#startedAtMs;
      const text = eventText(event);
      this.#lengthChars += text.length;
      const line = `data: ${text}\n`;
      this.#answer?.text(line);
      this.#reader?.feed(line);
      if (this.#reader?.isComplete) this.#end(() => wholeOutcome(this.#seen()));
    } catch (error) {
      this.options.onInternalError(error);
    }
  }

  ended(): void {
    // A stream that ends without its last event was cut on the way.
    this.abandoned();
  }

  abandoned(): void {
    this.#stop(undefined);
  }

  failed(error: unknown): void {
    this.#stop(thrownErrorType(error));
  }

  toEnded(): EndedCall | undefined {
    const outcome = this.#judge?.();
    if (outcome === undefined) return undefined;
    const record = this.#record(outcome);
    this.options.content?.add(record, this.options.request.body, this.#answer);
    return { record, basis: outcome.basis };
  }

  #stop(errorType: string | undefined): void {
    const isWhole = this.#reader?.isUsageFinal;
    this.#end(() => (isWhole ? wholeOutcome(this.#seen()) : interruptedOutcome(this.#seen(), errorType)));
  }

  #end(judge: () => CallOutcome | undefined): void {
    if (this.#judge !== undefined) return;
    this.#judge = judge;
    this.#endMs = this.#startMs + (performance.now() - this.#startedAtMs);
    this.options.onEnd(this);
  }

  #seen(): SeenAnswer {
    const { shape, facts: request, body } = this.options.request;
    const target = { shape, provider: BEDROCK, isKnownHost: true, ...this.#address() };
    const status = this.#metadata.httpStatusCode;
    return { target, request, body, status, facts: this.#facts(), lengthChars: this.#lengthChars };
  }

  #facts(): SeenFacts | undefined {
    const { request } = this.options;
    const facts = this.#result === undefined ? this.#reader?.facts() : readPlainAnswer(request, this.#result);
    this.#result = undefined;
    return facts;
  }

  #address(): { address: string; port: number } {
    const url = this.options.endpoint();
    if (url === undefined) return { address: "", port: 0 };
    return { address: url.hostname, port: Number(url.port) || (url.protocol === "http:" ? 80 : 443) };
  }

  #record(outcome: CallOutcome): CallRecord {
    const { request, attribution, parent, budget } = this.options;
    const { address, port } = this.#address();
    const record: CallRecord = {
      source: "wire",
      provider: BEDROCK,
      operation: request.shape.operation,
      requestModel: request.facts.model,
      stream: request.facts.stream,
      startMs: this.#startMs,
      endMs: this.#endMs,
      usageSource: outcome.usageSource,
      attribution,
      ...parent,
    };
    if (address !== "") Object.assign(record, { serverAddress: address, serverPort: port });
    const { httpStatusCode, requestId } = this.#metadata;
    // Bedrock bills the model that was asked for, region and all; only a prompt router chooses another.
    if (outcome.responseModel !== undefined && request.shape.name === "converse")
      record.responseModel = outcome.responseModel;
    if (requestId !== undefined) record.responseId = requestId;
    if (outcome.serviceTier !== undefined) record.serviceTier = outcome.serviceTier;
    if (outcome.errorType !== undefined) record.errorType = outcome.errorType;
    if (outcome.usage !== undefined) record.usage = outcome.usage;
    if (outcome.problems !== undefined) record.problems = outcome.problems;
    if (httpStatusCode !== undefined) record.httpStatus = httpStatusCode;
    if (this.#firstEventMs !== undefined) record.timeToFirstChunkMs = this.#firstEventMs;
    if (budget !== undefined) record.budget = budget;
    return record;
  }
}
