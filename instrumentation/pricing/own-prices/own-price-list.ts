import type { ContextTier } from "../price-row.ts";
import type { OwnPrice } from "./own-price.ts";
import { pricesInUsd, type UsdEach, type UsdPerMillion } from "./prices-in-usd.ts";

/** One model of a list, in the dollars of the page it was read from. */
export interface ListedPrice extends Partial<Omit<OwnPrice, "provider" | "prices" | "contextTiers">> {
  model: string;
  /** Dollars for a million tokens. */
  usd: UsdPerMillion;
  /** Dollars for one of a counted unit; those have no context tiers. */
  each?: UsdEach;
  /** Dollars for a million tokens in calls with more input than `tokens`. */
  above?: { tokens: number; usd: UsdPerMillion };
}

/** What the prices of a list have in common; an entry's own value goes before it. */
export interface ListOrigin extends Pick<OwnPrice, "provider" | "source" | "readOn" | "verified"> {
  /** `standard` unless given. */
  tier?: string;
}

/** The start of a price whose page gives none: it is taken to have been valid always. */
const ALWAYS = "1970-01-01";

/** @throws {RangeError} for a price that is no whole number of picodollars */
export function ownPriceList(origin: ListOrigin, listed: readonly ListedPrice[]): OwnPrice[] {
  return listed.map(({ usd, each, above, ...entry }): OwnPrice => {
    const contextTiers: ContextTier[] | undefined = above && [
      { aboveInputTokens: above.tokens, prices: pricesInUsd(above.usd) },
    ];
    return {
      tier: "standard",
      validFrom: ALWAYS,
      ...origin,
      ...entry,
      prices: pricesInUsd(usd, each),
      ...(contextTiers && { contextTiers }),
    };
  });
}
