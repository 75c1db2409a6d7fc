import type { ContextTier, PriceRow } from "../../instrumentation/pricing/price-row.ts";

/** `over 200,000 input tokens` and, where it is so, that only those cost more. */
export function contextText({ aboveInputTokens }: ContextTier, { contextRule }: Pick<PriceRow, "contextRule">): string {
  const whose = contextRule === "partAbove" ? ", those above" : "";
  return `over ${aboveInputTokens.toLocaleString("en-US")} input tokens${whose}:`;
}
