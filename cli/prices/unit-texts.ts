import { unitKey } from "../../instrumentation/pricing/overrides/unit-keys.ts";
import type { ContextTier, PriceRow, UnitPrices } from "../../instrumentation/pricing/price-row.ts";
import { TOKEN_UNITS } from "../../instrumentation/pricing/units.ts";
import { type DisplayCurrency, priceText } from "./price-text.ts";

export const isTokenUnit = (unit: string) => (TOKEN_UNITS as readonly string[]).includes(unit);

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

/** `cache_write_5m`, and of a variant `image/1024x1024/hd`. */
export function unitName(unit: string): string {
  const [kind = "", ...variant] = unit.split("/");
  return [unitKey(kind), ...variant].join("/");
}

/** `above 200,000 input tokens` and, where it is so, that only those cost more. */
export function contextText({ aboveInputTokens }: ContextTier, { contextRule }: Pick<PriceRow, "contextRule">): string {
  const whose = contextRule === "partAbove" ? ", those above" : "";
  return `over ${aboveInputTokens.toLocaleString("en-US")} input tokens${whose}:`;
}
