import type { Usage } from "../llm-call.ts";
import { NO_PRICE, type ResolvedPrice } from "./resolve-price.ts";
import { MAX_COUNT } from "./usage-quantities.ts";

/**
 * The cost in picodollars of tokens of text by a price without context tiers, as nearly all calls are: a sum, without the bill's lines. It is on
 * the app's way, for the budget. Undefined for all else and for what is wrong, which `calculateCost` knows; both say the same.
 */
export function plainCost(usage: Usage, { parts, counted }: ResolvedPrice): number | undefined {
  const rates = parts[0]?.rates;
  if (rates === undefined || parts.length > 1 || usage.counted !== undefined || counted.request !== undefined)
    return undefined;
  if (hasModalities(usage)) return undefined;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, reasoningTokens } = usage;
  if (!isTotal(inputTokens) || !isTotal(outputTokens) || !isTotal(cacheWriteTokens)) return undefined;
  // In the order of `TOKEN_UNITS`.
  const cost =
    costOf(inputTokens - cacheReadTokens - cacheWriteTokens, rates[0]) +
    costOf(cacheReadTokens, rates[1]) +
    costOf(cacheWriteTokens - cacheWrite1hTokens, rates[2]) +
    costOf(cacheWrite1hTokens, rates[3]) +
    costOf(outputTokens - reasoningTokens, rates[4]) +
    costOf(reasoningTokens, rates[5]);
  return cost <= Number.MAX_SAFE_INTEGER ? cost : undefined;
}

function isTotal(count: number): boolean {
  return Number.isInteger(count) && count <= MAX_COUNT;
}

/** NaN, which no sum loses, where there is no such count or no price for it. */
function costOf(quantity: number, rate: number = NO_PRICE): number {
  if (quantity === 0) return 0;
  return quantity > 0 && Number.isInteger(quantity) && rate !== NO_PRICE ? quantity * rate : Number.NaN;
}

function hasModalities(usage: Usage): boolean {
  return (
    (usage.inputAudioTokens ??
      usage.inputImageTokens ??
      usage.inputVideoTokens ??
      usage.cacheReadAudioTokens ??
      usage.cacheReadImageTokens ??
      usage.cacheReadVideoTokens ??
      usage.outputAudioTokens ??
      usage.outputImageTokens ??
      usage.outputVideoTokens) !== undefined
  );
}
