import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** LiteLLM's list is a secondary source. */
const LITELLM = {
  provider: "aws",
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
  verified: true,
} as const;

type Usd = readonly [input: number, output: number, cacheRead?: number, cacheWrite?: number];

/** Dollars for a million tokens where a region's price is not that of `us.`; a region that is missing here is unpriced. */
const REGIONS: { readonly [model: string]: Usd } = {
  "apac.amazon.nova-micro-v1": [0.037, 0.148, 0.00925],
  "apac.amazon.nova-lite-v1": [0.063, 0.252, 0.01575],
  "apac.amazon.nova-pro-v1": [0.84, 3.36, 0.21],
  "apac.amazon.nova-2-lite-v1": [0.396, 3.311, 0.099],
  "apac.amazon.nova-2-pro-preview-20251202-v1": [1.375, 11, 0.34375],
  "eu.amazon.nova-micro-v1": [0.046, 0.184, 0.0115],
  "eu.amazon.nova-lite-v1": [0.078, 0.312, 0.0195],
  "eu.amazon.nova-pro-v1": [1.05, 4.2, 0.2625],
  "eu.amazon.nova-2-lite-v1": [0.429, 3.597, 0.10725],
  "eu.amazon.nova-2-pro-preview-20251202-v1": [1.375, 11, 0.34375],
  "in.moonshotai.kimi-k3": [3.3, 16.5, 0.33, 4.125],
  "jp.amazon.nova-2-lite-v1": [0.396, 3.311, 0.099],
  "eu.deepseek.v3.2": [0.74, 2.22],
  "eu.meta.llama3-2-1b-instruct-v1": [0.13, 0.13],
  "eu.meta.llama3-2-3b-instruct-v1": [0.19, 0.19],
  "eu.mistral.pixtral-large-2502-v1": [2, 6],
  "us-gov.nvidia.nemotron-nano-3-30b": [0.072, 0.288],
  "us-gov.nvidia.nemotron-nano-9b-v2": [0.072, 0.276],
  "us-gov.nvidia.nemotron-nano-12b-v2": [0.24, 0.72],
  "us-gov.nvidia.nemotron-super-3-120b": [0.18, 0.78],
  "us-gov.openai.gpt-oss-20b-1": [0.084, 0.36],
  "us-gov.openai.gpt-oss-120b-1": [0.18, 0.72],
  "us-gov.xai.grok-4.6": [2.64, 7.92, 0.66],
};

/** Half of the standard price, cached input included. */
const FLEX: ReadonlySet<string> = new Set([
  "apac.amazon.nova-pro-v1",
  "eu.amazon.nova-pro-v1",
  "jp.amazon.nova-2-lite-v1",
  "eu.deepseek.v3.2",
  "in.moonshotai.kimi-k3",
]);

const standard = ownPriceList(LITELLM, Object.entries(REGIONS).map(entry));

function entry([model, [input, output, cacheRead, cacheWrite5m]]: [string, Usd]): ListedPrice {
  const caches = { ...(cacheRead && { cacheRead }), ...(cacheWrite5m && { cacheWrite5m }) };
  return { model, names: [model], usd: { input, output, ...caches } };
}

/** Models other than Claude's in Bedrock's regions outside of the commercial ones of the US. */
export const AWS_REGIONS: readonly OwnPrice[] = [
  ...standard,
  ...fromStandard(
    standard.filter(({ model }) => FLEX.has(model)),
    { tier: "flex", times: [1, 2] },
  ),
];
