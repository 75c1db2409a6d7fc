import { estimateTextTokens } from "../../instrumentation/estimate/rule-of-thumb.ts";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { hostChargePrice } from "../../instrumentation/pricing/host-charge-price.ts";
import { isFreeOfCharge } from "../../instrumentation/pricing/is-free-of-charge.ts";
import { isLocalProvider } from "../../instrumentation/pricing/is-local-provider.ts";
import type { ApiShape } from "../../instrumentation/providers/api-shape.ts";
import { guessApiShape } from "../../instrumentation/providers/guess-api-shape.ts";
import { type ReadAnswer, readAnswerValue } from "../../instrumentation/providers/read-answer-text.ts";
import { billedTier } from "./billed-tier.ts";
import { currencyAmount } from "./currency-amount.ts";
import { failedAnswer } from "./failed-answer.ts";
import { labelFacts } from "./label-facts.ts";
import { makeResult } from "./make-result.ts";
import type { PriceContext } from "./price-context.ts";
import type { PricedAnswer, PriceResult } from "./price-result.ts";
import type { AnswerLabels } from "./read-envelope.ts";

/** An answer and what is said about it. */
export interface AnswerToPrice {
  /** A JSON object, a list of a stream's events, or text as it stood on the wire. */
  answer: unknown;
  labels: AnswerLabels;
  /** Of a call whose time is not said, in Unix milliseconds. */
  nowMs: number;
}

type Facts = Partial<PriceResult>;

/**
 * Prices one answer. Never throws: what cannot be relied on is an `error`, what has no price is `unpriced`, each with one line that says
 * why; neither ever has a cost.
 */
export function priceAnswer({ answer, labels, nowMs }: AnswerToPrice, context: PriceContext): PricedAnswer {
  const guessed = labels.api === undefined ? guessApiShape(answer)?.shape.name : undefined;
  const { facts, shape, atMs, problem } = labelFacts(
    guessed === undefined ? labels : { ...labels, api: guessed },
    nowMs,
  );
  const known: Facts = facts;
  const { provider } = facts;
  if (problem !== undefined || shape === undefined || provider === null) return failedAnswer(known, problem ?? "");

  const read = readAnswerValue(shape, answer);
  known.model = read.responseModel || labels.model || null;
  known.responseId = read.responseId ?? null;
  if (read.problems !== undefined && read.problems.length > 0) return failedAnswer(known, read.problems.join("; "));
  known.tier = billedTier(read.serviceTier, labels.tier);
  if (context.isFree(provider)) {
    return { result: makeResult({ ...known, status: "free", usage: read.usage ?? null, costPicoUsd: "0" }) };
  }
  const given = labels.model;
  const isDeployment = given !== undefined && context.isDeployment({ provider, model: given });
  return priceFacts(read, { known, shape, provider, atMs, model: isDeployment ? given : known.model }, context);
}

interface Call {
  known: Facts;
  shape: ApiShape;
  provider: string;
  atMs: number;
  /** The name that is priced. */
  model: string | null;
}

function priceFacts(
  read: ReadAnswer,
  { known, shape, provider, atMs, model }: Call,
  context: PriceContext,
): PricedAnswer {
  const isCut = !read.isComplete && !read.isUsageFinal;
  if (read.usage === undefined) {
    if (read.errorType !== undefined && read.outputChars === 0) {
      const error = `the provider answered with the error "${read.errorType}" and bills nothing`;
      return { result: makeResult({ ...known, status: "free", costPicoUsd: "0", error }) };
    }
    return unpriced(known, noUsage(read, { shape, isCut }));
  }
  const usage = isCut ? withEstimatedOutput(read, read.usage) : read.usage;
  known.usage = usage;
  if (model === null) {
    return unpriced(known, 'the answer names no model: give --model, or "model" in the envelope');
  }
  const charged = isCut ? undefined : hostChargePrice(provider, read.hostCharge);
  if (charged !== undefined && charged.status !== "unpriced") {
    const { status, priceId = null } = charged;
    const costPicoUsd = BigInt(charged.costPicoUsd);
    return {
      result: makeResult({
        ...known,
        status,
        costPicoUsd: String(costPicoUsd),
        priceId,
        error: errorNote(read),
        charge: context.chargeOf({ provider, model, names: [], atMs }, costPicoUsd),
        inCurrency: inCurrency(costPicoUsd, atMs, context),
      }),
    };
  }
  const found = context.book.find({ provider, model, atMs, tier: known.tier ?? undefined });
  if (found.row === undefined && isLocalProvider(provider))
    return { result: makeResult({ ...known, status: "free", costPicoUsd: "0" }) };
  if (found.row === undefined) return unpriced(known, found.reason);
  const { costPicoUsd, components, reason } = calculateCost(usage, found.price);
  if (costPicoUsd === undefined) return unpriced({ ...known, priceId: found.row.id }, reason);
  return {
    result: makeResult({
      ...known,
      status: costPicoUsd === 0 && isFreeOfCharge(found.row) ? "free" : isCut ? "estimated" : "priced",
      costPicoUsd: String(costPicoUsd),
      components,
      priceId: found.row.id,
      openEnded: found.openEnded,
      error: isCut ? cutNote(read) : errorNote(read),
      charge: context.chargeOf({ provider, model, names: found.model.names, atMs }, BigInt(costPicoUsd)),
      inCurrency: inCurrency(BigInt(costPicoUsd), atMs, context),
    }),
    row: found.row,
  };
}

function inCurrency(picoUsd: bigint, atMs: number, context: PriceContext): PriceResult["inCurrency"] {
  const { currency } = context;
  const rate = context.rateAt(atMs);
  if (rate === undefined || currency === undefined) return null;
  return { currency, amount: currencyAmount(picoUsd, rate), perUsd: rate };
}

function unpriced(known: Facts, error: string): PricedAnswer {
  return { result: makeResult({ ...known, status: "unpriced", error }) };
}

function noUsage(read: ReadAnswer, { shape, isCut }: { shape: ApiShape; isCut: boolean }): string {
  const what = isCut ? "the stream ended before its last event and" : "the answer";
  const cure = read.isStream && shape.streamUsageCure !== undefined ? `; ${shape.streamUsageCure}` : "";
  return `${what} has no usage that API "${shape.name}" knows, so nothing says what was used${cure}`;
}

/** Counts that were seen stand; what was generated after them is known by its text only. */
function withEstimatedOutput({ outputChars }: ReadAnswer, usage: Usage): Usage {
  return { ...NO_USAGE, ...usage, outputTokens: Math.max(usage.outputTokens, estimateTextTokens(outputChars)) };
}

function cutNote({ outputChars }: ReadAnswer): string {
  return `the stream ended before its last event: its output tokens are estimated from ${outputChars} characters`;
}

function errorNote({ errorType }: ReadAnswer): string | null {
  return errorType === undefined ? null : `the provider ended with the error "${errorType}"; what it counted is billed`;
}
