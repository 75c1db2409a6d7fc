import type { CountedUnit } from "../pricing/units.ts";
import type { CountReader } from "./count-reader.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";

/** What OpenAI's own fields say, before quirks. */
export interface RawCounts {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
  cacheReadTokens: number | undefined;
  reasoningTokens: number | undefined;
  counted?: { readonly [unit in CountedUnit]?: number };
}

/** One way in which a host that speaks OpenAI's dialect departs from it. */
interface Quirk {
  /** In the price book's spelling. A quirk is recognised by what the answer says and not by its host, since gateways pass answers on. */
  providers: readonly string[];
  says: string;
  source: string;
  /** The field of `usage` whose presence it hangs on. */
  field: string;
  /** Absent where nothing has to be done. */
  apply?(raw: RawCounts, usage: JsonObject, counts: CountReader): void;
}

/** Read after OpenAI's own fields. */
export const OPENAI_COMPATIBLE_QUIRKS: readonly Quirk[] = [
  {
    providers: ["x-ai"],
    says: "completion_tokens leave reasoning out: total_tokens = prompt + completion + reasoning, and reasoning is billed as output",
    source: "https://docs.x.ai/docs/key-information/consumption-and-rate-limits",
    field: "total_tokens",
    apply(raw, usage) {
      const { inputTokens, outputTokens, reasoningTokens } = raw;
      if (inputTokens === undefined || outputTokens === undefined || !reasoningTokens) return;
      if (usage.total_tokens === inputTokens + outputTokens + reasoningTokens)
        raw.outputTokens = outputTokens + reasoningTokens;
    },
  },
  {
    providers: ["deepseek"],
    says: "cached tokens are prompt_cache_hit_tokens; prompt_cache_miss_tokens are the rest of prompt_tokens",
    source: "https://api-docs.deepseek.com/guides/kv_cache",
    field: "prompt_cache_hit_tokens",
    apply(raw, usage, counts) {
      raw.cacheReadTokens ??= counts.count(usage.prompt_cache_hit_tokens, "prompt_cache_hit_tokens", "usage");
    },
  },
  {
    providers: ["deepseek"],
    says: "prices differ by the hour; nothing in an answer says which holds, so the rows of the price book have hours (own-prices/deepseek.ts)",
    source: "https://api-docs.deepseek.com/quick_start/pricing",
    field: "prompt_tokens",
  },
  {
    providers: ["fireworks"],
    says: "a stream has its counts unasked, in the last event with a choice, where OpenAI has an event of their own",
    source: "https://docs.fireworks.ai/api-reference/post-chatcompletions",
    field: "prompt_tokens",
  },
  {
    providers: ["moonshotai", "together"],
    says: "cached tokens stand at the top of usage, and Moonshot's streams have their usage in choices[0] of the last event",
    source: "https://platform.kimi.ai/docs/api/chat",
    field: "cached_tokens",
    apply(raw, usage, counts) {
      raw.cacheReadTokens ??= counts.count(usage.cached_tokens, "cached_tokens", "usage");
    },
  },
  {
    providers: ["mistral"],
    says: "audio of a prompt is billed by the second",
    source: "https://docs.mistral.ai/api/endpoint/chat",
    field: "prompt_audio_seconds",
    apply(raw, usage, counts) {
      const seconds = isObject(usage.prompt_audio_seconds)
        ? undefined
        : counts.amount(usage.prompt_audio_seconds, "prompt_audio_seconds", "usage");
      if (seconds) raw.counted = { ...raw.counted, audioSecond: seconds };
    },
  },
  {
    providers: ["perplexity"],
    says: "deep research: reasoning_tokens are outside completion_tokens and have a price of their own; cited sources and searches are billed",
    source: "https://docs.perplexity.ai/getting-started/pricing",
    field: "num_search_queries",
    apply(raw, usage, counts) {
      const searches = counts.count(usage.num_search_queries, "num_search_queries", "usage");
      if (searches === undefined || !paysBySearch(usage)) return;
      if (searches > 0) raw.counted = { ...raw.counted, webSearch: searches };
      const reasoning = counts.count(usage.reasoning_tokens, "reasoning_tokens", "usage");
      if (!reasoning || raw.outputTokens === undefined) return;
      raw.reasoningTokens = reasoning;
      raw.outputTokens += reasoning;
    },
  },
  {
    providers: ["perplexity"],
    says: "tokens of cited sources are in neither total",
    source: "https://docs.perplexity.ai/getting-started/pricing",
    field: "citation_tokens",
    apply(raw, usage, counts) {
      const tokens = counts.count(usage.citation_tokens, "citation_tokens", "usage");
      if (tokens) raw.counted = { ...raw.counted, citationToken: tokens };
    },
  },
  {
    providers: ["perplexity"],
    says: "the fee for a request depends on search_context_size: low, medium or high",
    source: "https://docs.perplexity.ai/getting-started/pricing",
    field: "search_context_size",
    apply(raw, usage) {
      const size = textAt(usage, "search_context_size");
      if (size === undefined || paysBySearch(usage)) return;
      // A price row may have a plain fee too, for answers that do not say the size.
      raw.counted = { ...raw.counted, request: 0, [`request/${size}`]: 1 };
    },
  },
  {
    providers: ["openrouter", "vercel-ai-gateway"],
    says: "cost, in dollars, is what the host takes for the call, whichever provider served it: its invoice, and the price (host-charge.ts)",
    source: "https://openrouter.ai/docs/use-cases/usage-accounting",
    field: "cost",
  },
  {
    providers: ["x-ai"],
    says: "cost_in_usd_ticks (10^-10 USD) is what its price list gives; it is not read, because discounts of the price file are not in it",
    source: "https://docs.x.ai/docs/key-information/consumption-and-rate-limits",
    field: "cost_in_usd_ticks",
  },
  {
    providers: ["perplexity"],
    says: "cost is an object, its total rounded to a tenth of a cent; of its fields only the presence of request_cost is read",
    source: "https://docs.perplexity.ai/getting-started/pricing",
    field: "cost",
  },
  {
    providers: ["groq"],
    says: "a stream has its counts in x_groq.usage of the last event",
    source: "https://console.groq.com/docs/api-reference",
    field: "queue_time",
  },
  {
    providers: ["ollama", "lmstudio", "vllm"],
    says: "local: free, and ids are not unique (Ollama: chatcmpl- and a number below 1000)",
    source: "https://github.com/ollama/ollama/blob/main/docs/openai.md",
    field: "total_tokens",
  },
];

/** Sonar and Sonar Pro pay for the request, and may still say how many searches it took. */
function paysBySearch(usage: JsonObject): boolean {
  return typeof usage.num_search_queries === "number" && typeof objectAt(usage, "cost").request_cost !== "number";
}

type Apply = NonNullable<Quirk["apply"]>;

/** Those that change what is read. Their order in an answer does not matter. */
export const QUIRK_OF_FIELD: ReadonlyMap<string, Apply> = new Map(
  OPENAI_COMPATIBLE_QUIRKS.flatMap(({ field, apply }): [string, Apply][] => (apply ? [[field, apply]] : [])),
);
