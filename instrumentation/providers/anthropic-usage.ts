import type { Usage } from "../llm-call.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { readUsageCharge } from "./host-charge.ts";
import { isObject, type JsonObject, textAt } from "./read-value.ts";

/** Anthropic's input count leaves cached tokens out; ours has them in. Searches are billed each; fetched pages only as tokens. */
export function readAnthropicUsage(
  usage: unknown,
): Pick<AnswerFacts, "usage" | "problems" | "serviceTier" | "hostCharge"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const inputTokens = counts.total(usage.input_tokens, "input_tokens", "usage");
  const outputTokens = counts.total(usage.output_tokens, "output_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const read = readCounts(usage, "usage", counts);
  if (Array.isArray(usage.iterations)) addIterations(read, usage.iterations, counts);
  const tools = counts.object(usage.server_tool_use, "server_tool_use", "usage");
  const searches = counts.count(tools.web_search_requests, "web_search_requests", TOOLS);
  counts.unknown(tools, KNOWN_TOOLS, TOOLS);
  if (searches) read.counted = { webSearch: searches };
  const facts: ReturnType<typeof readAnthropicUsage> = counts.facts(read);
  const serviceTier = tierOf(usage);
  if (serviceTier !== undefined) facts.serviceTier = serviceTier;
  const hostCharge = usage.cost === undefined ? undefined : readUsageCharge(usage);
  if (hostCharge !== undefined) facts.hostCharge = hostCharge;
  return facts;
}

const TOOLS = "usage.server_tool_use";
/** All but searches are billed by their tokens alone. */
const KNOWN_TOOLS = ["web_search_requests", "web_fetch_requests", "tool_search_requests"];

function readCounts(usage: JsonObject, where: string, counts: CountReader): Usage {
  const uncached = counts.count(usage.input_tokens, "input_tokens", where) ?? 0;
  const outputTokens = counts.count(usage.output_tokens, "output_tokens", where) ?? 0;
  const cacheReadTokens = counts.count(usage.cache_read_input_tokens, "cache_read_input_tokens", where) ?? 0;
  const written = counts.count(usage.cache_creation_input_tokens, "cache_creation_input_tokens", where);
  const byLifetime = counts.object(usage.cache_creation, "cache_creation", where);
  const lifetime = where === "usage" ? "usage.cache_creation" : `${where}.cache_creation`;
  const write5m = counts.count(byLifetime.ephemeral_5m_input_tokens, "ephemeral_5m_input_tokens", lifetime) ?? 0;
  const write1h = counts.count(byLifetime.ephemeral_1h_input_tokens, "ephemeral_1h_input_tokens", lifetime) ?? 0;
  if (written !== undefined && write5m + write1h > written)
    counts.note(`${lifetime} adds up to ${write5m + write1h}, allowed are whole numbers from 0 to ${written}`);
  const cacheWriteTokens = Math.max(written ?? 0, write5m + write1h);
  const output = counts.object(usage.output_tokens_details, "output_tokens_details", where);
  return {
    inputTokens: uncached + cacheReadTokens + cacheWriteTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: write1h,
    reasoningTokens: counts.part(
      output.thinking_tokens,
      "thinking_tokens",
      "usage.output_tokens_details",
      outputTokens,
    ),
  };
}

/** A compaction is billed and is not in the totals. An advisor is not either, and is billed by the prices of its own model. */
function addIterations(sum: Usage, iterations: readonly unknown[], counts: CountReader): void {
  for (const [at, iteration] of iterations.entries()) {
    if (!isObject(iteration)) continue;
    const where = `usage.iterations[${at}]`;
    if (iteration.type === "advisor_message")
      counts.note(`${where} is billed apart, by the prices of "${textAt(iteration, "model") ?? ""}"`);
    if (iteration.type !== "compaction") continue;
    const more = readCounts(iteration, where, counts);
    sum.inputTokens += more.inputTokens;
    sum.outputTokens += more.outputTokens;
    sum.cacheReadTokens += more.cacheReadTokens;
    sum.cacheWriteTokens += more.cacheWriteTokens;
    sum.cacheWrite1hTokens += more.cacheWrite1hTokens;
  }
}

/** Fast mode and inference kept in the US have prices of their own, as if they were tiers: `fast`, `standard-us`, `batch-us`, `fast-us`. */
function tierOf(usage: JsonObject): string | undefined {
  const tier = textAt(usage, "speed") === "fast" ? "fast" : textAt(usage, "service_tier");
  return textAt(usage, "inference_geo") === "us" ? `${tier ?? "standard"}-us` : tier;
}
