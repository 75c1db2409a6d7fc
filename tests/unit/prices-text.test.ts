import { describe, expect, test } from "vitest";
import { priceHistory } from "../../cli/prices/price-history.ts";
import { priceText } from "../../cli/prices/price-text.ts";
import { unitName } from "../../cli/prices/unit-name.ts";
import { wrapText } from "../../cli/prices/wrap-text.ts";
import { TOKEN_UNIT_KEYS } from "../../instrumentation/pricing/overrides/unit-keys.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";

describe("priceText()", () => {
  test.each([
    [0, "0.00"],
    [1, "0.000001"],
    [83_333, "0.083333"],
    [2_500_000, "2.50"],
    [1_234_567_890, "1234.56789"],
  ])("shows %i picodollars a token as $%s a million, exactly", (picoUsd, text) => {
    expect(priceText(picoUsd, { perMillion: true })).toBe(text);
  });

  test("shows counted units for one, exactly", () => {
    expect(priceText(40_000_000_000, { perMillion: false })).toBe("0.04");
    expect(priceText(1, { perMillion: false })).toBe("0.000000000001");
  });

  test("converts by the rate as it was written, rounded half up to six decimals", () => {
    const at = (perUsd: string) => ({ perMillion: true, currency: { code: "EUR", perUsd } });
    expect(priceText(2_500_000, at("0.8912"))).toBe("2.228");
    // 0.000001 × 0.5 = 0.0000005, which rounds up; × 0.4999999 rounds down.
    expect(priceText(1, at("0.5"))).toBe("0.000001");
    expect(priceText(1, at("0.4999999"))).toBe("0.00");
    expect(priceText(2_500_000, at("151"))).toBe("377.50");
    expect(priceText(40_000_000_000, { perMillion: false, currency: { code: "EUR", perUsd: "0.5" } })).toBe("0.02");
  });
});

test("unitName() is what the price file calls a unit", () => {
  for (const [key, unit] of TOKEN_UNIT_KEYS) expect(unitName(unit)).toBe(key);
  expect([...TOKEN_UNIT_KEYS.keys()]).toContain("cache_write_1h");
  expect(unitName("image/1024x1024/hd")).toBe("image/1024x1024/hd");
  expect(unitName("storageGbDay")).toBe("storage_gb_day");
});

test("wrapText() fills lines of 80 columns and never cuts a part", () => {
  const parts = ["a".repeat(37), "b".repeat(37), "c".repeat(100), "d"];
  expect(wrapText(parts, { indent: "  " }).map((line) => line.length)).toEqual([79, 103, 3]);
  expect(wrapText(["a".repeat(38), "b".repeat(38)], { indent: "  " }).map((line) => line.length)).toEqual([80]);
  expect(wrapText(["a".repeat(38), "b".repeat(39)], { indent: "  " }).map((line) => line.length)).toEqual([41, 41]);
  expect(wrapText([], { indent: "  " })).toEqual([]);
});

describe("priceHistory()", () => {
  const row = (id: string, validFrom: string, more: Partial<PriceRow> = {}): PriceRow => ({
    ...{ id, provider: "p", model: "m", tier: "standard", validFrom, recordedAt: "2026-01-01T00:00:00Z" },
    ...{ prices: { input: 1 }, source: "s", readOn: "2026-01-01", verified: true, ...more },
  });
  const history = (rows: PriceRow[], day: string) =>
    priceHistory(rows, day).map(({ id, validTo, isCurrent, outranked }) => ({ id, validTo, isCurrent, outranked }));

  test("ends a price the day before the next one, and marks the one of the day asked for", () => {
    const rows = [row("old", "1970-01-01"), row("new", "2026-03-01")];
    const current = (day: string) => history(rows, day).map(({ id, validTo, isCurrent }) => [id, validTo, isCurrent]);
    expect(current("2026-02-28")).toEqual([
      ["new", undefined, false],
      ["old", "2026-02-28", true],
    ]);
    expect(current("2026-03-01")).toEqual([
      ["new", undefined, true],
      ["old", "2026-02-28", false],
    ]);
  });

  test("says which row never prices a call, and why", () => {
    const rows = [
      row("first", "2026-03-01"),
      row("correction", "2026-03-01", { recordedAt: "2026-05-01T00:00:00Z" }),
      row("guess", "2026-04-01", { verified: false }),
    ];
    expect(history(rows, "2026-06-01")).toEqual([
      { id: "guess", validTo: undefined, isCurrent: false, outranked: "a verified price is known" },
      { id: "correction", validTo: undefined, isCurrent: true, outranked: undefined },
      { id: "first", validTo: undefined, isCurrent: false, outranked: "corrected by correction" },
    ]);
  });

  test("lets a price of some hours go on until the same hours or the whole day have another", () => {
    const night = { hours: { from: "20:00", to: "06:00" } };
    const rows = [row("day", "1970-01-01"), row("night", "1970-01-01", night), row("night-2", "2026-02-01", night)];
    expect(history(rows, "2026-03-01").map(({ id, validTo, isCurrent }) => [id, validTo, isCurrent])).toEqual([
      ["night-2", undefined, true],
      ["day", undefined, true],
      ["night", "2026-01-31", false],
    ]);
  });
});
