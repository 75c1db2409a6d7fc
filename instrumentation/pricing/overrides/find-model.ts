import type { PricedModel } from "../price-row.ts";

/** The model that a provider's calls know by a name. */
export function findModel(models: Iterable<PricedModel>, provider: string, name: string): PricedModel | undefined {
  for (const model of models) if (model.provider === provider && model.names.includes(name)) return model;
  return undefined;
}
