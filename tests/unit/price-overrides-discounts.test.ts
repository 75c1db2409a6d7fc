import { describe, expect, test } from "vitest";
import type { Usage } from "../../instrumentation/llm-call.ts";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import { applyYaml, BOOK, priceRow, rowAt } from "./price-overrides-book.ts";

const OFF_15 = `
discounts:
  - { name: off-15, provider: openai, from: 2026-07-01, to: 2026-12-31, percent: 15 }
`;

describe("a discount of 15 %", () => {
  test("makes a bill of $3.00 one of $2.55", () => {
    const usage: Usage = {
      inputTokens: 1_000_000,
      cacheReadTokens: 400_000,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 100_000,
      reasoningTokens: 0,
    };
    const bill = (data: PriceBookData) => {
      const found = createPriceBook(data).find({ provider: "openai", model: "gpt-4o", atMs: Date.UTC(2026, 7, 1) });
      return found.row ? calculateCost(usage, found.price) : found;
    };
    // 600,000 × $2.50 + 400,000 × $1.25 + 100,000 × $10 a million = $1.50 + $0.50 + $1.00
    expect(bill(BOOK)).toMatchObject({ costPicoUsd: 3_000_000_000_000 });
    // 600,000 × $2.125 + 400,000 × $1.0625 + 100,000 × $8.50 a million = $1.275 + $0.425 + $0.85
    expect(bill(applyYaml(OFF_15))).toMatchObject({ costPicoUsd: 2_550_000_000_000 });
  });

  test("holds from the first moment of its first day to the last moment of its last day, in UTC", () => {
    const data = applyYaml(OFF_15);
    const inputAt = (ms: number) => rowAt(data, "openai", "gpt-4o", ms).prices.input;
    const [start, end] = [Date.UTC(2026, 6, 1), Date.UTC(2027, 0, 1)];
    expect([start - 1, start, start + 1].map(inputAt)).toEqual([2_500_000, 2_125_000, 2_125_000]);
    expect([end - 1, end, end + 1].map(inputAt)).toEqual([2_125_000, 2_500_000, 2_500_000]);
  });

  test("has rows of its own, and after its end the list's price has one again", () => {
    const data = applyYaml(OFF_15);
    const known = (at: string) => {
      const { id, source, validFrom, verified } = rowAt(data, "openai", "gpt-4o", at);
      return { id, source, validFrom, verified };
    };
    expect(known("2026-06-30")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01",
      source: "list",
      validFrom: "2026-06-01",
      verified: true,
    });
    expect(known("2026-07-01")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01+off-15",
      source: "tollgate.prices.yaml",
      validFrom: "2026-07-01",
      verified: true,
    });
    expect(known("2027-01-01")).toEqual({
      id: "openai/gpt-4o/standard/2026-06-01+list/2027-01-01",
      source: "list",
      validFrom: "2027-01-01",
      verified: true,
    });
    expect(new Set(data.rows.map(({ id }) => id)).size).toBe(data.rows.length);
  });

  test("holds for every tier and model of its provider and for no other's", () => {
    const data = applyYaml(OFF_15);
    expect(rowAt(data, "openai", "gpt-4o", "2026-08-01", "batch").prices).toEqual({
      input: 1_062_500,
      output: 4_250_000,
    });
    expect(rowAt(data, "openai", "gpt-4o-mini", "2026-08-01").prices.input).toBe(127_500);
    expect(rowAt(data, "azure", "gpt-4o", "2026-08-01").prices.input).toBe(2_500_000);
  });

  test("follows the list price through a change of it", () => {
    const data = applyYaml("discounts: [{ name: half, provider: openai, model: gpt-4o, percent: 50 }]");
    const change = Date.UTC(2026, 5, 1);
    const inputAt = (ms: number) => rowAt(data, "openai", "gpt-4o", ms).prices.input;
    expect([change - 1, change, change + 1].map(inputAt)).toEqual([2_500_000, 1_250_000, 1_250_000]);
  });

  test("holds in each context tier and at each hour", () => {
    const long = priceRow("openai", "gpt-4o-mini", "2026-01-01", {
      prices: { input: 100, output: 300 },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 200, output: 450 } }],
    });
    const data = applyYaml("discounts: [{ name: d, provider: openai, percent: 15 }]", { ...BOOK, rows: [long] });
    const { prices, contextTiers } = rowAt(data, "openai", "gpt-4o-mini", "2026-08-01");
    // 450 × 0.85 = 382.5, rounded half up
    expect({ prices, contextTiers }).toEqual({
      prices: { input: 85, output: 255 },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 170, output: 383 } }],
    });
    const night = applyYaml("discounts: [{ name: d, provider: deepseek, from: 2026-03-01, percent: 20 }]");
    const inputAt = (at: string) => rowAt(night, "deepseek", "deepseek-chat", at).prices.input;
    expect(
      ["2026-02-28T16:29:59Z", "2026-02-28T16:30:00Z", "2026-03-01T00:29:59Z", "2026-03-01T00:30:00Z"].map(inputAt),
    ).toEqual([270_000, 135_000, 108_000, 216_000]);
  });
});

describe("agreed prices", () => {
  test("stand instead of the list's for the units they name; a unit that costs what its fallback does follows it", () => {
    const list = priceRow("openai", "gpt-4o", "2026-06-01", {
      prices: {
        input: 2_500_000,
        cacheRead: 1_250_000,
        cacheWrite5m: 2_500_000,
        output: 10_000_000,
        reasoning: 10_000_000,
      },
    });
    const data = applyYaml(
      "discounts: [{ name: own, provider: openai, model: GPT-4o-2024-08-06, usd_per_million_tokens: { input: 2, output: 0.1 } }]",
      { ...BOOK, rows: [list] },
    );
    expect(rowAt(data, "openai", "gpt-4o", "2026-08-01").prices).toEqual({
      input: 2_000_000,
      cacheRead: 1_250_000,
      cacheWrite5m: 2_000_000,
      output: 100_000,
      reasoning: 100_000,
    });
  });
});

describe("of several discounts one holds", () => {
  const inputAt = (discounts: string[], day: string, tier?: string) =>
    [discounts, discounts.toReversed()].map(
      (lines) =>
        rowAt(
          applyYaml(`discounts:\n${lines.map((line) => `  - { provider: openai, ${line} }`).join("\n")}`),
          "openai",
          "gpt-4o",
          day,
          tier,
        ).prices.input,
    );

  test("the one for the model before the one for all, the one for the tier before the one for each", () => {
    const lines = [
      "name: all, percent: 10",
      "name: batch, tier: batch, percent: 20",
      "name: model, model: gpt-4o, percent: 30",
      "name: both, model: [gpt-4o], tier: [batch], percent: 40",
    ];
    const [all, batch, ofModel, both] = lines as [string, string, string, string];
    expect(inputAt([all, ofModel], "2026-08-01")).toEqual([1_750_000, 1_750_000]);
    expect(inputAt([all, batch], "2026-08-01", "batch")).toEqual([1_000_000, 1_000_000]);
    expect(inputAt([batch, ofModel], "2026-08-01", "batch")).toEqual([875_000, 875_000]);
    expect(inputAt([both, ofModel], "2026-08-01", "batch")).toEqual([750_000, 750_000]);
  });

  test("the one that begins later, until it ends and the other holds again", () => {
    const lines = [
      "name: year, from: 2026-07-01, percent: 10",
      "name: autumn, from: 2026-10-01, to: 2026-10-31, percent: 20",
    ];
    const prices = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((day) => inputAt(lines, day));
    expect(prices).toEqual([2_250_000, 2_000_000, 2_000_000, 2_250_000].map((price) => [price, price]));
    const ids = applyYaml(
      `discounts:\n${lines.map((line) => `  - { provider: openai, ${line} }`).join("\n")}`,
    ).rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
