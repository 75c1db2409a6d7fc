import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** A secondary source, which cites https://www.together.ai/pricing. */
const ORIGIN = {
  provider: "together",
  source: "https://pypi.org/project/genai-prices/0.2.3/",
  readOn: "2026-11-23",
  verified: true,
};

/** Serverless models that the generator's source does not know yet. */
const NEWER: readonly ListedPrice[] = [
  { ...named("minimaxai/minimax-m3"), usd: { input: 0.3, cacheRead: 0.06, output: 1.2 } },
  { ...named("minimaxai/minimax-m3.1-flash"), usd: { input: 0.15, cacheRead: 0.015, output: 0.6 } },
  { ...named("qwen/qwen3.5-9b"), usd: { input: 0.17, output: 0.25 } },
  { ...named("qwen/qwen3.6-plus"), usd: { input: 0.5, output: 3 } },
  { ...named("qwen/qwen3.7-max"), usd: { input: 2.5, cacheRead: 0.5, output: 7.5 } },
  { ...named("qwen/qwen3.7-plus"), usd: { input: 0.32, output: 1.28 } },
  { ...named("qwen/qwen3.8-2.4t-a95b"), usd: { input: 2, cacheRead: 0.5, output: 6 } },
  { ...named("qwen/qwen3.8-flash"), usd: { input: 0.15, output: 0.47 } },
  { ...named("deepseek-ai/deepseek-v4-pro-0813"), usd: { input: 1.32, cacheRead: 0.13, output: 3.96 } },
  {
    model: "deepseek-ai/deepseek-v4.1-flash",
    names: ["deepseek-ai/deepseek-v4.1-flash", "deepseek-ai/deepseek-v4.1-flash-1017"],
    usd: { input: 0.3, cacheRead: 0.006, output: 1.2 },
  },
  { ...named("meta-models/muse-glimmer-30b"), usd: { input: 0.35, cacheRead: 0.04, output: 1.5 } },
  { ...named("meta-models/muse-spark-open-816b-a42b"), usd: { input: 1.25, cacheRead: 0.15, output: 4.25 } },
  { ...named("moonshotai/kimi-k3"), usd: { input: 3, cacheRead: 0.3, output: 15 } },
  { ...named("moonshotai/kimi-k3.1-pro"), usd: { input: 2, cacheRead: 0.2, output: 10 } },
  { ...named("nvidia/nvidia-nemotron-3.5-super-vl"), usd: { input: 0.15, cacheRead: 0.02, output: 0.5 } },
  { ...named("openai/gpt-oss-120b"), usd: { input: 0.15, output: 0.6 } },
  { ...named("reflection/beam-1.0-501b-a23b"), usd: { input: 0.4, cacheRead: 0.04, output: 1.2 } },
  { ...named("ricursive-ai/ripple-65b-preview"), usd: { input: 0.2, output: 0.6 } },
  { ...named("thinkingmachines/inkling"), usd: { input: 1, cacheRead: 0.17, output: 4.05 } },
  { ...named("zai-org/glm-5.2"), usd: { input: 1.4, cacheRead: 0.26, output: 4.4 } },
  { ...named("zai-org/glm-5.3"), usd: { input: 1.4, cacheRead: 0.26, output: 4.4 } },
  { ...named("zai-org/glm-5.3-flash"), usd: { input: 0.15, cacheRead: 0.03, output: 0.5 } },
];

/** What the generator's source lacks of Together's prices. Left out: batches, which are up to half off for models that no list names. */
export const TOGETHER_PRICES: readonly OwnPrice[] = ownPriceList(ORIGIN, [
  ...NEWER,
  // From before the sources' time, and no page that has it was to be read.
  {
    ...named("deepseek-ai/deepseek-r1"),
    usd: { input: 3, output: 7 },
    source: "https://www.together.ai/pricing",
    verified: false,
  },
]);

function named(model: string): Pick<ListedPrice, "names"> & { model: string } {
  return { model, names: [model] };
}
