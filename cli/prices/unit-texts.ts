import { isTokenUnit } from "../../instrumentation/pricing/is-token-unit.ts";
import type { UnitPrices } from "../../instrumentation/pricing/price-row.ts";
import { type DisplayCurrency, priceText } from "./price-text.ts";
import { unitName } from "./unit-name.ts";

/** `input 2.50`, `image/1024x1024/hd 0.08 each`, by the names of the price file; `without` leaves units out. */
export function unitTexts(
  prices: UnitPrices,
  options: { currency?: DisplayCurrency | undefined; without?: readonly string[] } = {},
): string[] {
  const { currency, without = [] } = options;
  return Object.entries(prices)
    .filter(([unit]) => !without.includes(unit))
    .map(([unit, price = 0]) => {
      const perMillion = isTokenUnit(unit);
      return `${unitName(unit)} ${priceText(price, { perMillion, currency })}${perMillion ? "" : " each"}`;
    });
}
