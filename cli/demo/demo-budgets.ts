import { BLOCKED_AGENT } from "../../examples/demo/cast.ts";
import { type BudgetRow, budgetRow } from "../budget/budget-row.ts";
import type { PricedHistoryCall } from "./send-history.ts";

/** What the expensive agent may still spend in the live part: a handful of its calls at about $0.15. */
const AGENT_HEADROOM_PICO_USD = 1_000_000_000_000n;
/** What the live part comes to in all, about; today's limit leaves it at nine tenths. */
const LIVE_PICO_USD = 1_300_000_000_000n;
const CENT_PICO_USD = 10_000_000_000n;

/**
 * Two budgets, sized by the history already sent so that the demo shows the same on the first and on the last of a
 * month: a monthly one for each agent, which the expensive agent reaches, and a daily one over everything, which warns.
 */
export function demoBudgets(history: readonly PricedHistoryCall[], nowMs: number): [BudgetRow, BudgetRow] {
  const now = new Date(nowMs);
  const monthStartMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const dayStartMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const spent = (fromMs: number, agent?: string) =>
    history
      .filter(({ record }) => record.startMs >= fromMs && (!agent || record.attribution.agent === agent))
      .reduce((sum, { costPicoUsd = 0 }) => sum + BigInt(costPicoUsd), 0n);
  const options = { tenant: "", timezone: "UTC", gracePercent: 0, threshold: [] };
  return [
    budgetRow("agent-monthly", {
      ...{ ...options, scope: "agent", value: "*", period: "month", action: "block" },
      limitUsd: dollars(spent(monthStartMs, BLOCKED_AGENT) + AGENT_HEADROOM_PICO_USD),
    }),
    budgetRow("all-daily", {
      ...{ ...options, scope: "total", period: "day", action: "warn" },
      limitUsd: dollars(((spent(dayStartMs) + LIVE_PICO_USD) * 10n) / 9n),
    }),
  ];
}

/** Whole cents, rounded up. */
function dollars(pico: bigint): string {
  const cents = ((pico + CENT_PICO_USD - 1n) / CENT_PICO_USD).toString().padStart(3, "0");
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
}
