import { readPriceBook } from "../price-book-data.ts";
import type { PriceBookData } from "../price-row.ts";
import { applyPriceOverrides } from "./apply-price-overrides.ts";
import type { PriceOverrides } from "./price-overrides.ts";
import { type OverridesPlace, priceOverridesPath } from "./price-overrides-path.ts";
import { readPriceOverrides } from "./read-price-overrides.ts";

/** The book with the overrides of this folder, and the overrides themselves where there are some. */
export interface EffectivePriceBook extends PriceBookData {
  overrides?: PriceOverrides;
}

/**
 * For commands: what `migrate` loads and `prices` shows.
 *
 * @throws {Error} When the overrides file is broken: prices are never loaded or shown without it.
 */
export function effectivePriceBook(place: OverridesPlace = {}): EffectivePriceBook {
  const data = readPriceBook();
  const path = priceOverridesPath(place);
  if (path === undefined) return data;
  const overrides = readPriceOverrides(path);
  return { ...applyPriceOverrides(data, overrides), overrides };
}
