import { describe, expect, test } from "vitest";
import { calculateCost } from "../../instrumentation/pricing/calculate-cost.ts";
import { AZURE_PRICES } from "../../instrumentation/pricing/own-prices/azure.ts";
import { OPENAI_PRICES } from "../../instrumentation/pricing/own-prices/openai.ts";
import type { OwnPrice } from "../../instrumentation/pricing/own-prices/own-price.ts";
import { resolvePrice } from "../../instrumentation/pricing/resolve-price.ts";
import { TOKEN_UNITS } from "../../instrumentation/pricing/units.ts";
import { usageOf } from "./usage-of.ts";

function ownPrice(model: string, tier = "standard", validFrom?: string): OwnPrice {
  const row = AZURE_PRICES.find(
    (each) => each.model === model && each.tier === tier && (validFrom === undefined || each.validFrom === validFrom),
  );
  if (row === undefined) throw new Error(`No own price of "${model}" for tier "${tier}"`);
  return row;
}

function tokenPrices(row: OwnPrice): number[] {
  return TOKEN_UNITS.map((unit) => row.prices[unit] ?? 0);
}

describe("OpenAI's models on Azure", () => {
  test("a global deployment costs what OpenAI itself asks, tier by tier", () => {
    const openai = OPENAI_PRICES.find(({ model, tier }) => model === "gpt-5.4" && tier === "batch");
    expect(ownPrice("gpt-5.4", "batch").prices.input).toBe(openai?.prices.input);
    expect(ownPrice("gpt-5.4", "batch").prices.cacheRead).toBe(openai?.prices.cacheRead);
    expect(ownPrice("gpt-5.4", "batch").contextTiers).toEqual(openai?.contextTiers);
  });

  test("a data zone of the EU or US costs a tenth more, to the millionth of a dollar where the meter counts thousands", () => {
    expect(ownPrice("data-zone/gpt-4o").prices.input).toBe(2_750_000);
    // 1.1 × $0.075 = $0.0825 a million tokens, or $0.0000825 a thousand: the meter says $0.000083.
    expect(ownPrice("data-zone/gpt-4o-mini").prices.cacheRead).toBe(83_000);
    // The meters of GPT-5 count millions: 1.1 × $0.125.
    expect(ownPrice("data-zone/gpt-5").prices.cacheRead).toBe(137_500);
  });

  test("a model whose EU zone is dearer than its US zone has no price for a zone that is not said", () => {
    expect(() => ownPrice("data-zone/gpt-6-sol")).toThrow();
    expect(ownPrice("data-zone-us/gpt-6-sol").prices.input).toBe(2_200_000);
    expect(ownPrice("data-zone-eu/gpt-6-sol").prices.input).toBe(2_400_000);
  });

  test("no deployment elsewhere is cheaper than the global one", () => {
    const elsewhere = AZURE_PRICES.filter(({ model }) => /^(?:data-zone|regional)/.test(model));
    expect(elsewhere.length).toBeGreaterThan(100);
    for (const row of elsewhere) {
      const global = AZURE_PRICES.find(
        ({ model, tier, validFrom }) =>
          model === row.model.replace(/^[^/]+\//, "") &&
          tier === row.tier &&
          (validFrom === row.validFrom || row.model.startsWith("regional")),
      );
      const dearer = tokenPrices(row).map((price, at) => price >= (global ? (tokenPrices(global)[at] ?? 0) : Infinity));
      expect([row.model, row.tier, dearer.every(Boolean)]).toEqual([row.model, row.tier, true]);
    }
  });

  test("the price cut of GPT-5.6 came later than OpenAI's", () => {
    expect(ownPrice("gpt-5.6-luna", "standard", "1970-01-01").prices.input).toBe(1_000_000);
    expect(ownPrice("gpt-5.6-luna", "standard", "2026-10-03").prices.input).toBe(200_000);
  });

  test("every name is written once for a tier and a day", () => {
    const names = AZURE_PRICES.flatMap((row) =>
      (row.names ?? [row.model]).map((name) => `${name} ${row.tier} ${row.validFrom}`),
    );
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("a session of the code interpreter costs $0.03, a search of files $0.0025 and a call that did both the sum", () => {
    const usage = usageOf({ counted: { codeSession: 1, fileSearch: 1 } });
    const bill = calculateCost(usage, resolvePrice({ id: "own", ...ownPrice("gpt-4o") }));
    expect(bill.costPicoUsd).toBe(0.0325e12);
  });
});
