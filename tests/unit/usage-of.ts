import type { Usage } from "../../instrumentation/llm-call.ts";

/** A whole usage from the counts that a test is about. */
export function usageOf(counts: Partial<Usage>): Usage {
  return {
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    reasoningTokens: 0,
    ...counts,
  };
}
