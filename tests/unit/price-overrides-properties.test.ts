import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { discountedPrices } from "../../instrumentation/pricing/overrides/discounted-prices.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import { applyYaml, BOOK, priceRow } from "./price-overrides-book.ts";

describe("for any book and discounts", () => {
  const days = ["1970-01-01", "2026-01-01", "2026-03-01", "2026-03-02", "2026-06-30", "2026-07-01", "2026-12-31"];
  const day = fc.constantFrom(...days);
  const price = fc.integer({ min: 0, max: 10_000_000_000 });
  const anyRows = fc
    .uniqueArray(
      fc.record({
        validFrom: day,
        hours: fc.constantFrom(undefined, { from: "16:30", to: "00:30" }, { from: "01:00", to: "04:00" }),
        verified: fc.boolean(),
        recorded: fc.integer({ min: 0, max: 9 }),
        prices: fc.record({ input: price, output: price }),
        tier: fc.constantFrom("standard", "batch"),
      }),
      { maxLength: 12, selector: ({ validFrom, hours, tier }) => `${tier}${validFrom}${hours?.from}` },
    )
    .map((all) =>
      all.map(({ validFrom, hours, recorded, ...rest }) =>
        priceRow("openai", "gpt-4o", validFrom, {
          ...rest,
          ...(hours && { hours }),
          recordedAt: `2026-01-0${recorded + 1}`.slice(0, 10),
        }),
      ),
    );
  const anyDiscounts = fc
    .array(
      fc.record({
        model: fc.constantFrom("", ", model: gpt-4o", ", model: gpt-4o-mini"),
        tier: fc.constantFrom("", ", tier: batch"),
        from: fc.option(day, { nil: undefined }),
        to: fc.option(day, { nil: undefined }),
        percent: fc.integer({ min: 0, max: 100_000 }),
      }),
      { maxLength: 4 },
    )
    .map((all) =>
      all
        .filter(({ from, to }) => from === undefined || to === undefined || from <= to)
        .map(({ model, tier, from, to, percent }, at) => {
          const dates = `${from ? `, from: ${from}` : ""}${to ? `, to: ${to}` : ""}`;
          return `  - { name: d${at}, provider: openai${model}${tier}${dates}, percent: ${percent / 1000} }`;
        }),
    );
  const anyTime = fc
    .tuple(
      day,
      fc.integer({ min: -1, max: 1 }),
      fc.constantFrom("00:00:00", "00:30:00", "02:00:00", "16:29:59", "16:30:00"),
    )
    .map(([of, ms, time]) => Date.parse(`${of}T${time}Z`) + ms);
  const yamlOf = (lines: readonly string[]) => (lines.length === 0 ? "" : `discounts:\n${lines.join("\n")}\n`);

  test("a call pays the list price or that less its discount: never more, never below zero", () => {
    fc.assert(
      fc.property(anyRows, anyDiscounts, anyTime, fc.constantFrom("standard", "batch"), (rows, lines, atMs, tier) => {
        const listData = { models: BOOK.models, rows };
        const overrides = parsePriceOverrides(yamlOf(lines), "p");
        const query = { provider: "openai", model: "gpt-4o", atMs, tier };
        const listed = createPriceBook(listData).find(query).row;
        const found = createPriceBook(applyPriceOverrides(listData, overrides)).find(query).row;
        if (listed === undefined) {
          expect(found).toBeUndefined();
          return;
        }
        const date = new Date(atMs).toISOString().slice(0, 10);
        const rank = ({ models, tiers, from = "1970-01-01" }: (typeof overrides.discounts)[number]) =>
          `${models ? 1 : 0}${tiers ? 1 : 0}${from}`;
        const best = overrides.discounts
          .filter(({ models }) => !models?.includes("gpt-4o-mini"))
          .filter(({ tiers }) => tiers === undefined || tiers.includes(tier))
          .filter(({ from = "", to = "9" }) => from <= date && date <= to)
          .reduce(
            (a, b) => (a === undefined || rank(b) > rank(a) ? b : a),
            undefined as (typeof overrides.discounts)[number] | undefined,
          );
        expect(found?.prices).toEqual(best ? discountedPrices(listed, best).prices : listed.prices);
        if (listed.verified) expect(found?.verified).toBe(true);
        for (const unit of ["input", "output"] as const) {
          expect(found?.prices[unit]).toBeGreaterThanOrEqual(0);
          expect(found?.prices[unit]).toBeLessThanOrEqual(listed.prices[unit] ?? 0);
          expect(Number.isSafeInteger(found?.prices[unit])).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("the order of rows and of discounts means nothing, and no id stands twice", () => {
    fc.assert(
      fc.property(anyRows, anyDiscounts, (rows, lines) => {
        const result = (data: PriceBookData, yaml: string) =>
          applyYaml(yaml, data).rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const one = result({ models: BOOK.models, rows }, yamlOf(lines));
        expect(
          result({ models: BOOK.models.toReversed(), rows: rows.toReversed() }, yamlOf(lines.toReversed())),
        ).toEqual(one);
        expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
      }),
      { numRuns: 500 },
    );
  });
});
