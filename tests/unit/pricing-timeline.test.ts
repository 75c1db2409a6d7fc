import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";

const data = readPriceBook();
const book = createPriceBook(data);
const DAY_MS = 86_400_000;

const BASE: PriceRow = {
  id: "acme/m/standard/1970-01-01",
  provider: "acme",
  model: "m",
  tier: "standard",
  validFrom: "1970-01-01",
  recordedAt: "2026-01-01T00:00:00.000Z",
  prices: { input: 1, output: 1 },
  source: "https://acme.example/prices",
  readOn: "2026-01-01",
  verified: true,
};
const MODEL = { provider: "acme", model: "m", names: ["m"], openEnded: [] };

/** The id of the row that prices a call at a time, given as ISO 8601 in UTC. */
function idAt(rows: readonly PriceRow[], at: string): string | undefined {
  return createPriceBook({ models: [MODEL], rows }).find({ provider: "acme", model: "m", atMs: Date.parse(at) }).row
    ?.id;
}

describe("the dates of the book", () => {
  const dated = [...Map.groupBy(data.rows, (row) => `${row.provider}/${row.model}/${row.tier}`).values()].filter(
    (rows) => rows.some((row) => row.validFrom !== "1970-01-01"),
  );

  test("change every dated price at midnight UTC: not a millisecond before, at once, and after", () => {
    expect(dated.length).toBeGreaterThan(20);
    for (const rows of dated) {
      // At 12:00 no hourly price of the book holds, so that the day's first row without hours is the one.
      const firstVerified =
        rows
          .filter((row) => row.verified)
          .map((row) => row.validFrom)
          .sort()[0] ?? "9999";
      const standing = rows.filter((row) => row.verified || row.validFrom < firstVerified);
      for (const { provider, model, tier, validFrom } of standing.filter((row) => row.hours === undefined)) {
        const change = Date.parse(`${validFrom}T00:00:00Z`);
        const startAt = (atMs: number) => book.find({ provider, model, tier, atMs }).row?.validFrom ?? "";
        const what = `${provider}/${model}/${tier}/${validFrom}`;
        expect(startAt(change - 1) < validFrom, what).toBe(true);
        expect(startAt(change), what).toBe(validFrom);
        expect(startAt(change + 1), what).toBe(validFrom);
      }
    }
  });

  test("o3 cost $10 a million input tokens until 2025-06-09 and $2 from 2025-06-10 on", () => {
    const change = Date.UTC(2025, 5, 10);
    const inputAt = (atMs: number) => book.find({ provider: "openai", model: "o3", atMs }).row?.prices.input;
    expect([change - 1, change - 0.3, change, change + 1].map(inputAt)).toEqual([
      10_000_000, 10_000_000, 2_000_000, 2_000_000,
    ]);
  });
});

describe("the hours of the book", () => {
  test("change every hourly price on the half hour, and hold on no day before their start", () => {
    const hourly = data.rows.filter((row) => row.hours !== undefined);
    expect(hourly.length).toBeGreaterThanOrEqual(6);
    for (const { provider, model, tier, validFrom, hours } of hourly) {
      const first = Date.parse(`${validFrom}T00:00:00Z`);
      const ms = (text = "") => Date.parse(`1970-01-01T${text}:00Z`);
      const isHere = (sinceFirst: number) => {
        const { row } = book.find({ provider, model, tier, atMs: first + sinceFirst });
        return row?.validFrom === validFrom && row.hours?.from === hours?.from;
      };
      expect([-1, 0, 1].map((step) => isHere(ms(hours?.from) + step))).toEqual([false, true, true]);
      expect([-1, 0, 1].map((step) => isHere(ms(hours?.to) + step))).toEqual([true, false, false]);
      expect(isHere(ms(hours?.from) - DAY_MS)).toBe(false);
    }
  });

  test("deepseek-v4-pro was flat until 2026-08-16; from the 17th on it costs twice as much from 01:00 to 04:00 and from 06:00 to 10:00", () => {
    const inputAt = (at: string) =>
      book.find({ provider: "deepseek", model: "deepseek-v4-pro", atMs: Date.parse(at) }).row?.prices.input;
    expect(inputAt("2026-08-16T02:00:00Z")).toBe(435_000);
    expect(inputAt("2026-08-16T23:59:59.999Z")).toBe(435_000);
    const times = ["00:59:59.999", "01:00:00", "03:59:59.999", "04:00:00", "06:00:00", "09:59:59.999", "10:00:00"];
    expect(times.map((time) => inputAt(`2026-08-17T${time}Z`))).toEqual([
      660_000, 1_320_000, 1_320_000, 660_000, 1_320_000, 1_320_000, 660_000,
    ]);
  });
});

describe("the choice between rows", () => {
  const correction = { ...BASE, id: `${BASE.id}/2`, recordedAt: "2026-01-02T00:00:00.000Z" };
  const later = { ...BASE, id: "acme/m/standard/2026-03-01", validFrom: "2026-03-01" };
  const nightly = { ...BASE, id: "night", hours: { from: "22:30", to: "06:00" } };
  const guess = { ...later, id: "guess", recordedAt: "2026-09-01T00:00:00.000Z", verified: false };

  test("a correction of a start wins over it, and not over a later start", () => {
    expect(idAt([BASE, correction, later], "2026-02-28T23:59:59.999Z")).toBe(correction.id);
    expect(idAt([BASE, correction, later], "2026-03-01T00:00:00Z")).toBe(later.id);
  });

  test("hours go before a price without hours of the same start, over midnight too", () => {
    const at = ["22:29:59.999", "22:30:00", "23:59:59.999", "00:00:00", "05:59:59.999", "06:00:00"];
    expect(at.map((time) => idAt([BASE, nightly], `2026-02-01T${time}Z`))).toEqual([
      BASE.id,
      "night",
      "night",
      "night",
      "night",
      BASE.id,
    ]);
  });

  test("a later start ends the hours of an earlier one", () => {
    expect(idAt([BASE, nightly, later], "2026-03-01T00:00:00Z")).toBe(later.id);
  });

  test("a price whose page was not read never stands where a verified one does, however late it was recorded", () => {
    expect(idAt([BASE, guess], "2026-04-01T00:00:00Z")).toBe(BASE.id);
    expect(idAt([later, guess], "2026-04-01T00:00:00Z")).toBe(later.id);
  });

  test("a price whose page was not read stands until the first verified one starts", () => {
    const early = { ...BASE, id: "early", verified: false };
    expect(idAt([early, later], "2026-02-28T23:59:59.999Z")).toBe("early");
    expect(idAt([early, later], "2026-03-01T00:00:00Z")).toBe(later.id);
    expect(idAt([early], "2026-04-01T00:00:00Z")).toBe("early");
  });

  test("is the same in whatever order the rows stand", () => {
    const rows = [BASE, correction, later, nightly, guess, { ...correction, id: `${BASE.id}/3` }];
    const atMs = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2026, 11, 1) });
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), atMs, (shuffled, ms) => {
        const at = new Date(ms).toISOString();
        expect(idAt(shuffled, at)).toBe(idAt(rows, at));
      }),
      { numRuns: 500 },
    );
  });

  test("is the same for the book's own rows and models in any order", () => {
    const ofProvider = { models: data.modelsOf("openai"), rows: data.rows.filter((row) => row.provider === "openai") };
    const query = fc.record({
      provider: fc.constant("openai"),
      model: fc.constantFrom(...ofProvider.models.flatMap((model) => model.names)),
      tier: fc.constantFrom("standard", "batch", "flex", "priority"),
      atMs: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }),
    });
    const shuffle = fc.tuple(
      fc.shuffledSubarray([...ofProvider.models], { minLength: ofProvider.models.length }),
      fc.shuffledSubarray(ofProvider.rows, { minLength: ofProvider.rows.length }),
    );
    fc.assert(
      fc.property(shuffle, fc.array(query, { minLength: 20, maxLength: 20 }), ([models, rows], queries) => {
        const shuffled = createPriceBook({ models, rows });
        for (const each of queries) expect(shuffled.find(each).row?.id).toBe(book.find(each).row?.id);
      }),
      { numRuns: 20 },
    );
  });
});
