import type { Usage } from "../llm-call.ts";
import type { PriceRow } from "./price-row.ts";

/** More tokens than any call has; the ledger cuts at the same count. */
const MAX_TOKENS = 1_000_000_000;

/**
 * The cost of one call in picodollars, exact: a safe integer >= 0.
 *
 * Hostile counts are cut first: below 0 or not a number is 0, a fraction is dropped, and cached tokens beyond the total input are dropped
 * (reads count before writes), so that a contradictory usage is charged too little rather than too much, and never below zero.
 * A result above 2^53 - 1 picodollars ($9,007; no real call comes near) is that number.
 *
 * @example 1,000 input tokens of which 400 cached, 100 output, gpt-4o ($2.50, $1.25, $10 a million):
 * 600 × 2,500,000 + 400 × 1,250,000 + 100 × 10,000,000 = 3,000,000,000 picodollars = $0.003
 */
export function calculateCost(usage: Usage, row: Pick<PriceRow, "prices" | "contextTiers">): number {
  const input = tokenCount(usage.inputTokens);
  const cacheRead = Math.min(tokenCount(usage.cacheReadTokens), input);
  const cacheWrite = Math.min(tokenCount(usage.cacheWriteTokens), input - cacheRead);
  const cacheWrite1h = Math.min(tokenCount(usage.cacheWrite1hTokens), cacheWrite);
  const prices = row.contextTiers?.findLast((tier) => input > tier.aboveInputTokens)?.prices ?? row.prices;
  // Every term and the sum are exact below 2^53, and one that is not is above it: then the result is cut, not rounded.
  const cost =
    (input - cacheRead - cacheWrite) * prices.input +
    cacheRead * prices.cacheRead +
    (cacheWrite - cacheWrite1h) * prices.cacheWrite5m +
    cacheWrite1h * prices.cacheWrite1h +
    tokenCount(usage.outputTokens) * prices.output;
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

function tokenCount(count: number): number {
  // Written so that NaN, undefined and text from untyped callers end as 0.
  return count >= 1 ? Math.min(Math.floor(count), MAX_TOKENS) : 0;
}
