import type { Usage } from "../llm-call.ts";
import { consistentUsage, countAt, isObject, objectAt } from "./read-value.ts";

/** Counts as OpenAI's chat and embeddings write them: prompt tokens include cached ones, completion tokens include reasoning. */
export function readOpenAiUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const inputTokens = countAt(value, "prompt_tokens");
  const outputTokens = countAt(value, "completion_tokens");
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const input = objectAt(value, "prompt_tokens_details");
  const output = objectAt(value, "completion_tokens_details");
  return consistentUsage({
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens: countAt(input, "cached_tokens") ?? 0,
    cacheWriteTokens: countAt(input, "cache_write_tokens") ?? 0,
    cacheWrite1hTokens: 0,
    reasoningTokens: countAt(output, "reasoning_tokens") ?? 0,
  });
}
