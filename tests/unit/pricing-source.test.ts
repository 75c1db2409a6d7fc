import { describe, expect, test } from "vitest";
import { exactPrice } from "../../instrumentation/pricing/generate/exact-price.ts";
import { matchedNames } from "../../instrumentation/pricing/generate/model-names.ts";
import { unitPrices } from "../../instrumentation/pricing/generate/unit-prices.ts";

describe("matchedNames", () => {
  test.each([
    [{ equals: "gpt-4o" }, ["gpt-4o"]],
    [{ starts_with: "claude-sonnet-5" }, ["claude-sonnet-5*"]],
    [{ starts_with: "claude-sonnet-4@" }, ["claude-sonnet-4*"]],
    [{ starts_with: "claude-sonnet-4-2025" }, ["claude-sonnet-4*"]],
    [{ contains: "magistral-small-" }, ["magistral-small*"]],
    [{ ends_with: "claude-opus-5" }, ["claude-opus-5"]],
    [{ regex: "^grok-4\\.5-\\d{8}$" }, ["grok-4.5*"]],
    [{ regex: "^gpt-6-sol-\\d{4}-\\d{2}-\\d{2}$" }, ["gpt-6-sol*"]],
    [{ regex: "^composer-2\\.5\\[fast=true\\]$" }, ["composer-2.5[fast=true]"]],
    [{ and: [{ starts_with: "m-1" }, { regex: "^(?!.*-tts$)" }] }, ["m-1*"]],
    [{ or: [{ equals: "a" }, { equals: "b" }] }, ["a", "b"]],
  ])("makes of %j the names %j", (match, names) => {
    expect(matchedNames(match).map(({ name, openEnded }) => (openEnded ? `${name}*` : name))).toEqual(names);
  });

  test("refuses a regex that is no list of names", () => {
    expect(() => matchedNames({ regex: "^(gpt|claude)-.*$" })).toThrow(
      'Cannot turn a match rule into names: regex "^(gpt|claude)-.*$"',
    );
  });
});

describe("unitPrices", () => {
  test("gives every part of a price its tiers' units, and counted ones only to the row", () => {
    const tiered = { base: 1, tiers: [{ start: 200_000, price: 2 }] };
    expect(unitPrices({ input_mtok: tiered as never, output_mtok: 8, web_searches_kcount: 10 }, "m")).toEqual({
      prices: { input: 1_000_000, output: 8_000_000, webSearch: 10_000_000_000 },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 2_000_000, output: 8_000_000 } }],
    });
  });

  test("counts hours in seconds and thousands one by one", () => {
    // $0.36 an hour / 3,600 = $0.0001 a second · $4 / 1,000 pages = $0.004
    expect(unitPrices({ input_audio_hours: 0.36, input_document_kpages: 4 }, "m").prices).toEqual({
      audioSecond: 100_000_000,
      page: 4_000_000_000,
    });
  });

  test("refuses a unit that no bill knows, by its name", () => {
    expect(() => unitPrices({ input_gpixels: 1 }, "m")).toThrow(
      'Cannot take over model "m": unit "input_gpixels" is unknown',
    );
  });
});

describe("exactPrice", () => {
  test.each([
    [2.5, 1e6, { picoUsd: 2_500_000 }],
    [0.0085, 1e6, { picoUsd: 8_500 }],
    [1e-7, 1e6, { picoUsd: 0, unrounded: "0.1" }],
    [0, 1e6, { picoUsd: 0 }],
    // $0.111 / 3,600 = 30,833,333.33… picodollars
    [0.111, 3600, { picoUsd: 30_833_333, unrounded: "30833333.333333" }],
    // Half a picodollar and more is one.
    [0.0000005, 1e6, { picoUsd: 1, unrounded: "0.5" }],
    [0.0000004, 1e6, { picoUsd: 0, unrounded: "0.4" }],
    [0.0000025, 1e6, { picoUsd: 3, unrounded: "2.5" }],
  ])("makes of $%s for %s units %j", (usd, per, exact) => {
    expect(exactPrice(usd, { per })).toEqual(exact);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses $%s", (usd) => {
    expect(() => exactPrice(usd, { per: 1e6 })).toThrow(`Cannot take over a price of ${usd} USD for 1000000 units`);
  });

  test("refuses what is no safe integer", () => {
    expect(() => exactPrice(10_000_000, { per: 1 })).toThrow("too large");
  });
});
