import type { ClickHouseClient } from "@clickhouse/client";
import { BLOCKED_AGENT, BLOCKED_TENANT } from "../../examples/demo/cast.ts";
import { type BudgetRow, budgetRow } from "../budget/budget-row.ts";
import { picoUsd } from "./pico-usd.ts";

/** What the ledger has already, in picodollars. */
export interface SpentBefore {
  /** By the expensive agent, this month (UTC). */
  agentMonthPicoUsd: bigint;
  /** By everyone, today (UTC). */
  todayPicoUsd: bigint;
}

/** What the expensive agent may still spend in the live part: a handful of its calls at about $0.30, and one held at its most. */
const AGENT_HEADROOM_PICO_USD = 3_000_000_000_000n;
/** What the live part comes to in all, about; today's limit leaves it at nine tenths. */
const LIVE_PICO_USD = 2_900_000_000_000n;
const CENT_PICO_USD = 10_000_000_000n;

/**
 * Two budgets, sized by what is spent already, so that the demo shows the same on the first run and on the tenth, on the
 * first of a month and on the last: a monthly one for each agent of one tenant, which the expensive agent reaches, and a
 * daily one over everything, which only warns. Neither can refuse a call of an app that is not the demo's.
 */
export function demoBudgets(spent: SpentBefore): [BudgetRow, BudgetRow] {
  const options = { timezone: "UTC", gracePercent: 0, threshold: [] };
  return [
    budgetRow("agent-monthly", {
      ...{ ...options, tenant: BLOCKED_TENANT, scope: "agent", value: "*", period: "month", action: "block" },
      limitUsd: dollars(spent.agentMonthPicoUsd + AGENT_HEADROOM_PICO_USD),
    }),
    budgetRow("all-daily", {
      ...{ ...options, tenant: "", scope: "total", period: "day", action: "warn" },
      limitUsd: dollars(((spent.todayPicoUsd + LIVE_PICO_USD) * 10n) / 9n),
    }),
  ];
}

export async function readSpentBefore(client: ClickHouseClient): Promise<SpentBefore> {
  const result = await client.query({
    query: `SELECT toString(sumIf(cost_usd, agent = {agent:String} AND tenant = {tenant:String})) AS agent_month,
        toString(sumIf(cost_usd, ts >= toStartOfDay(now('UTC')))) AS today
      FROM tollgate.calls WHERE hour >= toStartOfMonth(now('UTC'))`,
    query_params: { agent: BLOCKED_AGENT, tenant: BLOCKED_TENANT },
    format: "JSONEachRow",
  });
  const [row] = await result.json<{ agent_month: string; today: string }>();
  return { agentMonthPicoUsd: picoUsd(row?.agent_month ?? "0"), todayPicoUsd: picoUsd(row?.today ?? "0") };
}

/** Whole cents, rounded up. */
function dollars(pico: bigint): string {
  const cents = ((pico + CENT_PICO_USD - 1n) / CENT_PICO_USD).toString().padStart(3, "0");
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
}
