import type { ContextTier, UnitPrices } from "../price-row.ts";
import { NO_PRICE, type ResolvedPrice, resolvePrice } from "../resolve-price.ts";
import { TOKEN_UNITS } from "../units.ts";
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
  const { parts } = resolvePrice({ ...price, id: "" });
  const pricesOf = (at: number, prices: UnitPrices): UnitPrices => {
    const part = parts[at];
    const cap = standard.parts.findLast((other) => other.aboveInputTokens <= (part?.aboveInputTokens ?? 0));
    const lowered = TOKEN_UNITS.flatMap((unit, i) => {
      const most = cap?.rates[i] ?? NO_PRICE;
      return most !== NO_PRICE && (part?.rates[i] ?? NO_PRICE) > most ? [[unit, most] as const] : [];
    });
    return { ...prices, ...Object.fromEntries(lowered) };
  };
  return {
    ...price,
    prices: pricesOf(0, price.prices),
    ...(price.contextTiers && {
      contextTiers: price.contextTiers.map(
        (tier, i): ContextTier => ({ ...tier, prices: pricesOf(i + 1, tier.prices) }),
      ),
    }),
  };
}
