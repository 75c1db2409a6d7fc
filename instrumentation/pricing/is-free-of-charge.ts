import type { PriceRow } from "./price-row.ts";

/** A list that says $0 for everything: a free model, not one whose price is missing. */
export function isFreeOfCharge({ prices }: Pick<PriceRow, "prices">): boolean {
  return Object.values(prices).every((price) => price === 0);
}
