import type { UnitPrices } from "../price-row.ts";
import type { Unit } from "../units.ts";
import { COUNTED_UNIT_KEY_NAMES, countedUnitOf, TOKEN_UNIT_KEYS } from "./unit-keys.ts";
import type { YamlMap } from "./yaml-map.ts";

/** Where an entry has prices. */
export const PRICE_KEYS = ["usd_per_million_tokens", "usd_per_unit"];

/** Dollars. Ten times what any model has cost, so that picodollars per token end below 10^10 and a slip of the unit is seen. */
const MOST_PER_MILLION = 10_000;
const MOST_PER_UNIT = 1_000;

/** Dollars as they are written, in integer picodollars: $1 per million tokens is 10^6 for a token, $1 per unit 10^12. */
export function readPrices(entry: YamlMap): UnitPrices | undefined {
  const prices: Partial<Record<Unit, number>> = {};
  const tokens = entry.map("usd_per_million_tokens", {
    what: `usd_per_million_tokens of ${entry.what}`,
    keys: [...TOKEN_UNIT_KEYS.keys()],
  });
  for (const key of tokens?.keys ?? []) {
    const unit = TOKEN_UNIT_KEYS.get(key);
    const price = tokens?.decimal(key, { exponent: 6, most: MOST_PER_MILLION });
    if (unit !== undefined && price !== undefined) prices[unit] = price;
  }
  const units = entry.map("usd_per_unit", { what: `usd_per_unit of ${entry.what}` });
  for (const key of units?.keys ?? []) {
    const unit = countedUnitOf(key);
    if (unit === undefined) {
      const allowed = COUNTED_UNIT_KEY_NAMES.map((name) => `"${name}"`).join(", ");
      units?.complain(
        `Cannot use key ${JSON.stringify(key.slice(0, 60))} of ${units.what}: allowed are ${allowed}, and variants as "image/1024x1024/hd"`,
        key,
      );
      continue;
    }
    const price = units?.decimal(key, { exponent: 12, most: MOST_PER_UNIT });
    if (price !== undefined) prices[unit] = price;
  }
  for (const key of PRICE_KEYS) {
    const part = key === "usd_per_unit" ? units : tokens;
    if (entry.has(key) && (part === undefined || part.isEmpty)) {
      entry.complain(`Cannot use ${key} of ${entry.what}: it has no price`, key);
    }
  }
  return tokens === undefined && units === undefined ? undefined : prices;
}
