import type { Usage } from "../llm-call.ts";
import { NO_PRICE, type PricePart, type ResolvedPrice } from "./resolve-price.ts";
import { type CountedUnit, isDivisible, TOKEN_UNITS, type Unit } from "./units.ts";
import { MAX_COUNT, usageQuantities } from "./usage-quantities.ts";

/** One line of a bill. */
export interface CostComponent {
  unit: Unit;
  quantity: number;
  picoUsdPerUnit: number;
  /** quantity × picoUsdPerUnit; half a picodollar and more rounds up where the quantity has decimals. */
  costPicoUsd: number;
}

/** `costPicoUsd` is a safe integer >= 0 and the sum of the components; or a line that says why there is none. */
export type Bill =
  | { costPicoUsd: number; components: CostComponent[]; reason?: undefined }
  | { costPicoUsd?: undefined; components?: undefined; reason: string };

/**
 * The exact cost of one call. Never throws and never guesses: counts that contradict each other or that no call can have, a unit without
 * a price and a sum above 2^53 - 1 picodollars ($9,007; no real call comes near) give a reason instead of an amount.
 *
 * `clickhouse/schema/` has the same arithmetic in SQL; `tests/contract/price-parity.test.ts` holds them equal to the picodollar.
 *
 * @example 1,000 input tokens of which 400 cached, 100 output, gpt-4o ($2.50, $1.25, $10 a million):
 * 600 × 2,500,000 + 400 × 1,250,000 + 100 × 10,000,000 = 3,000,000,000 picodollars = $0.003
 */
export function calculateCost(usage: Usage, price: ResolvedPrice): Bill {
  const { tokens, reason } = usageQuantities(usage);
  if (tokens === undefined) return { reason };
  const components: CostComponent[] = [];

  const wholeCall = price.parts.findLast((part) => usage.inputTokens > part.aboveInputTokens) ?? price.parts[0];
  for (const part of price.isPartAbove ? price.parts : [wholeCall]) {
    if (part === undefined) continue;
    for (let at = 0; at < tokens.length; at += 1) {
      const total = tokens[at] ?? 0;
      const quantity = price.isPartAbove ? quantityWithin(total, part) : total;
      if (quantity === 0) continue;
      const unit = TOKEN_UNITS[at] ?? "input";
      const picoUsdPerUnit = part.rates[at] ?? NO_PRICE;
      if (picoUsdPerUnit === NO_PRICE) return noPrice(unit, quantity, price);
      components.push({ unit, quantity, picoUsdPerUnit, costPicoUsd: quantity * picoUsdPerUnit });
    }
  }
  for (const [unit, quantity] of countedOf(usage, price)) {
    if (!isQuantity(unit, quantity)) return notAQuantity(unit, quantity);
    if (quantity === 0) continue;
    // Own names only: a unit named "toString" would have a function for its price, and the call cost NaN.
    const picoUsdPerUnit = Object.hasOwn(price.counted, unit) ? price.counted[unit] : undefined;
    if (picoUsdPerUnit === undefined) return noPrice(unit, quantity, price);
    components.push({ unit, quantity, picoUsdPerUnit, costPicoUsd: countedCost(quantity, picoUsdPerUnit) });
  }
  // Every term and the sum are exact below 2^53, and one that is not is above it.
  let costPicoUsd = 0;
  for (const component of components) costPicoUsd += component.costPicoUsd;
  if (costPicoUsd > Number.MAX_SAFE_INTEGER)
    return {
      reason: `Cannot price usage: "${costPicoUsd}" picodollars by price ${price.id} are more than a call can cost ($9,007)`,
    };
  return { costPicoUsd, components };
}

/** Nearly no call has any. */
function countedOf(usage: Usage, price: ResolvedPrice): [CountedUnit, number][] {
  const { request } = price.counted;
  if (usage.counted === undefined && request === undefined) return NONE;
  return Object.entries({ ...(request !== undefined && { request: 1 }), ...usage.counted }) as [CountedUnit, number][];
}

const NONE: [CountedUnit, number][] = [];

function quantityWithin(total: number, part: PricePart): number {
  return Math.max(0, Math.min(total, part.upToInputTokens) - part.aboveInputTokens);
}

function isQuantity(unit: CountedUnit, quantity: unknown): boolean {
  if (typeof quantity !== "number" || !(quantity >= 0 && quantity <= MAX_COUNT)) return false;
  return Number.isInteger(quantity) || isDivisible(unit);
}

function notAQuantity(unit: CountedUnit, quantity: unknown): Bill {
  const allowed = isDivisible(unit) ? "numbers" : "whole numbers";
  return { reason: `Cannot price usage: ${unit} is "${quantity}", allowed are ${allowed} from 0 to ${MAX_COUNT}` };
}

/** Seconds and GB-days may have decimals; the sixth is the last that counts, so that SQL's decimals say the same. */
function countedCost(quantity: number, picoUsdPerUnit: number): number {
  if (Number.isInteger(quantity)) return quantity * picoUsdPerUnit;
  const millionths = BigInt(Math.round(quantity * 1e6));
  return Number((millionths * BigInt(picoUsdPerUnit) + 500_000n) / 1_000_000n);
}

function noPrice(unit: Unit, quantity: number, price: ResolvedPrice): Bill {
  return { reason: `Cannot price usage: price ${price.id} has none for "${unit}", of which the call used ${quantity}` };
}
