import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** litellm is a secondary source; genai-prices 0.2.3 has the same prices of those that both know. */
const LITELLM = {
  provider: "azure",
  source: "https://pypi.org/project/litellm/1.109.1/",
  readOn: "2026-11-23",
  verified: true,
};

/** Microsoft's own models, by the token. */
const PHI: { readonly [model: string]: readonly [input: number, output: number] } = {
  "phi-3-medium-4k-instruct": [0.17, 0.68],
  "phi-3-medium-128k-instruct": [0.17, 0.68],
  "phi-3-mini-4k-instruct": [0.13, 0.52],
  "phi-3-mini-128k-instruct": [0.13, 0.52],
  "phi-3-small-8k-instruct": [0.15, 0.6],
  "phi-3-small-128k-instruct": [0.15, 0.6],
  "phi-3.5-moe-instruct": [0.16, 0.64],
  "phi-3.5-mini-instruct": [0.13, 0.52],
  "phi-3.5-vision-instruct": [0.13, 0.52],
  "phi-4": [0.125, 0.5],
  "phi-4-mini-instruct": [0.075, 0.3],
  "phi-4-mini-reasoning": [0.075, 0.3],
  "phi-4-reasoning": [0.125, 0.5],
  "mai-ds-r1": [1.35, 5.4],
  "mai-thinking-1": [2, 8],
};

/** Two that only genai-prices knows. */
const PHI_OF_GENAI_PRICES = {
  "phi-3.5-mini-128k-instruct": [0.13, 0.52],
  "phi-4-reasoning-plus": [0.125, 0.5],
} as const;
const GENAI_PRICES = { source: "https://pypi.org/project/genai-prices/0.2.3/" };

/** Azure writes GPT-3.5 without the point, and apps that moved from OpenAI with it. */
const GPT_3_5: readonly ListedPrice[] = [
  {
    model: "gpt-35-turbo",
    names: ["gpt-35-turbo", "gpt-35-turbo-0125", "gpt-3.5-turbo", "gpt-3.5-turbo-0125"],
    usd: { input: 0.5, output: 1.5 },
  },
  {
    model: "gpt-35-turbo-16k",
    names: ["gpt-35-turbo-16k", "gpt-35-turbo-16k-0613", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-16k-0613"],
    usd: { input: 3, output: 4 },
  },
];

/** Models on Azure that are none of OpenAI's current ones. */
export const AZURE_OTHER_MODELS: readonly OwnPrice[] = ownPriceList(LITELLM, [
  ...Object.entries(PHI).map(([model, [input, output]]) => ({ model, names: [model], usd: { input, output } })),
  ...Object.entries(PHI_OF_GENAI_PRICES).map(([model, [input, output]]) => ({
    model,
    usd: { input, output },
    ...GENAI_PRICES,
  })),
  {
    model: "phi-4-multimodal-instruct",
    names: ["phi-4-multimodal-instruct"],
    usd: { input: 0.08, output: 0.32, inputAudio: 4 },
  },
  ...GPT_3_5,
]);
