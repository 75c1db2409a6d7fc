import type { ContextTier, UnitPrices } from "../price-row.ts";
import { NO_PRICE, type ResolvedPrice, resolvePrice } from "../resolve-price.ts";
import { TOKEN_UNITS, type Unit } from "../units.ts";
import { priceKey, type WantedPrice } from "./wanted-prices.ts";

/** Tiers that are cheaper than the one they are named after, and the end of that one's name: `batch-us` is below `standard-us`. */
const DISCOUNTED = /^(?:batch|flex)(-.+)?$/;

/**
 * The same prices, with those of a batch or of flex that are dearer than the standard ones brought down to them. Lists of batches name no
 * price of cached input; as input it would cost up to five times as much in a batch as outside of one, where "cached input keeps the
 * standard rate".
 */
export function discountedPrices(prices: readonly WantedPrice[]): WantedPrice[] {
  const ofModels = Map.groupBy(prices, ({ provider, model, tier }) => `${provider}/${model}/${tier}`);
  return prices.map((price) => {
    const [isDiscounted, place = ""] = DISCOUNTED.exec(price.tier) ?? [];
    if (isDiscounted === undefined) return price;
    const sameHours = (other: WantedPrice) =>
      priceKey({ ...other, validFrom: "" }) === priceKey({ ...price, tier: other.tier, validFrom: "" });
    const standard = (ofModels.get(`${price.provider}/${price.model}/standard${place}`) ?? [])
      .filter((other) => sameHours(other) && other.validFrom <= price.validFrom)
      .reduce<WantedPrice | undefined>((a, b) => (a && a.validFrom > b.validFrom ? a : b), undefined);
    return standard === undefined ? price : capped(price, resolvePrice({ ...standard, id: "" }));
  });
}

function capped(price: WantedPrice, standard: ResolvedPrice): WantedPrice {
  const pricesAbove = (tokens: number, prices: UnitPrices): UnitPrices => {
    const most = standard.parts.findLast((part) => part.aboveInputTokens <= tokens)?.rates ?? [];
    // One unit after the other: those that fall back on one that was brought down need no price of their own.
    const lowered: { [unit in Unit]?: number } = { ...prices };
    for (const [i, unit] of TOKEN_UNITS.entries()) {
      const rate = resolvePrice({ id: "", prices: lowered }).parts[0]?.rates[i] ?? NO_PRICE;
      const cap = most[i] ?? NO_PRICE;
      if (cap !== NO_PRICE && rate > cap) lowered[unit] = cap;
    }
    return lowered;
  };
  return {
    ...price,
    prices: pricesAbove(0, price.prices),
    ...(price.contextTiers && {
      contextTiers: price.contextTiers.map(
        (tier): ContextTier => ({ ...tier, prices: pricesAbove(tier.aboveInputTokens, tier.prices) }),
      ),
    }),
  };
}
