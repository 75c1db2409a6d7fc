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
const V2_PAGE = { ...PAGE, source: "https://platform.deepseek.com/api-docs/quick_start/pricing" };

const PEAK: readonly DailyHours[] = [
  { from: "01:00", to: "04:00" },
  { from: "06:00", to: "10:00" },
];

/** Half-price nights in China for V3, quarter-price ones for R1; the page has their prices, the day is that of the announcement. */
const DAY: DailyHours = { from: "00:30", to: "16:30" };
const NIGHTS = "2025-02-26";
/** V3 cost what V2.5 had cost "until 2025-02-08 16:00 (UTC)": the first whole day is the one after. */
const V3_FULL = "2025-02-09";

/** Prices change at 16:00 UTC, midnight in Beijing: the first whole day is the one after. */
const NO_MORE_NIGHTS = "2025-09-06";
const V3_2 = "2025-09-29";
const V4_1 = "2026-09-10";

const V2_5 = { input: 0.14, cacheRead: 0.014, output: 0.28 };
const BY_DAY = {
  "deepseek-chat": { input: 0.27, cacheRead: 0.07, output: 1.1 },
  "deepseek-reasoner": { input: 0.55, cacheRead: 0.14, output: 2.19 },
};
const BY_NIGHT = { input: 0.135, cacheRead: 0.035, output: 0.55 };
const V3_NIGHTS: readonly ListedPrice[] = Object.entries(BY_DAY).flatMap(([model, usd]) => [
  { model, usd, ...(model === "deepseek-chat" && { validFrom: V3_FULL }) },
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
  // By day, too: the generator's source has the daytime price of the year after for always.
  ...ownPriceList(V2_PAGE, [
    { model: "deepseek-chat", usd: V2_5 },
    { model: "deepseek-chat", hours: DAY, usd: V2_5 },
  ]),
  ...ownPriceList(PAGE, V3_NIGHTS),
  ...ownPriceList(PAGE, V3),
  ...ownPriceList(LITELLM, V3_2_PRICES),
  ...ownPriceList(LITELLM, [{ model: "deepseek-v3.2", usd: { input: 0.28, cacheRead: 0.028, output: 0.4 } }]),
  ...ownPriceList(PAGE, FLASH),
];

function flash(times: number): UsdPerMillion {
  return { input: 0.15 * times, cacheRead: 0.003 * times, output: 0.6 * times };
}
