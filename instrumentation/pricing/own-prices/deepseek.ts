import type { DailyHours } from "../price-row.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import type { UsdPerMillion } from "./prices-in-usd.ts";

const PAGE = {
  provider: "deepseek",
  source: "https://api-docs.deepseek.com/quick_start/pricing",
  readOn: "2026-11-23",
  verified: true,
};
const LITELLM = { ...PAGE, source: "https://pypi.org/project/litellm/1.109.1/" };
const V4_LAUNCH = { ...PAGE, source: "https://github.com/anomalyco/opencode/issues/29008" };

const PEAK: readonly DailyHours[] = [
  { from: "01:00", to: "04:00" },
  { from: "06:00", to: "10:00" },
];

/** Half-price nights in China for V3, quarter-price ones for R1. */
const DAY: DailyHours = { from: "00:30", to: "16:30" };
const NIGHTS = "2025-02-26";
const NIGHTS_ARTICLE = { ...PAGE, source: "https://techgethub.com/?p=9801" };

/** Prices change at 16:00 UTC, midnight in Beijing: the first whole day is the one after. */
const NO_MORE_NIGHTS = "2025-09-06";
const V3_2 = "2025-09-29";
const V4_CACHE_CUT = "2026-04-26";
const V4_1 = "2026-09-10";

const BY_DAY = {
  "deepseek-chat": { input: 0.27, cacheRead: 0.07, output: 1.1 },
  "deepseek-reasoner": { input: 0.55, cacheRead: 0.14, output: 2.19 },
};
const BY_NIGHT = { input: 0.135, cacheRead: 0.035, output: 0.55 };
const V3_NIGHTS: readonly ListedPrice[] = Object.entries(BY_DAY).flatMap(([model, usd]) => [
  { model, usd },
  { model, validFrom: NIGHTS, usd: BY_NIGHT },
  { model, validFrom: NIGHTS, hours: DAY, usd },
]);

/** The night discount ended, and both models cost the same from then on. */
const V3: readonly ListedPrice[] = ["deepseek-chat", "deepseek-reasoner"].map((model) => ({
  model,
  validFrom: NO_MORE_NIGHTS,
  usd: { input: 0.56, cacheRead: 0.07, output: 1.68 },
}));

const V3_2_PRICES: readonly ListedPrice[] = ["deepseek-chat", "deepseek-reasoner"].map((model) => ({
  model,
  validFrom: V3_2,
  usd: { input: 0.28, cacheRead: 0.028, output: 0.42 },
}));

/** Two days after the launch cache hits came down to a tenth, and V4 Pro to a quarter. */
const V4: readonly ListedPrice[] = [
  { model: "deepseek-v4-flash", usd: { input: 0.14, cacheRead: 0.028, output: 0.28 } },
  {
    model: "deepseek-v4-flash",
    validFrom: V4_CACHE_CUT,
    usd: { input: 0.14, cacheRead: 0.0028, output: 0.28 },
  },
  { model: "deepseek-v4-pro", usd: { input: 1.74, cacheRead: 0.145, output: 3.48 } },
  {
    model: "deepseek-v4-pro",
    validFrom: V4_CACHE_CUT,
    usd: { input: 0.435, cacheRead: 0.003625, output: 0.87 },
  },
];

/** V4.1 Flash serves the old name too, at its own price. */
const FLASH: readonly ListedPrice[] = [
  { model: "deepseek-flash", names: ["deepseek-flash"] },
  { model: "deepseek-v4-flash" },
].flatMap((model) => [
  { ...model, validFrom: V4_1, usd: flash(1) },
  ...PEAK.map((hours) => ({ ...model, validFrom: V4_1, hours, usd: flash(2) })),
]);

/**
 * DeepSeek's prices over time. Since 2026-08-23 the weekend has no peak hours, and Chinese holidays have none either, which a row cannot
 * say: calls of such a day between 01:00 and 04:00 or 06:00 and 10:00 UTC are priced at twice what they cost. Left out: the searches
 * that are billed since 2026-11-01.
 */
export const DEEPSEEK_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(NIGHTS_ARTICLE, V3_NIGHTS),
  ...ownPriceList(PAGE, V3),
  ...ownPriceList(LITELLM, V3_2_PRICES),
  ...ownPriceList(V4_LAUNCH, V4),
  ...ownPriceList(PAGE, FLASH),
];

function flash(times: number): UsdPerMillion {
  return { input: 0.15 * times, cacheRead: 0.003 * times, output: 0.6 * times };
}
