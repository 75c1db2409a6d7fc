import type { ClickHouseClient } from "@clickhouse/client";
import type { BudgetRow } from "./budget-row.ts";

/** A budget as it stands now, with its use in the current period. */
export interface BudgetUse extends BudgetRow {
  /** One for each value with spend; for a budget of one value that value. Dollars as exact decimals. */
  used: { scope_value: string; spent_usd: string; used_percent: number }[];
}

const BUDGETS = `
  SELECT budget, tenant, scope, scope_value, period, timezone, toString(limit_usd) AS limit_usd, grace_percent, action, thresholds
  FROM tollgate.budgets_now
  ORDER BY budget`;

const USED = `
  SELECT budget, scope_value, toString(spent_usd) AS spent_usd, used_percent
  FROM tollgate.budget_used
  ORDER BY used_percent DESC, scope_value`;

/** The budgets that stand now, by name. */
export async function readBudgets(client: ClickHouseClient): Promise<BudgetUse[]> {
  const [budgets, used] = await Promise.all([
    rowsOf<BudgetRow>(client, BUDGETS),
    rowsOf<BudgetUse["used"][number] & { budget: string }>(client, USED),
  ]);
  return budgets.map((row) => ({ ...row, used: used.filter(({ budget }) => budget === row.budget) }));
}

async function rowsOf<T>(client: ClickHouseClient, query: string): Promise<T[]> {
  const result = await client.query({ query, format: "JSONEachRow" });
  return result.json<T>();
}
