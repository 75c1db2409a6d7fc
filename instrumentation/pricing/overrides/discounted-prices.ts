import type { PriceRow, UnitPrices } from "../price-row.ts";
import type { Discount } from "./price-overrides.ts";

/** All percents of a price, in millionths. */
const WHOLE = 100_000_000n;

/** The prices of a row under a discount: a percentage off each unit in each context tier, or the agreed prices instead of the list's. */
export function discountedPrices(row: PriceRow, discount: Discount): Pick<PriceRow, "prices" | "contextTiers"> {
  const change = (prices: UnitPrices) =>
    discount.percentMillionths === undefined
      ? { ...prices, ...discount.prices }
      : withoutPercent(prices, discount.percentMillionths);
  return {
    prices: change(row.prices),
    ...(row.contextTiers && {
      contextTiers: row.contextTiers.map((tier) => ({ ...tier, prices: change(tier.prices) })),
    }),
  };
}

/** Picodollars for one unit are rounded half up: never above the list price, never below 0. */
function withoutPercent(prices: UnitPrices, percentMillionths: number): UnitPrices {
  const rest = WHOLE - BigInt(percentMillionths);
  const priced = Object.entries(prices).map(([unit, price = 0]) => [
    unit,
    Number((BigInt(price) * rest + WHOLE / 2n) / WHOLE),
  ]);
  return Object.fromEntries(priced);
}
