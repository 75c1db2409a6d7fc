import type { PricedModel } from "../price-row.ts";
import type { Discount } from "./price-overrides.ts";

/** The discounts for a model and tier, each of which may hold on some days. */
export function discountsFor(
  discounts: readonly Discount[],
  { provider, model, names, tier }: PricedModel & { tier: string },
): Discount[] {
  return discounts.filter(
    (discount) =>
      discount.provider === provider &&
      (discount.models === undefined || discount.models.some((name) => name === model || names.includes(name))) &&
      (discount.tiers === undefined || discount.tiers.includes(tier)),
  );
}
