import type { UnitPrices, UnroundedPrices } from "../price-row.ts";
import type { CountedUnit } from "../units.ts";

const PICO_USD_PER_USD = 1_000_000_000_000;

/**
 * The price of a second where a page gives that of a minute or an hour, rounded half up to a whole picodollar; what was rounded is kept as a
 * decimal.
 * @throws {RangeError} for a price of that time that is no whole number of picodollars
 */
export function usdByTime(
  unit: CountedUnit,
  usd: number,
  { seconds }: { seconds: 60 | 3600 },
): { prices: UnitPrices; unrounded?: UnroundedPrices } {
  const exact = usd * PICO_USD_PER_USD;
  const whole = Math.round(exact);
  if (!Number.isFinite(usd) || usd < 0 || Math.abs(exact - whole) > Math.max(1, whole) * 1e-12)
    throw new RangeError(
      `Cannot take over ${usd} USD for ${seconds} seconds of "${unit}", allowed is a whole number of picodollars >= 0`,
    );
  const prices = { [unit]: Math.floor((2 * whole + seconds) / (2 * seconds)) };
  return whole % seconds === 0 ? { prices } : { prices, unrounded: { [unit]: (whole / seconds).toFixed(6) } };
}
