import type { PriceRow } from "../price-row.ts";
import { priceTimeline } from "../price-timeline.ts";
import { discountedPrices } from "./discounted-prices.ts";
import { effectiveRows } from "./effective-rows.ts";
import type { Discount } from "./price-overrides.ts";

const ALWAYS = "1970-01-01";

/**
 * The rows of one provider, model and tier with the discounts that hold for them. From the first day of the first discount on, each
 * day at which the price changes begins with rows of its own: discounted ones, and after a discount's last day the list's again.
 */
export function applyDiscounts(rows: readonly PriceRow[], discounts: readonly Discount[]): PriceRow[] {
  const timeline = priceTimeline(rows);
  const ends = discounts.flatMap(({ to }) => (to === undefined ? [] : dayAfter(to)));
  const days = [
    ...new Set([...rows.map((row) => row.validFrom), ...discounts.map(({ from = ALWAYS }) => from), ...ends]),
  ].sort();
  const first = days.find((day) => discountOf(discounts, day) !== undefined && effectiveRows(timeline, day).length > 0);
  if (first === undefined) return [...rows];
  const result = rows.filter((row) => row.validFrom < first);
  const ids = new Set(result.map((row) => row.id));
  let before: string | undefined;
  for (const day of days.filter((day) => day >= first)) {
    const discount = discountOf(discounts, day);
    const listed = effectiveRows(timeline, day);
    const state = JSON.stringify([discount?.name, ...listed.map((row) => row.id)]);
    if (state === before) continue;
    before = state;
    for (const row of listed) {
      const begun = row.validFrom === day;
      const plainId = discount ? `${row.id}+${discount.name}` : begun ? row.id : `${row.id}+list/${day}`;
      const id = ids.has(plainId) ? `${plainId}/${day}` : plainId;
      ids.add(id);
      result.push({
        ...row,
        ...(discount && { ...discountedPrices(row, discount), source: "tollgate.prices.yaml" }),
        id,
        validFrom: day,
        // An unverified row that goes on for the hours a verified one leaves: with a later start the book would pass over it.
        verified: listed.some(({ verified }) => verified),
      });
    }
  }
  return result;
}

/** The one that holds on a day: the most specific, then the one that began last, then by name so that the file's order means nothing. */
function discountOf(discounts: readonly Discount[], day: string): Discount | undefined {
  return discounts
    .filter(({ from = ALWAYS, to }) => from <= day && (to === undefined || day <= to))
    .sort(
      (a, b) =>
        specificity(b) - specificity(a) || compare(b.from ?? ALWAYS, a.from ?? ALWAYS) || compare(a.name, b.name),
    )[0];
}

function specificity({ models, tiers }: Discount): number {
  return (models === undefined ? 0 : 2) + (tiers === undefined ? 0 : 1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
