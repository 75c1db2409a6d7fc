import type { PriceRow, UnitPrices, UnroundedPrices } from "../price-row.ts";
import type { Unit } from "../units.ts";
import type { OwnPrice } from "./own-price.ts";

/** How a tier's prices come from the standard ones. */
export interface TierRule extends Partial<Pick<OwnPrice, "validFrom" | "source" | "readOn" | "verified">> {
  tier: string;
  /** Every price is multiplied by the first and divided by the second: `[1, 2]` is half. */
  times: readonly [number, number];
  /** Units whose price is the same in both tiers, with all their variants (`image` also keeps `image/hd`). */
  unchanged?: readonly Unit[];
}

type Prices = Pick<PriceRow, "prices" | "unrounded">;

/** The same models in another tier, with the same dates, hours and context tiers; rounded half up to whole picodollars, the decimal kept. */
export function fromStandard(standard: readonly OwnPrice[], rule: TierRule): OwnPrice[] {
  const { times, unchanged = [], ...changed } = rule;
  return standard.map(({ contextTiers, unrounded, ...row }) => ({
    ...row,
    ...changed,
    ...scaled({ prices: row.prices, ...(unrounded && { unrounded }) }, { times, unchanged }),
    ...(contextTiers && {
      contextTiers: contextTiers.map((tier) => ({
        aboveInputTokens: tier.aboveInputTokens,
        ...scaled(tier, { times, unchanged }),
      })),
    }),
  }));
}

function scaled(
  { prices, unrounded = {} }: Prices,
  { times, unchanged }: { times: TierRule["times"]; unchanged: readonly string[] },
): Prices {
  const rounded: [string, number][] = [];
  const exact: [string, string][] = [];
  const before = new Map<string, string | undefined>(Object.entries(unrounded));
  for (const [unit, price = Number.NaN] of Object.entries(prices)) {
    const decimal = before.get(unit);
    if (unchanged.some((kept) => unit === kept || unit.startsWith(`${kept}/`))) {
      rounded.push([unit, price]);
      if (decimal !== undefined) exact.push([unit, decimal]);
      continue;
    }
    // What was rounded already is not rounded twice.
    const value = ((decimal === undefined ? price : Number(decimal)) * times[0]) / times[1];
    rounded.push([unit, Math.floor(value + 0.5)]);
    if (!Number.isInteger(value)) exact.push([unit, String(value)]);
  }
  const result: UnitPrices = Object.fromEntries(rounded);
  const decimals: UnroundedPrices = Object.fromEntries(exact);
  return exact.length === 0 ? { prices: result } : { prices: result, unrounded: decimals };
}
