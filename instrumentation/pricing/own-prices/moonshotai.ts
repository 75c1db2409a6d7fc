import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

/** A secondary source, which cites https://platform.kimi.ai/docs/pricing. */
const ORIGIN = {
  provider: "moonshotai",
  source: "https://pypi.org/project/genai-prices/0.2.3/",
  readOn: "2026-11-23",
  verified: true,
};

const STANDARD: readonly ListedPrice[] = [
  // Writes to the cache have prices of their own since that day.
  {
    model: "kimi-k3",
    validFrom: "2026-10-15",
    usd: { input: 3, cacheRead: 0.3, cacheWrite5m: 3, cacheWrite1h: 6, output: 15 },
  },
  {
    model: "kimi-k3.1-pro",
    names: ["kimi-k3.1-pro"],
    usd: { input: 2, cacheRead: 0.2, cacheWrite5m: 2, cacheWrite1h: 4, output: 10 },
  },
  {
    model: "kimi-k3.1-pro-highspeed",
    names: ["kimi-k3.1-pro-highspeed"],
    usd: { input: 4, cacheRead: 0.2, cacheWrite5m: 4, cacheWrite1h: 8, output: 20 },
  },
];

/** Only this model can be batched, at three fifths of its price. */
const BATCHED: readonly ListedPrice[] = [{ model: "kimi-k2.5", usd: { input: 0.6, cacheRead: 0.1, output: 3 } }];

/** What the generator's source lacks of Moonshot's prices. */
export const MOONSHOTAI_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(ORIGIN, STANDARD),
  ...fromStandard(ownPriceList(ORIGIN, BATCHED), {
    tier: "batch",
    times: [3, 5],
    source: "https://platform.kimi.ai/docs/pricing/batch",
  }),
];
