import type { ConditionalPrice, ModelInfo, Provider } from "@pydantic/genai-prices";
import type { OwnPrice } from "../own-prices/own-price.ts";
import type { PricedModel, PriceRow } from "../price-row.ts";
import { discountedPrices } from "./discounted-prices.ts";
import { modelLeftOut } from "./left-out.ts";
import { namedModels } from "./named-models.ts";
import { unitPrices } from "./unit-prices.ts";

/** A price that the book should have. */
export type WantedPrice = Omit<PriceRow, "id" | "recordedAt">;

export interface Wanted {
  models: PricedModel[];
  prices: WantedPrice[];
  /** What was not taken over and why, one line each. */
  notes: string[];
}

/** The start of a price whose source gives none: it is taken to have been valid always. */
const ALWAYS = "1970-01-01";

/**
 * What the book should say: the source's models and prices, and our own, which go before the source's of the same start.
 * `names` are further ones of models that either has.
 */
export function wantedPrices(
  providers: readonly Provider[],
  options: { own: readonly OwnPrice[]; names?: readonly PricedModel[]; source: string; readOn: string },
): Wanted {
  const { own, names: furtherNames = [], source, readOn } = options;
  const notes: string[] = [];
  const kept = providers.map((provider) => ({
    ...provider,
    models: provider.models.filter((model) => {
      const reason = modelLeftOut(provider.id, model);
      if (reason) notes.push(`left out ${provider.id}/${model.id}: ${reason}`);
      return reason === undefined;
    }),
  }));
  const { models, modelNames } = namedModels(kept, {
    own: [...own, ...furtherNames],
    note: (line) => notes.push(line),
  });
  const prices = new Map<string, WantedPrice>();
  for (const provider of kept) {
    for (const info of provider.models) {
      const model = modelNames.get(info);
      if (model === undefined) continue;
      for (const { validFrom, hours, entry } of datedEntries(info)) {
        const price = { provider: provider.id, model, tier: "standard", validFrom, ...(hours && { hours }) };
        prices.set(priceKey(price), { ...price, ...unitPrices(entry, model), source, readOn, verified: true });
      }
    }
  }
  const known = new Set(models.map((model) => `${model.provider}/${model.model}`));
  const seen = new Set<string>();
  for (const { names, openEnded, ...price } of own) {
    const key = priceKey(price);
    if (!known.has(`${price.provider}/${price.model}`))
      throw new Error(
        `Cannot add own price "${key}": the source has no model of that plain name, and the entry gives no names`,
      );
    if (seen.has(key)) throw new Error(`Cannot add own price "${key}": there are two of it`);
    seen.add(key);
    if (!price.verified && prices.get(key)?.verified)
      notes.push(`left out own price ${key}: its page was not read, and the source has one`);
    else prices.set(key, price);
  }
  return { models, prices: discountedPrices([...prices.values()]), notes };
}

/** What makes two prices versions of one another: the later recorded one wins. */
export function priceKey(price: Pick<PriceRow, "provider" | "model" | "tier" | "validFrom" | "hours">): string {
  const { provider, model, tier, validFrom, hours } = price;
  return [provider, model, tier, validFrom, ...(hours ? [`${hours.from}-${hours.to}`] : [])].join("/");
}

/**
 * The source cannot say both a date and hours in one entry: hours that follow a dated entry begin on its day (so say its comments on
 * deepseek-v4), others hold since always.
 */
function datedEntries(info: ModelInfo) {
  const entries: ConditionalPrice[] = Array.isArray(info.prices) ? info.prices : [{ prices: info.prices }];
  let validFrom = ALWAYS;
  return entries.map(({ constraint, prices: entry }) => {
    if (constraint?.type !== "time_of_date") {
      validFrom = constraint?.start_date ?? ALWAYS;
      return { validFrom, hours: undefined, entry };
    }
    return { validFrom, hours: { from: halfHour(constraint.start_time), to: halfHour(constraint.end_time) }, entry };
  });
}

/** `00:30:00Z` → `00:30`. @throws {Error} for what is no half hour in UTC: ClickHouse keeps prices by half hours */
function halfHour(time: string): string {
  const [, plain] = /^(\d\d:[03]0)(?::00)?Z?$/.exec(time) ?? [];
  if (plain === undefined)
    throw new Error(
      `Cannot take over the time of day "${time}": allowed are half hours in UTC, HH:00:00Z and HH:30:00Z`,
    );
  return plain;
}
