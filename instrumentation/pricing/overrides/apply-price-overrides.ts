import type { PriceBookData, PricedModel, PriceRow } from "../price-row.ts";
import { applyDiscounts } from "./apply-discounts.ts";
import { discountsFor } from "./discounts-for.ts";
import { findModel } from "./find-model.ts";
import type { OwnModel, PriceOverrides } from "./price-overrides.ts";

/** As the source of rows that the file makes. */
const SOURCE = "tollgate.prices.yaml";

/**
 * The book as it holds here: own models instead of the book's, deployments as names of models, discounts as rows of their own. Both
 * evaluators then price by the result as by any book.
 *
 * @throws never; what names nothing the book knows has no effect, see `unknownOverrideNames`
 */
export function applyPriceOverrides(data: PriceBookData, overrides: PriceOverrides): PriceBookData {
  const models = new Map(data.models.map((model) => [keyOf(model), model]));
  const owned = withOwnModels(data.rows, overrides.models);
  for (const own of overrides.models) {
    const known = models.get(keyOf(own));
    const names = [...new Set([...(known?.names ?? []), ...own.names])];
    const openEnded = [...new Set([...(known?.openEnded ?? []), ...(own.openEnded ? own.names : [])])];
    giveNames(models, { provider: own.provider, model: own.model, names, openEnded });
  }
  for (const { provider, names, model } of overrides.deployments) {
    const target = findModel(models.values(), provider, model);
    if (target !== undefined) giveNames(models, { ...target, names: [...new Set([...target.names, ...names])] });
  }
  const rows = [...Map.groupBy(owned, (row) => `${keyOf(row)}\n${row.tier}`).values()].flatMap((group) => {
    const [row] = group;
    if (row === undefined) return [];
    const model = models.get(keyOf(row)) ?? {
      provider: row.provider,
      model: row.model,
      names: [row.model],
      openEnded: [],
    };
    const discounts = discountsFor(overrides.discounts, { ...model, tier: row.tier });
    return discounts.length === 0 ? group : applyDiscounts(group, discounts);
  });
  return { models: [...models.values()], rows };
}

/** From its first day on, an own model's rows stand alone in their tier; until then the book's hold. */
function withOwnModels(rows: readonly PriceRow[], own: readonly OwnModel[]): PriceRow[] {
  const starts = new Map<string, string>();
  for (const model of own) {
    const key = `${keyOf(model)}\n${model.tier}`;
    const start = starts.get(key);
    if (start === undefined || model.from < start) starts.set(key, model.from);
  }
  const kept = rows.filter((row) => {
    const start = starts.get(`${keyOf(row)}\n${row.tier}`);
    return start === undefined || row.validFrom < start;
  });
  return [...kept, ...own.map(rowOf)];
}

function rowOf({ provider, model, tier, from, hours, prices }: OwnModel): PriceRow {
  const time = hours ? [`${hours.from}-${hours.to}`] : [];
  return {
    id: `${[provider, model, tier, from, ...time].join("/")}+own`,
    provider,
    model,
    tier,
    validFrom: from,
    recordedAt: `${from}T00:00:00.000Z`,
    ...(hours && { hours }),
    prices,
    source: SOURCE,
    readOn: from,
    verified: true,
  };
}

/** A name stands for one model of a provider: whoever had one of these has it no longer. */
function giveNames(models: Map<string, PricedModel>, entry: PricedModel): void {
  const taken = new Set(entry.names);
  for (const [key, other] of models) {
    if (other.provider !== entry.provider || other.model === entry.model) continue;
    if (!other.names.some((name) => taken.has(name))) continue;
    models.set(key, {
      ...other,
      names: other.names.filter((name) => !taken.has(name)),
      openEnded: other.openEnded.filter((name) => !taken.has(name)),
    });
  }
  models.set(keyOf(entry), entry);
}

function keyOf({ provider, model }: { provider: string; model: string }): string {
  return `${provider}/${model}`;
}
