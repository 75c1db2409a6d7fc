import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { isObject, type JsonObject } from "./read-value.ts";

/** Bedrock's own counts, as Converse and Nova write them: cached tokens stand beside `inputTokens`; ours has them in. */
export function readBedrockUsage(usage: unknown): Pick<AnswerFacts, "usage" | "problems"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const uncached = counts.total(usage.inputTokens, "inputTokens", "usage");
  const outputTokens = counts.total(usage.outputTokens, "outputTokens", "usage");
  if (uncached === undefined && outputTokens === undefined) return counts.facts(undefined);
  // Nova's own answer spells them with `Count`.
  const read = counts.count(usage.cacheReadInputTokens, "cacheReadInputTokens", "usage");
  const cacheReadTokens =
    read ?? counts.count(usage.cacheReadInputTokenCount, "cacheReadInputTokenCount", "usage") ?? 0;
  const written = counts.count(usage.cacheWriteInputTokens, "cacheWriteInputTokens", "usage");
  const cacheWriteTokens =
    written ?? counts.count(usage.cacheWriteInputTokenCount, "cacheWriteInputTokenCount", "usage") ?? 0;
  return counts.facts({
    inputTokens: (uncached ?? 0) + cacheReadTokens + cacheWriteTokens,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: writtenFor1h(usage, cacheWriteTokens, counts),
    reasoningTokens: 0,
  });
}

function writtenFor1h(usage: JsonObject, whole: number, counts: CountReader): number {
  if (!Array.isArray(usage.cacheDetails)) return 0;
  let sum = 0;
  for (const [at, detail] of usage.cacheDetails.entries())
    if (isObject(detail) && detail.ttl === "1h")
      sum += counts.part(detail.inputTokens, "inputTokens", `usage.cacheDetails[${at}]`, whole);
  return sum;
}
