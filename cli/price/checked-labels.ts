import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import { canonicalProvider } from "../../instrumentation/pricing/provider-name.ts";
import { plainTier } from "../../instrumentation/pricing/service-tier.ts";
import { API_SHAPES, findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { AT_ALLOWED, parseAt } from "./parse-at.ts";
import type { PriceContext } from "./price-context.ts";
import type { AnswerLabels } from "./read-envelope.ts";

/**
 * Options that were typed are checked before anything is read. In an envelope the same mistake is one result among others.
 *
 * @throws {Error} with the allowed values
 */
export function checkedLabels(labels: AnswerLabels, context: PriceContext): AnswerLabels {
  const { provider, api, at, tier } = labels;
  if (provider !== undefined) checkProvider(provider, context);
  if (api !== undefined) findApiShape(api);
  if (at !== undefined && parseAt(at) === undefined)
    throw new Error(`Cannot price at "${at}": allowed is ${AT_ALLOWED}`);
  if (tier !== undefined) checkTier(tier, context.data);
  return labels;
}

function checkProvider(provider: string, { providers }: PriceContext): void {
  const spoken = new Set([...providers, ...API_SHAPES.flatMap((shape) => shape.providers)]);
  if (spoken.has(canonicalProvider(provider))) return;
  throw new Error(`Cannot price calls of provider "${provider}": allowed are ${[...spoken].sort().join(", ")}`);
}

function checkTier(tier: string, { rows }: PriceBookData): void {
  // All rows are read for this: some 50 ms, and only where a tier is given that is not among the usual.
  const plain = plainTier(tier);
  if (USUAL.includes(plain)) return;
  const known = new Set([...USUAL, ...rows.map((row) => row.tier)]);
  if (!known.has(plain)) throw new Error(`Cannot price service tier "${tier}": allowed are ${[...known].join(", ")}`);
}

const USUAL = ["standard", "batch", "flex", "priority"];
