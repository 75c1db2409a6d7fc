import type { PriceBookData, PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { currentPrices, type PriceFilter } from "./current-prices.ts";

/** One unit price that is another on the second day. `null` where the model, or its price for that unit, is not there. */
export interface PriceChange {
  provider: string;
  model: string;
  tier: string;
  hours?: string;
  /** Of a context tier. */
  aboveInputTokens?: number;
  /** As in the book: `cacheRead`. */
  unit: string;
  fromPicoUsd: number | null;
  toPicoUsd: number | null;
  fromId: string | null;
  toId: string | null;
}

/** What a unit of a row costs, and whose price that is. */
type Priced = Omit<PriceChange, "fromPicoUsd" | "toPicoUsd" | "fromId" | "toId"> & { price: number; id: string };

/** The unit prices that differ between two days, by provider, model and tier. */
export function priceChanges(
  data: PriceBookData,
  days: { from: string; to: string },
  filter: PriceFilter = {},
): PriceChange[] {
  const [before, after] = [days.from, days.to].map((day) => pricesOf(currentPrices(data, day, filter)));
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  const changes = [...keys].sort().flatMap((key): PriceChange[] => {
    const [old, now] = [before?.get(key), after?.get(key)];
    const either = now ?? old;
    if (either === undefined || old?.price === now?.price) return [];
    const { price: _, id: __, ...what } = either;
    return [
      {
        ...what,
        fromPicoUsd: old?.price ?? null,
        toPicoUsd: now?.price ?? null,
        fromId: old?.id ?? null,
        toId: now?.id ?? null,
      },
    ];
  });
  return changes;
}

function pricesOf(rows: readonly PriceRow[]): Map<string, Priced> {
  const prices = new Map<string, Priced>();
  for (const row of rows) {
    const { provider, model, tier, id } = row;
    const hours = row.hours && `${row.hours.from}-${row.hours.to}`;
    for (const part of [{ prices: row.prices }, ...(row.contextTiers ?? [])]) {
      const above = "aboveInputTokens" in part ? part.aboveInputTokens : undefined;
      for (const [unit, price = 0] of Object.entries(part.prices)) {
        const key = [provider, model, tier, hours ?? "", String(above ?? "").padStart(9, "0"), unit].join("\n");
        const place = { ...(hours && { hours }), ...(above !== undefined && { aboveInputTokens: above }) };
        prices.set(key, { provider, model, tier, ...place, unit, price, id });
      }
    }
  }
  return prices;
}
