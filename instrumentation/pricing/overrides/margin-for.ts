import { normalizeModelName } from "../model-name.ts";
import { canonicalProvider } from "../provider-name.ts";
import type { Margin, PriceOverrides } from "./price-overrides.ts";

export interface MarginQuery {
  customer?: string | undefined;
  provider: string;
  model: string;
  /** Those of the priced model, so that a margin on `gpt-4o` holds for a call that says `gpt-4o-2024-08-06`. */
  names?: readonly string[];
  /** Unix milliseconds of the call; its date in UTC decides. */
  atMs: number;
}

/**
 * The margin on a call, undefined where none is agreed. One margin holds, the most specific: what names the customer goes before what
 * names the model, that before what names the provider, and of two alike the one that begins later.
 */
export function marginFor({ margins }: Pick<PriceOverrides, "margins">, query: MarginQuery): Margin | undefined {
  const day = new Date(query.atMs).toISOString().slice(0, 10);
  const provider = canonicalProvider(query.provider);
  const models = [normalizeModelName(provider, query.model), ...(query.names ?? [])];
  return margins
    .filter(
      (margin) =>
        (margin.from ?? "") <= day &&
        (margin.customer === undefined || margin.customer === query.customer) &&
        (margin.provider === undefined || margin.provider === provider) &&
        (margin.model === undefined || models.includes(margin.model)),
    )
    .sort((a, b) => specificity(b) - specificity(a) || ((a.from ?? "") > (b.from ?? "") ? -1 : 1))[0];
}

function specificity({ customer, model, provider }: Margin): number {
  return (customer === undefined ? 0 : 4) + (model === undefined ? 0 : 2) + (provider === undefined ? 0 : 1);
}
