import type { Margin } from "./price-overrides.ts";

/** What a customer is charged for a cost: the cost and the margin on it, in integer picodollars, rounded half up. */
export function chargeFor(costPicoUsd: bigint, { percentMillionths }: Pick<Margin, "percentMillionths">): bigint {
  const whole = 100_000_000n;
  return (costPicoUsd * (whole + BigInt(percentMillionths)) + whole / 2n) / whole;
}
