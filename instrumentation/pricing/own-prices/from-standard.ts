import type { UnitPrices } from "../price-row.ts";
import type { Unit } from "../units.ts";
import type { OwnPrice } from "./own-price.ts";

/** How a tier's prices come from the standard ones. */
export interface TierRule extends Partial<Pick<OwnPrice, "validFrom" | "source" | "readOn" | "verified">> {
  tier: string;
  /** Every price is multiplied by the first and divided by the second: `[1, 2]` is half. */
  times: readonly [number, number];
  /** Units whose price is the same in both tiers, with all their variants (`image` also keeps `image/hd`). */
  unchanged?: readonly Unit[];
}

/** The same models in another tier, with the same dates, hours and context tiers; rounded half up to whole picodollars. */
export function fromStandard(standard: readonly OwnPrice[], rule: TierRule): OwnPrice[] {
  const { times, unchanged = [], ...changed } = rule;
  const scaled = (prices: UnitPrices): UnitPrices =>
    Object.fromEntries(
      Object.entries(prices).map(([unit, price = Number.NaN]) => [
        unit,
        isKept(unit, unchanged) ? price : fraction(price, times),
      ]),
    );
  return standard.map((row) => ({
    ...row,
    ...changed,
    prices: scaled(row.prices),
    ...(row.contextTiers && {
      contextTiers: row.contextTiers.map((tier) => ({ ...tier, prices: scaled(tier.prices) })),
    }),
  }));
}

function isKept(unit: string, unchanged: readonly string[]): boolean {
  return unchanged.some((kept) => unit === kept || unit.startsWith(`${kept}/`));
}

/** Integers throughout: `price * 1.1` would be 3300000.0000000005 where 3300000 is meant. */
function fraction(price: number, [numerator, denominator]: readonly [number, number]): number {
  return Math.floor((2 * price * numerator + denominator) / (2 * denominator));
}
