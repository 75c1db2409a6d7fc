import { type ConditionalPrice, findProvider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { ANTHROPIC_KNOWN } from "../../instrumentation/pricing/own-prices/anthropic-known.ts";
import { ANTHROPIC_MISSING } from "../../instrumentation/pricing/own-prices/anthropic-missing.ts";
import { GOOGLE_PRICES } from "../../instrumentation/pricing/own-prices/google.ts";
import { GOOGLE_GEMINI_STANDARD } from "../../instrumentation/pricing/own-prices/google-gemini-standard.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { usageOf } from "./usage-of.ts";

function ownPrice(model: string, tier = "standard", validFrom = "1970-01-01"): OwnPrice {
  const row = GOOGLE_PRICES.find((each) => each.model === model && each.tier === tier && each.validFrom === validFrom);
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}" from ${validFrom}`);
  return row;
}

function billOf(row: OwnPrice, usage: Parameters<typeof usageOf>[0]) {
  return calculateCost(usageOf(usage), resolvePrice({ id: "own", ...row }));
}

describe("Google's own prices", () => {
  test("Gemini's standard prices are those of genai-prices, with the search fees that it lacks", () => {
    const source = findProvider({ providerId: "google" });
    for (const row of GOOGLE_GEMINI_STANDARD.filter(({ names }) => names === undefined)) {
      const prices = source?.models.find((model) => model.id === row.model)?.prices ?? {};
      const dated: ConditionalPrice[] = Array.isArray(prices) ? prices : [{ prices }];
      const entry = dated.find(({ constraint }) => {
        const start = constraint?.type === "start_date" ? constraint.start_date : "1970-01-01";
        return start === row.validFrom;
      })?.prices;
      const at = (unit: string, above: boolean) => {
        const price = entry?.[unit];
        return typeof price === "object" ? (above ? price.tiers[0]?.price : price.base) : price;
      };
      const { input = 0, output = 0, cacheRead = 0, inputAudio } = row.prices;
      expect([input, output, cacheRead], row.model).toEqual(
        ["input_mtok", "output_mtok", "cache_read_mtok"].map((unit) => Math.round((at(unit, false) ?? -1) * 1e6)),
      );
      expect(inputAudio, row.model).toBe(
        at("input_audio_mtok", false) && Math.round((at("input_audio_mtok", false) ?? 0) * 1e6),
      );
      const [long] = row.contextTiers ?? [];
      if (long) expect(long.prices.output, row.model).toBe(Math.round((at("output_mtok", true) ?? -1) * 1e6));
      expect(row.prices.webSearch !== undefined || row.prices["request/grounded"] !== undefined, row.model).toBe(true);
    }
  });

  test("batch and flex are half, priority 1.8 x standard in input, output and sound, and searches cost the same in all", () => {
    for (const row of GOOGLE_GEMINI_STANDARD) {
      for (const [tier, times] of [
        ["batch", 0.5],
        ["flex", 0.5],
        ["priority", 1.8],
      ] as const) {
        if (row.model === "gemini-3-pro-preview" && tier !== "batch") continue;
        const { prices } = ownPrice(row.model, tier, row.validFrom);
        for (const unit of ["input", "output", "inputAudio"] as const) {
          const standard = row.prices[unit];
          expect(prices[unit], `${row.model} ${tier} ${unit}`).toBe(standard && Math.round(standard * times));
        }
        expect(prices.webSearch).toBe(row.prices.webSearch);
        expect(prices["request/grounded"]).toBe(row.prices["request/grounded"]);
      }
    }
  });

  test("cached tokens of 2.5 and 3 cost the same in a batch as outside one, those of later models half", () => {
    expect(ownPrice("gemini-2.5-pro", "batch").prices.cacheRead).toBe(125_000);
    expect(ownPrice("gemini-3.1-pro-preview", "batch").contextTiers?.[0]?.prices.cacheRead).toBe(400_000);
    expect(ownPrice("gemini-2.5-flash", "flex").prices.cacheReadAudio).toBe(100_000);
    expect(ownPrice("gemini-3.1-flash-lite", "batch").prices.cacheRead).toBe(12_500);
    expect(ownPrice("gemini-3.8-flash", "flex").prices.cacheRead).toBe(37_500);
  });

  test("Gemini 2.5 takes $0.035 for a grounded answer and Gemini 3 $0.014 for a search; each leaves the other's count unpriced", () => {
    const tokens = { inputTokens: 1_000, outputTokens: 100 };
    // 1,000 x $0.30 + 100 x $2.50 a million = $0.00055
    expect(billOf(ownPrice("gemini-2.5-flash"), { ...tokens, counted: { "request/grounded": 1 } }).costPicoUsd).toBe(
      35_550_000_000,
    );
    expect(billOf(ownPrice("gemini-2.5-flash"), { ...tokens, counted: { webSearch: 3 } }).reason).toContain(
      '"webSearch"',
    );
    // 1,000 x $0.75 + 100 x $3.75 a million = $0.001125; 3 searches $0.042
    expect(billOf(ownPrice("gemini-3.8-flash"), { ...tokens, counted: { webSearch: 3 } }).costPicoUsd).toBe(
      43_125_000_000,
    );
    expect(billOf(ownPrice("gemini-3.8-flash"), tokens).costPicoUsd).toBe(1_125_000_000);
  });

  test("introductory prices double: 4 Argon's in December 2026, 3.6 to 3.8 Flash's in 2027, in every tier", () => {
    for (const tier of ["standard", "batch", "flex", "priority"]) {
      for (const [model, day] of [
        ["gemini-4-argon", "2026-12-01"],
        ["gemini-3.6-flash", "2027-01-01"],
        ["gemini-3.7-flash", "2027-01-01"],
        ["gemini-3.8-flash", "2027-01-01"],
      ] as const) {
        const [before, after] = [ownPrice(model, tier).prices, ownPrice(model, tier, day).prices];
        expect([after.input, after.cacheRead, after.output]).toEqual(
          [before.input, before.cacheRead, before.output].map((price = 0) => 2 * price),
        );
      }
    }
  });

  test("an image of 2.5 Flash Image of 1,290 tokens costs $0.0387, half in a batch", () => {
    const usage = { outputTokens: 1_290, outputImageTokens: 1_290 };
    // 1,290 x $15 a million
    expect(billOf(ownPrice("gemini-2.5-flash-image", "batch"), usage).costPicoUsd).toBe(19_350_000_000);
  });

  test("eight seconds of Veo 3.1 in 4k cost $4.80 and four images of Imagen 4 $0.16", () => {
    expect(billOf(ownPrice("veo-3.1-generate-001"), { counted: { "videoSecond/4k": 8 } }).costPicoUsd).toBe(
      4_800_000_000_000,
    );
    expect(billOf(ownPrice("imagen-4.0-generate-001"), { counted: { image: 4 } }).costPicoUsd).toBe(160_000_000_000);
  });

  test("Claude on Vertex AI costs what Anthropic takes, and the batch price that was contradictory is not verified", () => {
    const claude = GOOGLE_PRICES.filter((row) => row.model.startsWith("claude-"));
    for (const row of claude.filter(({ tier }) => tier === "standard")) {
      const own = [...ANTHROPIC_KNOWN, ...ANTHROPIC_MISSING].find(
        (each) => each.model === row.model && each.validFrom === row.validFrom,
      );
      expect(row.prices, row.model).toEqual(own?.prices);
      expect(row.contextTiers, row.model).toEqual(own?.contextTiers);
    }
    expect(claude.filter(({ verified }) => !verified).map(({ model, tier }) => `${model}/${tier}`)).toEqual([
      "claude-opus-5-5/batch",
    ]);
  });
});
