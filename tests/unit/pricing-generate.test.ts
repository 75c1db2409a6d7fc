import type { Provider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { modelPattern } from "../../instrumentation/pricing/generate/model-pattern.ts";
import { newPriceRows } from "../../instrumentation/pricing/generate/new-price-rows.ts";
import { unitPrices } from "../../instrumentation/pricing/generate/unit-prices.ts";

const FIRST = { recordedAt: "2026-11-01T00:00:00.000Z", source: "test" };
const SECOND = { recordedAt: "2026-11-02T00:00:00.000Z", source: "test" };

function provider(inputUsd: number): Provider {
  const prices = { input_mtok: inputUsd, output_mtok: 10 };
  return {
    id: "openai",
    name: "OpenAI",
    api_pattern: "",
    models: [{ id: "gpt-4o", match: { equals: "gpt-4o" }, prices }],
  };
}

describe("newPriceRows", () => {
  test("adds nothing when the book says it already", () => {
    const book = newPriceRows([], [provider(2.5)], FIRST);
    expect(book.map((row) => row.id)).toEqual(["openai/gpt-4o/standard/1970-01-01"]);
    expect(newPriceRows(book, [provider(2.5)], SECOND)).toEqual([]);
  });

  test("adds a changed price of a known start as a further row, and the old price again when it comes back", () => {
    const book = newPriceRows([], [provider(2.5)], FIRST);
    const corrected = newPriceRows(book, [provider(3)], SECOND);
    expect(corrected).toMatchObject([
      { id: "openai/gpt-4o/standard/1970-01-01/2", recordedAt: SECOND.recordedAt, prices: { input: 3_000_000 } },
    ]);
    const third = newPriceRows([...book, ...corrected], [provider(2.5)], {
      ...SECOND,
      recordedAt: "2026-11-03T00:00:00.000Z",
    });
    expect(third.map((row) => row.id)).toEqual(["openai/gpt-4o/standard/1970-01-01/3"]);
  });

  test("refuses prices by the hour of the day, which no row can say", () => {
    const [model] = provider(1).models;
    if (model === undefined) throw new Error("the provider has no model");
    const night = { type: "time_of_date" as const, start_time: "00:00:00Z", end_time: "06:00:00Z" };
    const nightly = {
      ...provider(1),
      models: [{ ...model, prices: [{ constraint: night, prices: { input_mtok: 1, output_mtok: 1 } }] }],
    };
    expect(() => newPriceRows([], [nightly], FIRST)).toThrow(
      'Cannot take over model "gpt-4o": prices by the hour of the day are not supported',
    );
  });
});

describe("modelPattern", () => {
  test("narrows a prefix to dates and aliases of them", () => {
    const pattern = new RegExp(modelPattern({ starts_with: "claude-sonnet-5" }) ?? "");
    for (const name of [
      "claude-sonnet-5",
      "claude-sonnet-5-20260101",
      "claude-sonnet-5@20260101",
      "claude-sonnet-5-latest",
    ])
      expect(name).toMatch(pattern);
    for (const name of ["claude-sonnet-5-1", "claude-sonnet-5.5", "claude-sonnet-5-fast", "claude-sonnet-55"])
      expect(name).not.toMatch(pattern);
  });

  test("is undefined when every name is left out, and refuses a rule it cannot anchor", () => {
    expect(modelPattern({ or: [{ equals: "whisper-1" }, { contains: "moderation" }] })).toBeUndefined();
    expect(() => modelPattern({ contains: "gpt" })).toThrow(
      'Cannot turn a match rule into a pattern: {"contains":"gpt"}',
    );
  });
});

describe("unitPrices", () => {
  test("bills a cache unit without a price of its own as the unit it is part of", () => {
    expect(unitPrices({ input_mtok: 2, output_mtok: 8, cache_write_mtok: 2.5 }, "m").prices).toEqual({
      input: 2_000_000,
      cacheRead: 2_000_000,
      cacheWrite5m: 2_500_000,
      cacheWrite1h: 2_500_000,
      output: 8_000_000,
    });
  });

  test("refuses a price that is no integer of picodollars a token, and a model without an output price", () => {
    expect(() => unitPrices({ input_mtok: 0.0000001, output_mtok: 1 }, "m")).toThrow("is no integer");
    expect(() => unitPrices({ input_mtok: 1 }, "m")).toThrow(
      'Cannot take over model "m": the source has no input or output price for it',
    );
  });
});
