import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromStandard } from "../../instrumentation/pricing/own-prices/from-standard.ts";
import { ownPriceList } from "../../instrumentation/pricing/own-prices/own-price-list.ts";
import { pricesInUsd } from "../../instrumentation/pricing/own-prices/prices-in-usd.ts";

const ORIGIN = { provider: "p", source: "https://p.example/pricing", readOn: "2026-11-23", verified: true };

function oneOf(input: number) {
  return ownPriceList(ORIGIN, [{ model: "m", usd: {} }]).map((row) => ({ ...row, prices: { input } }));
}

describe("pricesInUsd", () => {
  test("turns $3 a million tokens into 3,000,000 picodollars a token and $0.01 a search into 10,000,000,000", () => {
    expect(pricesInUsd({ input: 3, cacheRead: 0.3 }, { webSearch: 0.01 })).toEqual({
      input: 3_000_000,
      cacheRead: 300_000,
      webSearch: 10_000_000_000,
    });
  });

  test("takes every price that a page writes with up to six decimals, though doubles write some of them inexactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (millionths) => {
        const usd = Number((millionths / 1_000_000).toFixed(6));
        expect(pricesInUsd({ input: usd }).input).toBe(millionths);
      }),
    );
  });

  test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY, 0.0000001])("refuses %d dollars a million tokens", (usd) => {
    expect(() => pricesInUsd({ input: usd })).toThrow(`Cannot take over ${usd} USD for "input"`);
  });
});

describe("ownPriceList", () => {
  test("fills in the standard tier and a start that was always, and lets an entry's own values go before the list's", () => {
    const [plain, special] = ownPriceList(ORIGIN, [
      { model: "a", usd: { input: 1 } },
      { model: "b", usd: { input: 1 }, tier: "batch", validFrom: "2026-10-07", source: "other", verified: false },
    ]);
    expect(plain).toEqual({
      ...ORIGIN,
      model: "a",
      tier: "standard",
      validFrom: "1970-01-01",
      prices: { input: 1_000_000 },
    });
    expect(special).toMatchObject({ tier: "batch", validFrom: "2026-10-07", source: "other", verified: false });
  });

  test("keeps counted units out of context tiers, where they have no price of their own", () => {
    const [row] = ownPriceList(ORIGIN, [
      { model: "a", usd: { input: 1 }, each: { webSearch: 0.01 }, above: { tokens: 200_000, usd: { input: 2 } } },
    ]);
    expect(row?.contextTiers).toEqual([{ aboveInputTokens: 200_000, prices: { input: 2_000_000 } }]);
  });
});

describe("fromStandard", () => {
  test.each([
    [4, 2, undefined],
    // 2.5 is rounded up
    [5, 3, "2.5"],
    [6, 3, undefined],
  ])("makes half of %i picodollars %i and keeps the decimal %s", (standard, half, decimal) => {
    const [row] = fromStandard(oneOf(standard), { tier: "batch", times: [1, 2] });
    expect(row?.prices.input).toBe(half);
    expect(row?.unrounded?.input).toBe(decimal);
  });

  test("does not round twice: half of 3.5, which is billed as 4, is 1.75 and not 2", () => {
    const [row] = fromStandard(
      oneOf(4).map((each) => ({ ...each, unrounded: { input: "3.5" } })),
      { tier: "batch", times: [1, 2] },
    );
    expect(row).toMatchObject({ prices: { input: 2 }, unrounded: { input: "1.75" } });
  });

  test("is exact where the fraction is whole: 1.1 x, 1.75 x and 1.8 x of any price of a cent in a million tokens", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom<[number, number]>([11, 10], [7, 4], [9, 5], [1, 2], [6, 1]),
        (cents, times) => {
          const [row] = fromStandard(oneOf(cents * 10_000), { tier: "t", times });
          expect(BigInt(row?.prices.input ?? -1) * BigInt(times[1])).toBe(BigInt(cents * 10_000) * BigInt(times[0]));
          expect(row?.unrounded).toBeUndefined();
        },
      ),
    );
  });

  test("leaves unchanged units and their variants as they are, and scales context tiers, too", () => {
    const [standard] = ownPriceList(ORIGIN, [
      {
        model: "m",
        usd: { input: 2 },
        each: { webSearch: 0.01, "request/grounded": 0.035, image: 0.04 },
        above: { tokens: 200_000, usd: { input: 4 } },
      },
    ]);
    const [row] = fromStandard(standard ? [standard] : [], {
      tier: "batch",
      times: [1, 2],
      unchanged: ["webSearch", "request"],
    });
    expect(row).toMatchObject({
      tier: "batch",
      prices: {
        input: 1_000_000,
        webSearch: 10_000_000_000,
        "request/grounded": 35_000_000_000,
        image: 20_000_000_000,
      },
      contextTiers: [{ aboveInputTokens: 200_000, prices: { input: 2_000_000 } }],
    });
  });
});
