import { picoDecimal } from "./pico-decimal.ts";
import type { RepricingOutcome } from "./repricing-outcome.ts";
import type { PlanLine } from "./repricing-plan.ts";

/** What --json prints: every amount in dollars as a text with all its decimals. */
export function planJson(outcome: RepricingOutcome): object {
  const { state } = outcome;
  if (outcome.state === "known") return { state, run: outcome.run };
  const { plan } = outcome;
  return {
    state,
    ...(outcome.state === "posted" && { run: outcome.run }),
    models: plan.lines.map(({ provider, model, ...line }) => ({ provider, model, ...amounts(line) })),
    total: amounts(plan.total),
  };
}

function amounts(line: Omit<PlanLine, "provider" | "model">): object {
  const { calls, correctedCalls, newlyPricedCalls, unpricedCalls, unknownCalls } = line;
  return {
    calls,
    billedUsd: picoDecimal(line.billed),
    beforeUsd: picoDecimal(line.before),
    afterUsd: picoDecimal(line.before + line.delta),
    deltaUsd: picoDecimal(line.delta),
    ...{ correctedCalls, newlyPricedCalls, unpricedCalls, unknownCalls },
  };
}
