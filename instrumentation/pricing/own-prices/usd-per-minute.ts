import type { UnitPrices, UnroundedPrices } from "../price-row.ts";
import type { CountedUnit } from "../units.ts";

const PICO_USD_PER_USD = 1_000_000_000_000;

/**
 * The price of a second where a page gives that of a minute, rounded half up to a whole picodollar; what was rounded is kept as a decimal.
 * @throws {RangeError} for a price of a minute that is no whole number of picodollars
 */
export function usdPerMinute(unit: CountedUnit, usd: number): { prices: UnitPrices; unrounded?: UnroundedPrices } {
  const minute = Math.round(usd * PICO_USD_PER_USD);
  if (!(usd >= 0) || Math.abs(minute - usd * PICO_USD_PER_USD) > minute * 1e-12)
    throw new RangeError(
      `Cannot take over ${usd} USD per minute for "${unit}", allowed is a whole number of picodollars >= 0`,
    );
  const prices = { [unit]: Math.floor((2 * minute + 60) / 120) };
  return minute % 60 === 0 ? { prices } : { prices, unrounded: { [unit]: (minute / 60).toFixed(6) } };
}
