import { isTokenUnit } from "./is-token-unit.ts";
import type { PriceRow, UnitPrices } from "./price-row.ts";
import { type CountedUnit, TOKEN_UNIT_FALLBACK, TOKEN_UNITS, type TokenUnit } from "./units.ts";

/** The rate of a token unit that has no price, not even by its fallbacks. */
export const NO_PRICE = -1;

/** The prices of one context tier. */
export interface PricePart {
  aboveInputTokens: number;
  /** Where the next part begins; infinite for the last. */
  upToInputTokens: number;
  /** Picodollars for one token, in the order of `TOKEN_UNITS`, or `NO_PRICE`. */
  rates: readonly number[];
}

/** A price row ready for arithmetic. */
export interface ResolvedPrice {
  id: string;
  /** Rising; the first begins at 0. */
  parts: readonly PricePart[];
  /** Of each unit only the tokens above a threshold have its part's price; otherwise the whole call has the last passed part's. */
  isPartAbove: boolean;
  /** Picodollars for one of each counted unit. Counted units have no context tiers. */
  counted: { readonly [unit in CountedUnit]?: number };
}

/** Fills in the fallbacks, so that a cost is a plain sum. */
export function resolvePrice(row: Pick<PriceRow, "id" | "prices" | "contextTiers" | "contextRule">): ResolvedPrice {
  const tiers = [
    { aboveInputTokens: 0, prices: row.prices },
    ...[...(row.contextTiers ?? [])].sort((a, b) => a.aboveInputTokens - b.aboveInputTokens),
  ];
  return {
    id: row.id,
    parts: tiers.map(({ aboveInputTokens, prices }, at) => ({
      aboveInputTokens,
      upToInputTokens: tiers[at + 1]?.aboveInputTokens ?? Number.POSITIVE_INFINITY,
      rates: tokenRates(prices),
    })),
    isPartAbove: row.contextRule === "partAbove",
    counted: Object.fromEntries(Object.entries(row.prices).filter(([unit]) => !isTokenUnit(unit))),
  };
}

function tokenRates(prices: UnitPrices): number[] {
  return TOKEN_UNITS.map((unit) => {
    for (let at: TokenUnit | undefined = unit; at !== undefined; at = TOKEN_UNIT_FALLBACK[at]) {
      const price = prices[at];
      if (price !== undefined) return price;
    }
    return NO_PRICE;
  });
}
