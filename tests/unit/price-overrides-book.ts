import { applyPriceOverrides } from "../../instrumentation/pricing/overrides/apply-price-overrides.ts";
import { parsePriceOverrides } from "../../instrumentation/pricing/overrides/parse-price-overrides.ts";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import type { PriceBookData, PricedModel, PriceRow } from "../../instrumentation/pricing/price-row.ts";

export const pricedModel = (provider: string, name: string, others: string[] = []): PricedModel => ({
  provider,
  model: name,
  names: [name, ...others],
  openEnded: [],
});

export function priceRow(provider: string, name: string, validFrom: string, more: Partial<PriceRow> = {}): PriceRow {
  const tier = more.tier ?? "standard";
  const hours = more.hours ? `/${more.hours.from}-${more.hours.to}` : "";
  return {
    id: `${provider}/${name}/${tier}/${validFrom}${hours}`,
    provider,
    model: name,
    tier,
    validFrom,
    recordedAt: "2026-01-01T00:00:00.000Z",
    prices: { input: 2_500_000, cacheRead: 1_250_000, output: 10_000_000 },
    source: "list",
    readOn: "2026-01-01",
    verified: true,
    ...more,
  };
}

/** A small book of four providers. */
export const BOOK: PriceBookData = {
  models: [
    pricedModel("openai", "gpt-4o", ["gpt-4o-2024-08-06"]),
    pricedModel("openai", "gpt-4o-mini"),
    pricedModel("deepseek", "deepseek-chat"),
    pricedModel("azure", "gpt-4o"),
    pricedModel("azure", "gpt-4.1"),
    pricedModel("azure", "data-zone/gpt-4o"),
  ],
  rows: [
    priceRow("openai", "gpt-4o", "1970-01-01", { prices: { input: 5_000_000, output: 15_000_000 } }),
    priceRow("openai", "gpt-4o", "2026-06-01"),
    priceRow("openai", "gpt-4o", "2026-06-01", { tier: "batch", prices: { input: 1_250_000, output: 5_000_000 } }),
    priceRow("openai", "gpt-4o-mini", "1970-01-01", { prices: { input: 150_000, output: 600_000 } }),
    priceRow("deepseek", "deepseek-chat", "1970-01-01", { prices: { input: 270_000, output: 1_100_000 } }),
    priceRow("deepseek", "deepseek-chat", "1970-01-01", {
      hours: { from: "16:30", to: "00:30" },
      prices: { input: 135_000, output: 550_000 },
    }),
    priceRow("azure", "gpt-4o", "1970-01-01"),
    priceRow("azure", "gpt-4.1", "1970-01-01", { prices: { input: 2_000_000, output: 8_000_000 } }),
    priceRow("azure", "data-zone/gpt-4o", "1970-01-01", { prices: { input: 2_750_000, output: 11_000_000 } }),
  ],
};

export const applyYaml = (yaml: string, data = BOOK) =>
  applyPriceOverrides(data, parsePriceOverrides(yaml, "tollgate.prices.yaml"));

/** The row that prices a call at a time. */
export function rowAt(data: PriceBookData, provider: string, name: string, at: string | number, tier?: string) {
  const found = createPriceBook(data).find({ provider, model: name, atMs: new Date(at).getTime(), tier });
  if (found.row === undefined) throw new Error(found.reason);
  return found.row;
}
