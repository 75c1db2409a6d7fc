import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** A secondary source, which cites https://fireworks.ai/pricing. */
const ORIGIN = {
  provider: "fireworks",
  source: "https://pypi.org/project/genai-prices/0.2.3/",
  readOn: "2026-11-23",
  verified: true,
};

/** Serverless models that the generator's source does not know yet. */
const NEWER: readonly ListedPrice[] = [
  { ...named("deepseek-v4p1-flash"), usd: { input: 0.3, cacheRead: 0.006, output: 1.2 } },
  { ...named("deepseek-v4p1-flash-1017"), usd: { input: 0.3, cacheRead: 0.006, output: 1.2 } },
  { ...named("deepseek-v4p1-flash-1017-ultrafast"), usd: { input: 2.4, cacheRead: 0.048, output: 9.6 } },
  { ...named("deepseek-v4p1-flash-1017-us"), usd: { input: 0.45, cacheRead: 0.009, output: 1.8 } },
  { ...named("deepseek-v4p1-flash-us"), usd: { input: 0.45, cacheRead: 0.009, output: 1.8 } },
  { ...named("ember-1"), usd: { input: 3, cacheRead: 0.3, output: 15 } },
  { ...named("glm-5p3"), usd: { input: 1.4, cacheRead: 0.26, output: 4.4 } },
  { ...named("glm-5p3-fast"), usd: { input: 2.1, cacheRead: 0.39, output: 6.6 } },
  { ...named("glm-5p3-flash"), usd: { input: 0.15, cacheRead: 0.03, output: 0.5 } },
  { ...named("glm-5p3-flash-us"), usd: { input: 0.225, cacheRead: 0.045, output: 0.75 } },
  { ...named("glm-5p3-us"), usd: { input: 2.1, cacheRead: 0.39, output: 6.6 } },
  { ...named("kimi-k3p1-pro"), usd: { input: 2, cacheRead: 0.2, output: 10 } },
  { ...named("muse-spark-open"), usd: { input: 1.25, cacheRead: 0.15, output: 4.25 } },
  { ...named("nemotron-lightning-3p5-30b-a3b"), usd: { input: 0.05, cacheRead: 0.01, output: 0.2 } },
  { ...named("qwen3p8-max"), usd: { input: 2, cacheRead: 0.25, output: 6 } },
  { ...named("ultramarine-1-flash-us"), usd: { input: 0.225, cacheRead: 0.045, output: 0.75 } },
  { ...named("ultramarine-1-flash-us"), validFrom: "2026-11-03", usd: { input: 0.15, cacheRead: 0.03, output: 0.5 } },
];

const LITELLM = { source: "https://pypi.org/project/litellm/1.109.1/" };

/** Serverless models of earlier days, which neither version of the source knows any more. */
const EARLIER: readonly ListedPrice[] = [
  { ...named("llama-v3p3-70b-instruct"), usd: { input: 0.9, output: 0.9 }, ...LITELLM },
  { ...named("deepseek-v3p1"), usd: { input: 0.56, output: 1.68 }, ...LITELLM },
];

/** What changed since. */
const CHANGED: readonly ListedPrice[] = [
  { model: "gpt-oss-120b", validFrom: "2026-10-19", usd: { input: 0.15, cacheRead: 0.015, output: 0.6 } },
  // Since that day a model that stays in the US costs one and a half times the base model.
  { model: "kimi-k3-us", validFrom: "2026-09-01", usd: { input: 4.5, cacheRead: 0.45, output: 22.5 } },
];

/** Models that the source has right, for their batches; fast ones and those of one place have none. */
const KNOWN: readonly ListedPrice[] = [
  { model: "deepseek-r1-0528", usd: { input: 3, output: 8 } },
  { model: "deepseek-v3-0324", usd: { input: 0.9, output: 0.9 } },
  { model: "deepseek-v3p2", usd: { input: 0.56, output: 1.68 } },
  { model: "deepseek-v4-flash", usd: { input: 0.14, output: 0.28 } },
  { model: "deepseek-v4-pro", usd: { input: 1.74, output: 3.48 } },
  { model: "gemma-3-27b-it", usd: { input: 0.1, output: 0.1 } },
  { model: "glm-4p7", usd: { input: 0.6, output: 2.2 } },
  { model: "glm-5p1", usd: { input: 1.4, output: 4.4 } },
  { model: "glm-5p2", usd: { input: 1.4, output: 4.4 } },
  { model: "gpt-oss-120b", usd: { input: 0.15, output: 0.6 } },
  { model: "gpt-oss-20b", usd: { input: 0.07, output: 0.3 } },
  { model: "inkling", usd: { input: 1, output: 4.05 } },
  { model: "kimi-k2p5", usd: { input: 0.6, output: 3 } },
  { model: "kimi-k2p6", usd: { input: 0.95, output: 4 } },
  { model: "kimi-k2p7-code", usd: { input: 0.95, output: 4 } },
  { model: "kimi-k3", usd: { input: 3, output: 15 } },
  { model: "llama-v3p1-8b-instruct", usd: { input: 0.2, output: 0.2 } },
  { model: "llama4-maverick-instruct-basic", usd: { input: 0.22, output: 0.88 } },
  { model: "minimax-m2p1", usd: { input: 0.3, output: 1.2 } },
  { model: "minimax-m2p7", usd: { input: 0.3, output: 1.2 } },
  { model: "minimax-m3", usd: { input: 0.3, output: 1.2 } },
  { model: "nemotron-3-ultra-nvfp4", usd: { input: 0.6, output: 2.4 } },
  { model: "qwen2p5-vl-72b-instruct", usd: { input: 0.9, output: 0.9 } },
  { model: "qwen3-235b-a22b", usd: { input: 0.22, output: 0.88 } },
  { model: "qwen3p6-plus", usd: { input: 0.5, output: 3 } },
  { model: "qwen3p7-plus", usd: { input: 0.4, output: 1.6 } },
];

/** Half of the serverless price for input and output. The page says nothing of cached input there. */
const batch = fromStandard(
  ownPriceList(ORIGIN, [...KNOWN, ...NEWER.filter(({ model }) => !/-(?:us|fast|ultrafast)$/.test(model))]),
  { tier: "batch", times: [1, 2], source: "https://docs.fireworks.ai/serverless/pricing" },
).map((row) => {
  const { cacheRead: _, ...prices } = row.prices;
  return { ...row, prices };
});

/** What the generator's source lacks of Fireworks' prices. Left out: the priority tier, whose prices were not to be read. */
export const FIREWORKS_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(ORIGIN, [...NEWER, ...EARLIER, ...CHANGED]),
  ...batch,
];

function named(model: string): Pick<ListedPrice, "names"> & { model: string } {
  return { model, names: [model] };
}
