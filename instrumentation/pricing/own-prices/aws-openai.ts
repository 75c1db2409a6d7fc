import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const LONG = 272_000;

/** LiteLLM's list is a secondary source. */
const LITELLM = {
  provider: "aws",
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
  verified: true,
} as const;

/** Of these the generator's source has the price of a region, and no other for a long context. */
const knownInRegions = ownPriceList(LITELLM, [
  {
    model: "global.openai.gpt-5.4",
    names: ["global.openai.gpt-5.4"],
    usd: { input: 2.5, cacheRead: 0.25, output: 15 },
    above: { tokens: LONG, usd: { input: 5, cacheRead: 0.5, output: 22.5 } },
  },
  {
    model: "global.openai.gpt-5.5",
    names: ["global.openai.gpt-5.5"],
    usd: { input: 5, cacheRead: 0.5, output: 30 },
    above: { tokens: LONG, usd: { input: 10, cacheRead: 1, output: 45 } },
  },
]);

/** GPT-6, which the generator's source lacks. */
const global = ownPriceList(LITELLM, [
  {
    model: "global.openai.gpt-6-astra",
    names: ["global.openai.gpt-6-astra"],
    usd: { input: 10, cacheRead: 1, cacheWrite5m: 12.5, output: 50 },
    above: { tokens: LONG, usd: { input: 20, cacheRead: 2, cacheWrite5m: 25, output: 75 } },
  },
  {
    model: "global.openai.gpt-6-sol",
    names: ["global.openai.gpt-6-sol"],
    usd: { input: 2, cacheRead: 0.2, cacheWrite5m: 2.5, output: 10 },
    above: { tokens: LONG, usd: { input: 4, cacheRead: 0.4, cacheWrite5m: 5, output: 15 } },
  },
  {
    model: "global.openai.gpt-6-luna",
    names: ["global.openai.gpt-6-luna"],
    usd: { input: 0.1, cacheRead: 0.01, cacheWrite5m: 0.125, output: 0.5 },
    above: { tokens: LONG, usd: { input: 0.2, cacheRead: 0.02, cacheWrite5m: 0.25, output: 0.75 } },
  },
  {
    model: "global.openai.gpt-6.1-sol",
    names: ["global.openai.gpt-6.1-sol"],
    usd: { input: 2, cacheRead: 0.1, cacheWrite5m: 2.5, output: 10 },
    above: { tokens: LONG, usd: { input: 4, cacheRead: 0.2, cacheWrite5m: 5, output: 15 } },
  },
  {
    model: "global.openai.gpt-6.1-terra",
    names: ["global.openai.gpt-6.1-terra"],
    usd: { input: 1, cacheRead: 0.05, cacheWrite5m: 1.25, output: 5 },
    above: { tokens: LONG, usd: { input: 2, cacheRead: 0.1, cacheWrite5m: 2.5, output: 7.5 } },
  },
]);

/** Sol and Luna of GPT-6 have two prices for one name: with `us.` a tenth more, without any region none. */
const AMBIGUOUS = /gpt-6-(sol|luna)$/;

const regional = fromStandard(
  global.filter(({ model }) => !AMBIGUOUS.test(model)),
  { tier: "standard", times: [11, 10] },
).map((row): OwnPrice => {
  const model = row.model.replace(/^global[.]/, "");
  return { ...row, model, names: [model] };
});

/** OpenAI's closed models on Bedrock. */
export const AWS_OPENAI: readonly OwnPrice[] = [
  ...knownInRegions,
  ...fromStandard(knownInRegions, { tier: "standard", times: [11, 10] }).map(({ names: _names, ...row }) => ({
    ...row,
    model: row.model.replace(/^global[.]/, ""),
  })),
  ...global,
  ...regional,
];
