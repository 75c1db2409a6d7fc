import { type ConditionalPrice, findProvider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { ANTHROPIC_PRICES } from "../../instrumentation/pricing/own-prices/anthropic.ts";
import { ANTHROPIC_KNOWN } from "../../instrumentation/pricing/own-prices/anthropic-known.ts";
import { ANTHROPIC_MISSING } from "../../instrumentation/pricing/own-prices/anthropic-missing.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

const standard = [...ANTHROPIC_KNOWN, ...ANTHROPIC_MISSING];

function ownPrice(model: string, tier: string, validFrom = "1970-01-01"): OwnPrice {
  const row = [...ANTHROPIC_KNOWN, ...ANTHROPIC_PRICES].find(
    (each) => each.model === model && each.tier === tier && each.validFrom === validFrom,
  );
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}" from ${validFrom}`);
  return row;
}

function billOf(row: OwnPrice, usage: Parameters<typeof usageOf>[0]) {
  return calculateCost(usageOf(usage), resolvePrice({ id: "own", ...row })).costPicoUsd;
}

describe("Anthropic's own prices", () => {
  test("a 1-hour write is 2 x input and a 5-minute write 1.25 x, in every context tier of every model", () => {
    for (const row of standard) {
      for (const { input = 0, cacheWrite5m, cacheWrite1h } of [
        row.prices,
        ...(row.contextTiers ?? []).map((t) => t.prices),
      ]) {
        expect(cacheWrite1h, row.model).toBe(2 * input);
        // Haiku 3's page says $0.30 for $0.25, rounded.
        expect(cacheWrite5m, row.model).toBe(row.model === "claude-3-haiku" ? 300_000 : 1.25 * input);
      }
    }
  });

  test("a cache read is 0.1 x input but for the models that read for less", () => {
    const cheaper = new Map(
      standard
        .filter(({ prices: { input = 0, cacheRead = 0 } }) => cacheRead !== input / 10)
        .map(({ model, prices: { input = 0, cacheRead = 0 } }) => [model, cacheRead / input]),
    );
    expect(Object.fromEntries(cheaper)).toEqual({
      "claude-3-haiku": 0.12,
      "claude-opus-5-5": 0.05,
      "claude-sonnet-5-5": 0.05,
      "claude-fable-5-1": 0.025,
      "claude-fable-5-2": 0.025,
      "claude-mythos-5-1": 0.025,
    });
  });

  test("a batch is half of standard in every token unit and costs the same for a search", () => {
    for (const row of standard) {
      const batch = ownPrice(row.model, "batch", row.validFrom);
      const halves = Object.entries(row.prices).map(([unit, price = 0]) => [
        unit,
        unit === "webSearch" ? price : price / 2,
      ]);
      expect(batch.prices, row.model).toEqual(Object.fromEntries(halves));
      expect(
        batch.contextTiers?.map((tier) => tier.prices.output),
        row.model,
      ).toEqual(row.contextTiers?.map((tier) => (tier.prices.output ?? 0) / 2));
    }
  });

  test("fast mode is 6 x standard for Opus 4.6 and 4.7 and 2 x for what came later", () => {
    expect(ownPrice("claude-opus-4-6", "fast", "2026-03-13").prices).toMatchObject({
      input: 30_000_000,
      output: 150_000_000,
    });
    expect(ownPrice("claude-opus-4-7", "fast").prices).toMatchObject({
      cacheRead: 3_000_000,
      cacheWrite5m: 37_500_000,
    });
    expect(ownPrice("claude-opus-5-5", "fast").prices).toMatchObject({
      input: 8_000_000,
      output: 40_000_000,
      cacheRead: 400_000,
    });
    expect(ownPrice("claude-fable-5-2", "fast").prices).toMatchObject({ input: 16_000_000, output: 80_000_000 });
  });

  test("only models from Opus and Sonnet 4.6 on have prices for inference in the US, 1.1 x each", () => {
    const resident = new Set(ANTHROPIC_PRICES.filter((row) => row.tier === "standard-us").map((row) => row.model));
    expect(resident).not.toContain("claude-opus-4-5");
    expect(resident).not.toContain("claude-haiku-4-5");
    expect(resident).not.toContain("claude-sonnet-4-0");
    expect(resident).toContain("claude-sonnet-4-6");
    expect(resident).toContain("claude-opus-5");
    expect(resident).toContain("claude-haiku-5-5");
    // $4 x 1.1 and $4 / 2 x 1.1; the search costs what it costs.
    expect(ownPrice("claude-opus-5-5", "standard-us").prices).toMatchObject({
      input: 4_400_000,
      webSearch: 10_000_000_000,
    });
    expect(ownPrice("claude-opus-5-5", "batch-us").prices.input).toBe(2_200_000);
  });

  test("10 searches in a Sonnet 5.5 call of 20,000 input and 1,000 output tokens cost $0.10 of $0.15, and $0.10 of $0.125 in a batch", () => {
    const usage = { inputTokens: 20_000, outputTokens: 1_000, counted: { webSearch: 10 } };
    // 20,000 x $2 + 1,000 x $10 a million = $0.05; halved in a batch.
    expect(billOf(ownPrice("claude-sonnet-5-5", "standard"), usage)).toBe(150_000_000_000);
    expect(billOf(ownPrice("claude-sonnet-5-5", "batch"), usage)).toBe(125_000_000_000);
  });

  test.each([
    // 99,999 and 100,000 x $0.10 + 1,000 x $0.50 a million; 100,001 x $0.50 + 1,000 x $2.50 a million
    [99_999, 10_499_900_000],
    [100_000, 10_500_000_000],
    [100_001, 52_500_500_000],
  ])("Haiku 5.5 prices a call of %i input tokens wholly by the side of 100,000 it is on", (inputTokens, cost) => {
    expect(billOf(ownPrice("claude-haiku-5-5", "standard"), { inputTokens, outputTokens: 1_000 })).toBe(cost);
  });

  test("what is derived from standard prices starts from those that genai-prices has, too", () => {
    const source = findProvider({ providerId: "anthropic" });
    for (const row of ANTHROPIC_KNOWN) {
      const prices = source?.models.find((model) => model.id === row.model)?.prices ?? {};
      const dated: ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
      const entry = dated.find(({ constraint }) => {
        const start = constraint?.type === "start_date" ? constraint.start_date : "1970-01-01";
        return start === row.validFrom;
      })?.prices;
      const base = (unit: string) => {
        const price = entry?.[unit];
        return typeof price === "object" ? price.base : price;
      };
      const { input = 0, output = 0, cacheRead = 0, cacheWrite1h = 0 } = row.prices;
      expect(
        [input, output, cacheRead, cacheWrite1h].map((price) => price / 1e6),
        row.model,
      ).toEqual([base("input_mtok"), base("output_mtok"), base("cache_read_mtok"), base("cache_write_1h_mtok")]);
    }
  });
});
