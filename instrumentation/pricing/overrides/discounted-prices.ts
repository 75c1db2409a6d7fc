import type { PriceRow, UnitPrices } from "../price-row.ts";
import { TOKEN_UNIT_FALLBACK, TOKEN_UNITS, type Unit } from "../units.ts";
import type { Discount } from "./price-overrides.ts";

/** All of a price, in millionths of a percent. */
const WHOLE = 100_000_000n;

/** The prices of a row under a discount: a percentage off each unit in each context tier, or the agreed prices instead of the list's. */
export function discountedPrices(row: PriceRow, discount: Discount): Pick<PriceRow, "prices" | "contextTiers"> {
  const change = (prices: UnitPrices) =>
    discount.percentMillionths === undefined
      ? withAgreed(prices, discount.prices ?? {})
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

/**
 * A unit that the agreement does not name keeps its list price, unless that is the price of the unit it falls back to: a list that says
 * that cached tokens cost what input does goes on saying so.
 */
function withAgreed(list: UnitPrices, agreed: UnitPrices): UnitPrices {
  const prices: Partial<Record<Unit, number>> = { ...list, ...agreed };
  for (const unit of TOKEN_UNITS) {
    const fallback = TOKEN_UNIT_FALLBACK[unit];
    if (agreed[unit] !== undefined || fallback === undefined || list[unit] === undefined) continue;
    const price = prices[fallback];
    if (list[unit] === list[fallback] && price !== undefined) prices[unit] = price;
  }
  return prices;
}
