import type { ExchangeRate } from "./price-overrides.ts";
import type { YamlMap } from "./yaml-map.ts";

/** `currencies:`, a list of dated rates for each code. */
export function readCurrencies(top: YamlMap): ExchangeRate[] {
  const currencies = top.map("currencies", { what: "currencies" });
  return (currencies?.keys ?? []).flatMap((currency) => {
    if (currencies === undefined) return [];
    if (!/^[A-Z]{3}$/.test(currency) || currency === "USD") {
      currencies.complain(
        `Cannot use key ${JSON.stringify(currency.slice(0, 60))} of currencies: expected a code of three capitals as "EUR", other than "USD"`,
        currency,
      );
      return [];
    }
    const what = `a rate of ${currency}`;
    return currencies.entries(currency, { what, keys: ["from", "per_usd"] }).flatMap((entry) => {
      if (!entry.require("from", "per_usd")) return [];
      const from = entry.date("from");
      const perUsd = entry.text("per_usd");
      // Millionths are for the check; what is kept is what was written.
      const scaled = entry.decimal("per_usd", { exponent: 6, most: 1_000_000 });
      if (scaled === 0)
        entry.complain(`Cannot use per_usd "${perUsd}" of ${what}: expected a number above 0`, "per_usd");
      return from === undefined || perUsd === undefined ? [] : { currency, from, perUsd, line: entry.line };
    });
  });
}
