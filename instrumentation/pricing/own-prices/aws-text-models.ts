import { fromStandard, type TierRule } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

type Tier = "batch" | "flex" | "priority";

/** Flex and batches are half of standard, priority is 1.75 x standard. */
const TIMES: { readonly [tier in Tier]: TierRule["times"] } = { batch: [1, 2], flex: [1, 2], priority: [7, 4] };

interface TextModel {
  /** Dollars for a million tokens: input, output and, where there is one, a read of cached input. */
  usd: readonly [input: number, output: number, cacheRead?: number];
  tiers: readonly Tier[];
  /** The generator's source lacks it. */
  isMissing?: true;
}

const BOTH = ["batch", "flex"] as const;
const ALL = ["batch", "flex", "priority"] as const;

/**
 * Models other than Claude's and OpenAI's closed ones. A tier is here where its listed price is the exact fraction; where the list has it
 * rounded to cents, it is not (nemotron-nano-9b, gemma-3-12b and -27b, ministral-3-8b, qwen3-vl, some priorities).
 */
const MODELS: { readonly [model: string]: TextModel } = {
  "amazon.nova-micro-v1": { usd: [0.035, 0.14, 0.00875], tiers: ["batch"] },
  "amazon.nova-lite-v1": { usd: [0.06, 0.24, 0.015], tiers: ["batch"] },
  "amazon.nova-pro-v1": { usd: [0.8, 3.2, 0.2], tiers: ALL },
  "amazon.nova-premier-v1": { usd: [2.5, 12.5, 0.625], tiers: ["batch", "priority"] },
  "global.amazon.nova-2-lite-v1": { usd: [0.3, 2.5, 0.075], tiers: ["batch", "priority"] },
  "regional.amazon.nova-2-lite-v1": { usd: [0.33, 2.75, 0.0825], tiers: ALL },
  "google.gemma-3-4b-it": { usd: [0.04, 0.08], tiers: ALL },
  "meta.llama3-1-8b-instruct-v1": { usd: [0.22, 0.22], tiers: ["batch"] },
  "meta.llama3-1-70b-instruct-v1": { usd: [0.72, 0.72], tiers: ["batch"] },
  "meta.llama3-3-70b-instruct-v1": { usd: [0.72, 0.72], tiers: ["batch"] },
  "meta.llama4-maverick-17b-instruct-v1": { usd: [0.24, 0.97], tiers: ["batch"] },
  "meta.llama4-scout-17b-instruct-v1": { usd: [0.17, 0.66], tiers: ["batch"] },
  "mistral.devstral-2-123b": { usd: [0.4, 2], tiers: ALL },
  "mistral.magistral-small-2509": { usd: [0.5, 1.5], tiers: BOTH },
  "mistral.ministral-3-3b-instruct": { usd: [0.1, 0.1], tiers: BOTH },
  "mistral.ministral-3-14b-instruct": { usd: [0.2, 0.2], tiers: ALL },
  "mistral.mistral-large-3-675b-instruct": { usd: [0.5, 1.5], tiers: BOTH },
  "mistral.mistral-small-2402-v1": { usd: [1, 3], tiers: ["batch"] },
  "mistral.voxtral-mini-3b-2507": { usd: [0.04, 0.04], tiers: ALL },
  "mistral.voxtral-small-24b-2507": { usd: [0.1, 0.3], tiers: BOTH },
  "nvidia.nemotron-nano-3-30b": { usd: [0.06, 0.24], tiers: BOTH },
  "nvidia.nemotron-super-3-120b": { usd: [0.15, 0.65], tiers: ALL },
  "openai.gpt-oss-20b-1": { usd: [0.07, 0.3], tiers: ALL },
  "openai.gpt-oss-120b-1": { usd: [0.15, 0.6], tiers: ALL },
  "qwen.qwen3-32b-v1": { usd: [0.15, 0.6], tiers: ALL },
  "qwen.qwen3-coder-30b-a3b-v1": { usd: [0.15, 0.6], tiers: ["batch", "priority"] },

  "ai21.jamba-1-5-large-v1": { usd: [2, 8], tiers: [], isMissing: true },
  "ai21.jamba-1-5-mini-v1": { usd: [0.2, 0.4], tiers: [], isMissing: true },
  "amazon.titan-text-premier-v1": { usd: [0.5, 1.5], tiers: [], isMissing: true },
  "deepseek.v3-v1": { usd: [0.58, 1.68], tiers: [], isMissing: true },
  "deepseek.v3.2": { usd: [0.62, 1.85], tiers: ALL, isMissing: true },
  "global.moonshotai.kimi-k3": { usd: [3, 15, 0.3], tiers: ["flex", "priority"], isMissing: true },
  "moonshotai.kimi-k3": { usd: [3.3, 16.5, 0.33], tiers: ["flex", "priority"], isMissing: true },
  "moonshot.kimi-k2-thinking": { usd: [0.6, 2.5], tiers: ["batch"], isMissing: true },
  "moonshotai.kimi-k2.5": { usd: [0.6, 3], tiers: ALL, isMissing: true },
  "global.xai.grok-4.6": { usd: [2, 6, 0.5], tiers: ["flex", "priority"], isMissing: true },
  "xai.grok-4.6": { usd: [2.2, 6.6, 0.55], tiers: ["flex", "priority"], isMissing: true },
  "global.xai.grok-4.7": { usd: [2, 6, 0.5], tiers: ["flex", "priority"], isMissing: true },
  "xai.grok-4.7": { usd: [2.2, 6.6, 0.55], tiers: ["flex", "priority"], isMissing: true },
  "meta.llama3-1-405b-instruct-v1": { usd: [2.4, 2.4], tiers: [], isMissing: true },
  "minimax.minimax-m2": { usd: [0.3, 1.2], tiers: BOTH, isMissing: true },
  "minimax.minimax-m2.1": { usd: [0.3, 1.2], tiers: ALL, isMissing: true },
  "minimax.minimax-m2.5": { usd: [0.3, 1.2], tiers: ALL, isMissing: true },
  "mistral.mistral-large-2407-v1": { usd: [2, 6], tiers: [], isMissing: true },
  "nvidia.nemotron-nano-12b-v2": { usd: [0.2, 0.6], tiers: ALL, isMissing: true },
  "openai.gpt-oss-safeguard-20b": { usd: [0.07, 0.2], tiers: [], isMissing: true },
  "openai.gpt-oss-safeguard-120b": { usd: [0.15, 0.6], tiers: [], isMissing: true },
  "qwen.qwen3-235b-a22b-2507-v1": { usd: [0.22, 0.88], tiers: BOTH, isMissing: true },
  "qwen.qwen3-coder-next": { usd: [0.5, 1.2], tiers: ALL, isMissing: true },
  "qwen.qwen3-next-80b-a3b": { usd: [0.15, 1.2], tiers: [], isMissing: true },
  "writer.palmyra-vision-7b": { usd: [0.15, 0.6], tiers: ALL, isMissing: true },
  "zai.glm-4.7": { usd: [0.6, 2.2], tiers: ALL, isMissing: true },
  "zai.glm-4.7-flash": { usd: [0.07, 0.4], tiers: ALL, isMissing: true },
  "global.zai.glm-5.3": { usd: [1.68, 5.28, 0.312], tiers: ["flex", "priority"], isMissing: true },
  "zai.glm-5": { usd: [1, 3.2], tiers: ["batch", "priority"], isMissing: true },
};

/** Writes of these caches have a price of their own. */
const CACHE_WRITES: { readonly [model: string]: number } = {
  "global.moonshotai.kimi-k3": 3.75,
  "moonshotai.kimi-k3": 4.125,
  "global.zai.glm-5.3": 2.1,
};

/** From LiteLLM's list, a secondary source. */
const standard = ownPriceList(
  {
    provider: "aws",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  Object.entries(MODELS).map(([model, { usd, isMissing }]) => {
    const [input, output, cacheRead] = usd;
    const cacheWrite5m = CACHE_WRITES[model];
    return {
      model,
      usd: { input, output, ...(cacheRead && { cacheRead }), ...(cacheWrite5m && { cacheWrite5m }) },
      ...(isMissing && { names: [model] }),
    };
  }),
);

const tiers = standard.flatMap((row) =>
  (MODELS[row.model]?.tiers ?? []).flatMap((tier) =>
    fromStandard([row], { tier, times: TIMES[tier] }).map(withoutCache),
  ),
);

/** A batch knows no caches. */
function withoutCache(row: OwnPrice): OwnPrice {
  const { cacheRead: _cacheRead, cacheWrite5m: _cacheWrite5m, ...prices } = row.prices;
  return row.tier === "batch" ? { ...row, prices } : row;
}

/** Amazon's page has its prices in scripts, and no list has these: not verified. */
const unread = ownPriceList(
  { provider: "aws", source: "https://aws.amazon.com/bedrock/pricing/", readOn: "2026-11-23", verified: false },
  [
    { model: "cohere.command-r-v1", names: ["cohere.command-r-v1"], usd: { input: 0.5, output: 1.5 } },
    { model: "cohere.command-r-plus-v1", names: ["cohere.command-r-plus-v1"], usd: { input: 3, output: 15 } },
  ],
);

export const AWS_TEXT_MODELS: readonly OwnPrice[] = [
  ...standard.filter((row) => row.names !== undefined),
  ...tiers,
  ...unread,
];
