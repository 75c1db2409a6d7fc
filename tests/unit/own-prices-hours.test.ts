import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { DEEPSEEK_PRICES } from "../../instrumentation/pricing/own-prices/deepseek.ts";
import { FIREWORKS_PRICES } from "../../instrumentation/pricing/own-prices/fireworks.ts";
import { GROQ_PRICES } from "../../instrumentation/pricing/own-prices/groq.ts";
import { MOONSHOTAI_PRICES } from "../../instrumentation/pricing/own-prices/moonshotai.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { TOGETHER_PRICES } from "../../instrumentation/pricing/own-prices/together.ts";
import { X_AI_PRICES } from "../../instrumentation/pricing/own-prices/x-ai.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

function only(rows: readonly OwnPrice[], model: string, wanted: Partial<OwnPrice> = {}): OwnPrice {
  const { tier = "standard", validFrom } = wanted;
  const row = rows.find(
    (each) => each.model === model && each.tier === tier && (validFrom ?? each.validFrom) === each.validFrom,
  );
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}"`);
  return row;
}

function billOf(row: OwnPrice, usage: Parameters<typeof usageOf>[0]) {
  return calculateCost(usageOf(usage), resolvePrice({ id: "own", ...row })).costPicoUsd;
}

describe("DeepSeek's own prices", () => {
  test("the hours of a day cost half or twice of those without, in every unit", () => {
    for (const model of ["deepseek-flash", "deepseek-v4-flash"]) {
      const rows = DEEPSEEK_PRICES.filter((row) => row.model === model && row.validFrom === "2026-09-10");
      const offPeak = rows.find(({ hours }) => hours === undefined);
      const peaks = rows.filter(({ hours }) => hours !== undefined);
      expect(peaks.map(({ hours }) => hours?.from)).toEqual(["01:00", "06:00"]);
      for (const peak of peaks) {
        expect(peak.prices.input).toBe(2 * (offPeak?.prices.input ?? 0));
        expect(peak.prices.cacheRead).toBe(2 * (offPeak?.prices.cacheRead ?? 0));
        expect(peak.prices.output).toBe(2 * (offPeak?.prices.output ?? 0));
      }
    }
  });

  test("a night of R1 cost a quarter of a day of it while nights were cheaper", () => {
    const [night, day] = DEEPSEEK_PRICES.filter(
      ({ model, validFrom }) => model === "deepseek-reasoner" && validFrom === "2025-02-26",
    );
    expect(day?.hours).toEqual({ from: "00:30", to: "16:30" });
    expect(night?.prices.output).toBe(550_000);
    expect(day?.prices.output).toBe(2_190_000);
  });

  test("a change at 16:00 UTC begins with the first whole day", () => {
    expect(only(DEEPSEEK_PRICES, "deepseek-chat", { validFrom: "2025-09-06" }).prices.output).toBe(1_680_000);
  });
});

describe("other providers' own prices", () => {
  test.each([
    [199_999, 2],
    [200_000, 4],
    [200_001, 4],
  ])(
    "a call of Grok 4.7 with %d input tokens pays $%d a million: its threshold is reached, not passed",
    (inputTokens, usd) => {
      expect(billOf(only(X_AI_PRICES, "grok-4.7"), { inputTokens })).toBe(inputTokens * usd * 1_000_000);
    },
  );

  test("a batch of xAI is a fifth off in every token unit, and its searches are not", () => {
    const standard = only(X_AI_PRICES, "grok-4.3").prices;
    const batch = only(X_AI_PRICES, "grok-4.3", { tier: "batch" }).prices;
    for (const unit of ["input", "cacheRead", "output"] as const)
      expect((batch[unit] ?? 0) * 5).toBe((standard[unit] ?? 0) * 4);
    expect(batch.webSearch).toBe(standard.webSearch);
  });

  test("a batch of Groq is half of standard, its cached tokens are billed as input, and flex costs no less than standard", () => {
    const standard = only(GROQ_PRICES, "openai/gpt-oss-120b").prices;
    const batch = only(GROQ_PRICES, "openai/gpt-oss-120b", { tier: "batch" });
    expect(batch.prices.input).toBe((standard.input ?? 0) / 2);
    expect(billOf(batch, { inputTokens: 2, cacheReadTokens: 1 })).toBe(2 * 75_000);
    expect(only(GROQ_PRICES, "openai/gpt-oss-120b", { tier: "flex" }).prices).toEqual(standard);
  });

  test("an hour of Whisper in a batch of Groq costs $0.02, the rounding of a second apart", () => {
    // 0.02 / 3600 = 5,555,555.56 picodollars a second.
    const turbo = only(GROQ_PRICES, "whisper-large-v3-turbo", { tier: "batch" });
    expect(billOf(turbo, { counted: { audioSecond: 3600 } })).toBe(5_555_556 * 3600);
    expect(turbo.unrounded).toEqual({ audioSecond: "5555555.555556" });
  });

  test("a batch of Kimi K2.5 costs three fifths, and one of Fireworks half", () => {
    expect(only(MOONSHOTAI_PRICES, "kimi-k2.5", { tier: "batch" }).prices.output).toBe(1_800_000);
    expect(only(FIREWORKS_PRICES, "kimi-k2p6", { tier: "batch" }).prices.input).toBe(475_000);
  });

  test("no list prices one model twice for a tier, a day and hours", () => {
    for (const rows of [
      X_AI_PRICES,
      DEEPSEEK_PRICES,
      GROQ_PRICES,
      MOONSHOTAI_PRICES,
      FIREWORKS_PRICES,
      TOGETHER_PRICES,
    ]) {
      const keys = rows.map((row) => [row.model, row.tier, row.validFrom, row.hours?.from].join(" "));
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    }
  });
});
