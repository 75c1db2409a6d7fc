import { effectiveRows } from "../../instrumentation/pricing/overrides/effective-rows.ts";
import type { PriceBookData, PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { priceTimeline } from "../../instrumentation/pricing/price-timeline.ts";

export interface PriceFilter {
  provider?: string | undefined;
  tier?: string | undefined;
  model?: string | undefined;
}

/** The rows that price calls of a day, by provider, model and tier; those for some hours before the one for the rest of the day. */
export function currentPrices(data: PriceBookData, day: string, filter: PriceFilter = {}): PriceRow[] {
  const { provider, tier, model } = filter;
  const asked = data.rows.filter(
    (row) =>
      (provider === undefined || row.provider === provider) &&
      (tier === undefined || row.tier === tier) &&
      (model === undefined || row.model === model),
  );
  const groups = Map.groupBy(asked, (row) => [row.provider, row.model, tierRank(row.tier)].join("\n"));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, rows]) => effectiveRows(priceTimeline(rows), day));
}

/** The list price first. */
function tierRank(tier: string): string {
  return tier === "standard" ? "" : tier;
}
