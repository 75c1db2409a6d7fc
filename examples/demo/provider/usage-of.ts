import type { Usage } from "../../../instrumentation/llm-call.ts";
import type { BilledTokens } from "./billed-tokens.ts";

/** The provider's own parts in the ledger's terms, where input includes what was cached. */
export function usageOf(tokens: BilledTokens): Usage {
  const { uncachedInput, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning } = tokens;
  return {
    inputTokens: uncachedInput + cacheRead + cacheWrite5m + cacheWrite1h,
    outputTokens: output,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite5m + cacheWrite1h,
    cacheWrite1hTokens: cacheWrite1h,
    reasoningTokens: reasoning,
  };
}
