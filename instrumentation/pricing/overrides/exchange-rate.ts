import type { PriceOverrides } from "./price-overrides.ts";

/** The units of a currency for one US dollar on a day, as they were written; undefined before the first rate. */
export function exchangeRate(
  { currencies }: Pick<PriceOverrides, "currencies">,
  { currency, day }: { currency: string; day: string },
): string | undefined {
  return currencies
    .filter((rate) => rate.currency === currency && rate.from <= day)
    .sort((a, b) => (a.from > b.from ? -1 : 1))[0]?.perUsd;
}
