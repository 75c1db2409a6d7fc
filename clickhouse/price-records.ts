import { modelPattern } from "../instrumentation/pricing/model-pattern.ts";
import type { PriceBookData } from "../instrumentation/pricing/price-row.ts";
import type { PriceRange } from "./price-ranges.ts";

/** `tollgate.prices`: the book for people, each row with the days on which it is charged. */
export function priceRecords({ models, rows }: PriceBookData, ranges: readonly PriceRange[]): object[] {
  const patterns = new Map(models.map((model) => [`${model.provider}/${model.model}`, modelPattern(model)]));
  const lastDays = new Map<string, string>();
  for (const { price_id, valid_to } of ranges) {
    if (valid_to > (lastDays.get(price_id) ?? "")) lastDays.set(price_id, valid_to);
  }
  return rows.map((row) => {
    const lastDay = lastDays.get(row.id);
    return {
      price_id: row.id,
      provider: row.provider,
      model: row.model,
      pattern: patterns.get(`${row.provider}/${row.model}`) ?? "",
      tier: row.tier,
      valid_from: row.validFrom,
      valid_to: lastDay ?? "1970-01-01",
      hours_from: row.hours?.from ?? "",
      hours_to: row.hours?.to ?? "",
      standing: lastDay === undefined ? "outranked" : "charged",
      unit_prices: row.prices,
      unrounded: row.unrounded ?? {},
      context_tiers: (row.contextTiers ?? []).map(({ aboveInputTokens, prices }) => ({
        above_input_tokens: aboveInputTokens,
        unit_prices: prices,
      })),
      context_rule: row.contextTiers === undefined ? "" : (row.contextRule ?? "wholeCall"),
      source: row.source,
      read_on: row.readOn,
      verified: row.verified,
      // Without T and Z, which this column's text form does not take.
      recorded_at: row.recordedAt.replace("T", " ").replace("Z", ""),
    };
  });
}
