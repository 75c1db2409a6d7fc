import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** A secondary source, which cites https://developers.openai.com/api/docs/pricing. */
const ORIGIN = {
  provider: "openai",
  source: "https://pypi.org/project/litellm/1.109.1/",
  readOn: "2026-11-23",
  verified: true,
};

/** A fine-tune is called `ft:<base>:<organisation>:<name>:<id>`; all of one base cost the same. */
const STANDARD: readonly ListedPrice[] = [
  fineTuned("gpt-4.1-2025-04-14", { input: 3, cacheRead: 0.75, output: 12 }),
  fineTuned("gpt-4.1-mini-2025-04-14", { input: 0.8, cacheRead: 0.2, output: 3.2 }),
  fineTuned("gpt-4.1-nano-2025-04-14", { input: 0.2, cacheRead: 0.05, output: 0.8 }),
  fineTuned("gpt-4o-2024-08-06", { input: 3.75, cacheRead: 1.875, output: 15 }),
  fineTuned("gpt-4o-2024-11-20", { input: 3.75, cacheRead: 1.875, output: 15 }),
  fineTuned("gpt-4o-mini-2024-07-18", { input: 0.3, cacheRead: 0.15, output: 1.2 }),
  fineTuned("o4-mini-2025-04-16", { input: 4, cacheRead: 1, output: 16 }),
  fineTuned("gpt-4-0613", { input: 30, output: 60 }),
  {
    ...fineTuned("gpt-3.5-turbo-0125", { input: 3, output: 6 }),
    names: ["", "-0125", "-0613", "-1106"].map((version) => `ft:gpt-3.5-turbo${version}`),
  },
  fineTuned("babbage-002", { input: 1.6, output: 1.6 }),
  fineTuned("davinci-002", { input: 12, output: 12 }),
];

/** Read one by one, not halved: for GPT-4o and GPT-4.1 the list has other numbers than half. */
const BATCH: readonly ListedPrice[] = [
  { model: "ft:gpt-4.1-2025-04-14", usd: { input: 1.5, cacheRead: 0.5, output: 6 } },
  { model: "ft:gpt-4.1-mini-2025-04-14", usd: { input: 0.4, cacheRead: 0.1, output: 1.6 } },
  { model: "ft:gpt-4.1-nano-2025-04-14", usd: { input: 0.1, cacheRead: 0.025, output: 0.4 } },
  { model: "ft:gpt-4o-2024-08-06", usd: { input: 2.225, cacheRead: 0.9, output: 12.5 } },
  { model: "ft:gpt-4o-mini-2024-07-18", usd: { input: 0.15, cacheRead: 0.075, output: 0.6 } },
  { model: "ft:o4-mini-2025-04-16", usd: { input: 2, cacheRead: 0.5, output: 8 } },
  { model: "ft:gpt-3.5-turbo-0125", usd: { input: 1.5, output: 3 } },
  { model: "ft:babbage-002", usd: { input: 0.8, output: 0.9 } },
  { model: "ft:davinci-002", usd: { input: 6, output: 6 } },
];

export const OPENAI_FINE_TUNED_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(ORIGIN, STANDARD),
  ...ownPriceList({ ...ORIGIN, tier: "batch" }, BATCH),
];

function fineTuned(base: string, usd: ListedPrice["usd"]): ListedPrice {
  return { model: `ft:${base}`, names: [`ft:${base}`], usd };
}
