import { estimateTextTokens } from "../estimate/rule-of-thumb.ts";
import type { EstimateBasis } from "../estimate/usage-estimator.ts";
import type { Usage, UsageSource } from "../llm-call.ts";
import { hostChargePrice } from "../pricing/host-charge-price.ts";
import type { SeenFacts } from "./answer-reader.ts";
import type { MeteredTarget } from "./metered-target.ts";
import type { RequestFacts } from "./request-facts.ts";

/** What was seen of a call when it ended. */
export interface SeenAnswer {
  target: MeteredTarget;
  request: RequestFacts;
  /** The request's, where it could be read. */
  body: string | undefined;
  /** Absent when there was no answer. */
  status: number | undefined;
  /** Absent when nothing was read, or only a part of its JSON. */
  facts: SeenFacts | undefined;
  /** Characters of the answer, as its header or what was read of it says. */
  lengthChars: number;
}

/** What the record says about the answer. */
export type CallOutcome = { [K in keyof SeenFacts]?: SeenFacts[K] | undefined } & {
  usageSource: UsageSource;
  /** Set when `usage` is an estimate. */
  basis?: EstimateBasis;
};

/** Of a plain chat answer, what is not text: names, ids, counts. Taken off the length of an answer that nobody read. */
const ENVELOPE_CHARS = 400;

/**
 * What a length alone can stand for where the caller sets no limit: few models write more into one plain answer. Else a `content-length` of
 * 300 MB, of which nothing was read, would be $750.
 */
export const MAX_TOKENS_OF_LENGTH = 32_768;

/** For an answer that was read to its end. Undefined: not a model call after all. */
export function wholeOutcome(seen: SeenAnswer): CallOutcome | undefined {
  const { status, facts } = seen;
  if (isUnbilled(status)) {
    if (Number(status) < 400 && !seen.target.isKnownHost) return undefined;
    return {
      ...facts,
      usage: undefined,
      hostCharge: undefined,
      errorType: facts?.errorType ?? String(status),
      usageSource: "provider",
    };
  }
  const usage = isFailed(facts) ? facts?.usage : completed(seen);
  if (usage !== undefined && facts?.problems === undefined) return { ...facts, usage, usageSource: "provider" };
  // Counts that no provider can mean: what is left of them is no better than an estimate, and said to be one.
  if (facts?.usage !== undefined) return { ...facts, ...estimate(seen, facts.outputChars), usageSource: "estimated" };
  if (!isFailed(facts) && hostChargePrice(seen.target.provider, facts?.hostCharge) !== undefined)
    return { ...facts, usageSource: "provider" };
  // An error under status 200, as gateways send it, before anything was generated.
  if (isFailed(facts)) return { ...facts, usageSource: "provider" };
  const isModelAnswer = (facts?.responseModel ?? facts?.responseId ?? facts?.isOpaque) !== undefined;
  // What does not answer as a model would is some other service with such a path, unless host and request speak for a call.
  if (!isModelAnswer && (!seen.target.isKnownHost || seen.request.isDoubtful === true)) return undefined;
  // Nothing of the API's JSON or events: a page of some proxy, say, whose length is not that of generated text.
  const isOfShape = isModelAnswer || Number(facts?.outputChars) > 0;
  const estimated = estimate(isOfShape ? seen : { ...seen, facts: undefined }, facts?.outputChars ?? 0);
  return { errorType: isModelAnswer ? undefined : "invalid_answer", ...facts, ...estimated, usageSource: "estimated" };
}

/** An error, before anything was generated. */
function isFailed(facts: SeenFacts | undefined): boolean {
  return facts?.errorType !== undefined && facts.outputChars === 0 && facts.usage === undefined;
}

/** The answer's counts, with what is billed by the request. */
function completed({ target, request, facts }: SeenAnswer): Usage | undefined {
  const counts = facts?.usage;
  // Of a service that nobody knows, some page is no answer.
  const isAnswer = counts !== undefined || target.isKnownHost || facts?.isOpaque === true;
  return request.complete === undefined || !isAnswer ? counts : request.complete(counts);
}

/** For an answer that was left, cut or never read: the provider has worked, and bills, but its last counts are not known. */
export function interruptedOutcome(seen: SeenAnswer, errorType?: string): CallOutcome {
  const { facts } = seen;
  const estimated = estimate(seen, facts?.outputChars ?? Math.max(0, seen.lengthChars - ENVELOPE_CHARS));
  const ofParts = { errorType: facts?.errorType ?? errorType, hostCharge: undefined };
  return { ...facts, ...ofParts, ...estimated, usageSource: "interrupted" };
}

/** Providers bill what they answer: no refusal, no redirection and no 204. */
export function isUnbilled(status: number | undefined): boolean {
  return status !== undefined && (status < 200 || status >= 300 || status === 204);
}

/** Counts that were seen stand; the rest is estimated by the rule of thumb, until a tokenizer may do better. */
function estimate(seen: SeenAnswer, outputChars: number): { usage?: Usage; basis?: EstimateBasis } {
  const { request, facts } = seen;
  if (seen.target.shape.isInestimable) {
    // What is billed by the request is billed whatever became of the answer.
    const usage = facts?.usage === undefined ? completed(seen) : undefined;
    return usage === undefined ? {} : { usage };
  }
  const hasOutput = seen.target.shape.operation !== "embeddings";
  const outputText = hasOutput && facts?.outputText?.chars ? facts.outputText : undefined;
  const most = outputText === undefined ? (request.outputLimit ?? MAX_TOKENS_OF_LENGTH) : Number.POSITIVE_INFINITY;
  const outputTokens = hasOutput ? Math.min(estimateTextTokens(outputChars), most) : 0;
  const counted = facts?.usage;
  if (counted !== undefined) {
    const inputTokens = counted.inputTokens || request.inputTokens;
    const usage = { ...counted, inputTokens, outputTokens: Math.max(counted.outputTokens, outputTokens) };
    return { usage, basis: { ...(outputText && { outputText }), minOutputTokens: counted.outputTokens } };
  }
  const none = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  const { body } = seen;
  const basis = { ...(outputText && { outputText }), ...(body !== undefined && { body }), minOutputTokens: 0 };
  return { usage: { inputTokens: request.inputTokens, outputTokens, ...none }, basis };
}
