import { findProvider, type ModelPrice } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { OPENAI_PRICES } from "../../instrumentation/pricing/own-prices/openai.ts";
import { OPENAI_TEXT_MODELS } from "../../instrumentation/pricing/own-prices/openai-text-models.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { ownPriceList } from "../../instrumentation/pricing/own-prices/own-price-list.ts";
import { usdByTime } from "../../instrumentation/pricing/own-prices/usd-by-time.ts";
import type { UnitPrices } from "../../instrumentation/pricing/price-row.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { TOKEN_UNITS } from "../../instrumentation/pricing/units.ts";
import { usageOf } from "./usage-of.ts";

const ORIGIN = { provider: "openai", source: "", readOn: "2026-11-23", verified: true };
const STANDARD = OPENAI_TEXT_MODELS.flatMap(({ model, validFrom, usd, each, above }) =>
  ownPriceList(ORIGIN, [
    { model, usd, ...(validFrom && { validFrom }), ...(each && { each }), ...(above && { above }) },
  ]),
);
/** Models whose batch and flex tables round cached input to cents. */
const ROUNDED_CACHED = ["gpt-5.4", "o4-mini"];

function ownPrice(model: string, tier = "standard", validFrom = "1970-01-01"): OwnPrice {
  const row = OPENAI_PRICES.find((each) => each.model === model && each.tier === tier && each.validFrom === validFrom);
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}" from ${validFrom}`);
  return row;
}

function billOf(row: OwnPrice, usage: Parameters<typeof usageOf>[0]) {
  return calculateCost(usageOf(usage), resolvePrice({ id: "own", ...row })).costPicoUsd;
}

function parts(row: OwnPrice): UnitPrices[] {
  return [row.prices, ...(row.contextTiers ?? []).map((tier) => tier.prices)];
}

/** Pairs of a tier's and the standard price of each token unit that both have. */
function against(standard: OwnPrice, tier: string): { unit: string; price: number; standard: number }[] {
  const row = OPENAI_PRICES.find(
    (each) => each.model === standard.model && each.tier === tier && each.validFrom === standard.validFrom,
  );
  if (row === undefined) return [];
  return parts(row).flatMap((prices, at) =>
    TOKEN_UNITS.flatMap((unit) => {
      const [price, base] = [prices[unit], parts(standard)[at]?.[unit]];
      return price === undefined || base === undefined ? [] : [{ unit, price, standard: base }];
    }),
  );
}

describe("the tiers of OpenAI", () => {
  test.each(["batch", "flex"])("%s is half of standard in every token unit, short context and long", (tier) => {
    const pairs = STANDARD.flatMap((row) =>
      against(row, tier)
        .filter(({ unit }) => !(unit === "cacheRead" && ROUNDED_CACHED.includes(row.model)))
        .map((pair) => ({ model: row.model, ...pair })),
    );
    expect(pairs.length).toBeGreaterThan(40);
    for (const { model, price, standard } of pairs) expect([model, price * 2]).toEqual([model, standard]);
  });

  test("a cached token in a batch or in flex is half of the standard one to the cent, or billed as input", () => {
    for (const row of OPENAI_PRICES.filter(({ tier }) => tier === "batch" || tier === "flex")) {
      const { cacheRead, input = 0 } = row.prices;
      expect([row.model, (cacheRead ?? input) <= input]).toEqual([row.model, true]);
    }
    // $0.25 / 2 = $0.125 a million, which the page prints as $0.13.
    expect(ownPrice("gpt-5.4", "batch").prices.cacheRead).toBe(130_000);
    expect(ownPrice("gpt-4o", "batch").prices.cacheRead).toBeUndefined();
  });

  test.each(["priority", "fast", "ultrafast"])("%s is never below standard", (tier) => {
    const pairs = STANDARD.flatMap((row) => against(row, tier));
    expect(pairs.length).toBeGreaterThan(5);
    for (const { price, standard } of pairs) expect(price).toBeGreaterThan(standard);
  });

  test("the fast tier costs the same under its two names", () => {
    const priced = (tier: string) =>
      OPENAI_PRICES.filter((row) => row.tier === tier).map((row) => [row.model, row.prices]);
    expect(priced("fast")).toEqual(priced("priority"));
  });

  test("a search costs the same in every tier", () => {
    for (const tier of ["standard", "batch", "flex", "priority"])
      expect(ownPrice("gpt-5", tier).prices.webSearch).toBe(10_000_000_000);
  });

  test("standard prices are those of genai-prices, but for the two it has wrong or not at all", () => {
    const known = new Map(findProvider({ providerId: "openai" })?.models.map((model) => [model.id, model]));
    const differing = STANDARD.flatMap((row) => {
      const info = known.get(row.model);
      if (info === undefined) return [`${row.model}: unknown`];
      const dated = Array.isArray(info.prices) ? info.prices : [{ prices: info.prices }];
      const entry = dated.find(({ constraint }) =>
        constraint?.type === "start_date" ? constraint.start_date === row.validFrom : row.validFrom === "1970-01-01",
      )?.prices;
      const wrong = entry === undefined ? ["no such start"] : differences(row.prices, entry);
      return wrong.length === 0 ? [] : [`${row.model}: ${wrong.join(", ")}`];
    });
    expect(differing.sort()).toEqual([
      "babbage-002: unknown",
      "chat-latest: unknown",
      "davinci-002: unknown",
      "gpt-6.1-sol: unknown",
      "gpt-6.1-terra: unknown",
      "gpt-6.2-astra: unknown",
      "gpt-6.2-sol: unknown",
      "o3: cacheRead",
    ]);
  });

  test("what a price cut's tiers cost before it is not verified where it was not read", () => {
    expect(ownPrice("gpt-5.6-luna", "priority").verified).toBe(false);
    expect(ownPrice("gpt-5.6-luna", "priority", "2026-07-30").verified).toBe(true);
    expect(ownPrice("gpt-5.6-luna", "batch").verified).toBe(true);
  });

  test("the fastest tier of GPT-6.2 Sol costs three times the standard price until March 2027 and six times then", () => {
    expect(ownPrice("gpt-6.2-sol", "ultrafast").prices.output).toBe(30_000_000);
    expect(ownPrice("gpt-6.2-sol", "ultrafast", "2027-03-01").prices.output).toBe(60_000_000);
  });

  test.each([
    [271_999, 5],
    [272_000, 5],
    [272_001, 10],
  ])("a call of GPT-5.5 with %d input tokens pays $%d a million for all of them", (inputTokens, usdPerMillion) => {
    expect(billOf(ownPrice("gpt-5.5"), { inputTokens })).toBe(inputTokens * usdPerMillion * 1_000_000);
  });
});

describe("what OpenAI bills by other units", () => {
  test("a landscape image of DALL·E 3 in HD costs $0.12, and one of no known size has no price", () => {
    const dallE = ownPrice("dall-e-3");
    expect(billOf(dallE, { counted: { "image/1792x1024/hd": 1 } })).toBe(0.12e12);
    expect(billOf(dallE, { counted: { "image/640x480/hd": 1 } })).toBeUndefined();
  });

  test("a minute of Whisper costs $0.006", () => {
    expect(billOf(ownPrice("whisper-1"), { counted: { audioSecond: 60 } })).toBe(0.006e12);
  });

  test("a minute of live transcription costs $0.017 but for what the rounding of a second leaves, which is kept", () => {
    // 0.017 / 60 = 283,333,333.33… picodollars a second.
    expect(ownPrice("gpt-live-transcribe").unrounded).toEqual({ audioSecond: "283333333.333333" });
    expect(billOf(ownPrice("gpt-live-transcribe"), { counted: { audioSecond: 60 } })).toBe(0.017e12 - 20);
  });

  test("100 web searches cost $1, of the preview without reasoning $2.50, and a chat that always searches $0.025", () => {
    expect(billOf(ownPrice("gpt-5"), { counted: { webSearch: 100 } })).toBe(1e12);
    expect(billOf(ownPrice("gpt-4o"), { counted: { "webSearch/preview": 100 } })).toBe(2.5e12);
    expect(billOf(ownPrice("gpt-4o-search-preview"), { inputTokens: 0, outputTokens: 0 })).toBe(0.025e12);
  });

  test("moderation is free, which is a price of zero", () => {
    expect(billOf(ownPrice("omni-moderation-latest"), { inputTokens: 1000 })).toBe(0);
  });

  test("a million tokens that a fine-tune of GPT-4o read from its cache cost $1.875", () => {
    expect(billOf(ownPrice("ft:gpt-4o-2024-08-06"), { inputTokens: 1_000_000, cacheReadTokens: 1_000_000 })).toBe(
      1.875e12,
    );
  });
});

describe("usdByTime", () => {
  test("gives a whole price of a second without a remark, and rounds another half up", () => {
    expect(usdByTime("audioSecond", 0.006, { seconds: 60 })).toEqual({ prices: { audioSecond: 100_000_000 } });
    // 0.1 / 3600 = 27,777,777.78
    expect(usdByTime("audioSecond", 0.1, { seconds: 3600 })).toEqual({
      prices: { audioSecond: 27_777_778 },
      unrounded: { audioSecond: "27777777.777778" },
    });
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e-13])("refuses %d dollars", (usd) => {
    expect(() => usdByTime("audioSecond", usd, { seconds: 60 })).toThrow(`Cannot take over ${usd} USD for 60 seconds`);
  });
});

function differences(prices: UnitPrices, entry: ModelPrice): string[] {
  const base = (unit: string) => {
    const price = entry[unit];
    return typeof price === "object" ? price.base : price;
  };
  const units = {
    input: "input_mtok",
    cacheRead: "cache_read_mtok",
    cacheWrite5m: "cache_write_mtok",
    output: "output_mtok",
  };
  return Object.entries(units).flatMap(([unit, key]) => {
    const usd = base(key) ?? (unit === "output" ? 0 : undefined);
    const own = prices[unit as keyof typeof units];
    return own === (usd === undefined ? undefined : Math.round(usd * 1_000_000)) ? [] : [unit];
  });
}
