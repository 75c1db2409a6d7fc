import type { PriceBookData, PriceRow } from "../../instrumentation/pricing/price-row.ts";

type Rare = Partial<PriceRow> & Pick<PriceRow, "id" | "prices">;

const row = (rare: Rare): PriceRow => ({
  provider: "rare",
  model: "rare-1",
  tier: "standard",
  validFrom: "2026-01-01",
  recordedAt: "2026-01-01T00:00:00.000Z",
  source: "test",
  readOn: "2026-01-01",
  verified: true,
  ...rare,
});

const model = (name: string, names: readonly string[] = [name]) => ({
  provider: "rare",
  model: name,
  names,
  openEnded: names,
});

/** A made-up provider whose rows have what few or no rows of the published book do. */
export const RARE_PRICES: PriceBookData = {
  models: [
    model("rare-1", ["rare-1", "rare-one"]),
    model("above"),
    model("night"),
    model("dear"),
    model("counted"),
    model("partly"),
  ],
  rows: [
    // Three starts, a correction of the second, a page that nobody read before and after the first that somebody did.
    row({ id: "rare/1", validFrom: "1970-01-01", verified: false, prices: { input: 1, output: 2 } }),
    row({ id: "rare/2", validFrom: "2026-03-01", prices: { input: 3, output: 4 } }),
    row({
      id: "rare/2/2",
      validFrom: "2026-03-01",
      recordedAt: "2026-04-01T00:00:00.000Z",
      prices: { input: 5, output: 6 },
    }),
    row({ id: "rare/3", validFrom: "2026-05-01", verified: false, prices: { input: 7, output: 8 } }),
    row({ id: "rare/4", validFrom: "2026-12-01", prices: { input: 9, output: 10 } }),
    // Only the tokens above a threshold cost more; 200,000 and 1,000,000 are two of them.
    row({
      id: "rare/above",
      model: "above",
      prices: { input: 3_000_000, output: 15_000_000 },
      contextRule: "partAbove",
      contextTiers: [
        { aboveInputTokens: 200_000, prices: { input: 6_000_000, output: 22_500_000, cacheRead: 600_000 } },
        { aboveInputTokens: 1_000_000, prices: { input: 12_000_000, output: 45_000_000 } },
      ],
    }),
    // Hours over midnight, and others of a later start in which the earlier ones still hold.
    row({ id: "rare/night/day", model: "night", prices: { input: 100, output: 200 } }),
    row({
      id: "rare/night",
      model: "night",
      hours: { from: "16:30", to: "00:30" },
      prices: { input: 50, output: 100 },
    }),
    row({
      id: "rare/noon",
      model: "night",
      validFrom: "2026-11-23",
      hours: { from: "12:30", to: "13:00" },
      prices: { input: 7, output: 7 },
    }),
    row({ id: "rare/night/batch", model: "night", tier: "batch", prices: { input: 11, output: 13 } }),
    // 9,007,199,254,740,991 picodollars are the most a call can cost.
    row({ id: "rare/dear", model: "dear", prices: { input: 9_007_199_254_740_991, output: 1, request: 0 } }),
    row({
      id: "rare/counted",
      model: "counted",
      prices: {
        input: 1,
        output: 1,
        request: 5_000,
        webSearch: 10,
        audioSecond: 333,
        "videoSecond/4k": 7,
        storageGbDay: 1,
        "image/1024x1024/hd": 80_000,
      },
    }),
    // Neither output nor audio has a price: a call that has any is unpriced.
    row({ id: "rare/partly", model: "partly", prices: { input: 20_000 } }),
  ],
};
