import type { BudgetBlock } from "./budget-guard.ts";
import type { BudgetLine } from "./budget-line.ts";
import { usdText } from "./usd-text.ts";

const PERIOD_TEXT = { day: "today", month: "this month", total: "in total" };

/** The refusal of a call that needs up to `neededPicoUsd` by a budget of which `usedPicoUsd` is spent or held. */
export function budgetBlock(line: BudgetLine, usedPicoUsd: bigint, neededPicoUsd: bigint): BudgetBlock {
  const { budget, scope, scopeValue, period, limitPicoUsd, periodEndMs } = line;
  const whose = scope === "total" ? "" : ` for ${scope} "${scopeValue}"`;
  const grace = line.gracePercent > 0 ? ` and ${line.gracePercent} % grace` : "";
  const needed = neededPicoUsd > 0n ? `, this call may cost ${usdText(neededPicoUsd)}` : "";
  const resets =
    periodEndMs === undefined
      ? "it does not reset: raise the limit to go on"
      : `it resets at ${new Date(periodEndMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    budget,
    scope,
    scopeValue,
    period,
    limitPicoUsd,
    spentPicoUsd: usedPicoUsd,
    ...(periodEndMs === undefined ? {} : { resetsAtMs: periodEndMs }),
    message: `Call refused by budget "${budget}": ${usdText(usedPicoUsd)} of ${usdText(limitPicoUsd)}${grace} used or held ${PERIOD_TEXT[period]}${whose}${needed}; ${resets}`,
  };
}
