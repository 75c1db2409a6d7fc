import type { UnitPrices } from "../price-row.ts";
import type { CountedUnit, TokenUnit } from "../units.ts";

/** Dollars as price pages print them: token units for a million tokens. */
export type UsdPerMillion = { readonly [unit in TokenUnit]?: number };

/** Dollars for one counted unit. */
export type UsdEach = { readonly [unit in CountedUnit]?: number };

/**
 * A price list's dollars as integer picodollars for one of each unit, so that the lists can be read against the page they come from.
 * @throws {RangeError} for a price that is negative, not finite, or no whole number of picodollars: it would need rounding, which nobody would see
 */
export function pricesInUsd(perMillion: UsdPerMillion, each: UsdEach = {}): UnitPrices {
  return { ...inPicoUsd(perMillion, 1_000_000), ...inPicoUsd(each, 1_000_000_000_000) };
}

function inPicoUsd(listed: UsdPerMillion | UsdEach, picoUsdPerUsd: number): UnitPrices {
  return Object.fromEntries(
    Object.entries(listed).map(([unit, usd = Number.NaN]) => [unit, wholePicoUsd(unit, usd, picoUsdPerUsd)]),
  );
}

/** A double carries 15 digits: what lies closer to an integer than one part in 10^12 is that integer, written in decimals. */
function wholePicoUsd(unit: string, usd: number, picoUsdPerUsd: number): number {
  const exact = usd * picoUsdPerUsd;
  const whole = Math.round(exact);
  if (!(whole >= 0 && whole <= Number.MAX_SAFE_INTEGER) || Math.abs(exact - whole) > Math.max(1, whole) * 1e-12)
    throw new RangeError(
      `Cannot take over ${usd} USD for "${unit}": ${exact} picodollars, allowed is a whole number >= 0`,
    );
  return whole;
}
