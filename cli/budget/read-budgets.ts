import type { ClickHouseClient } from "@clickhouse/client";
import type { BudgetRow } from "./budget-row.ts";

/** A budget as it stands now, with its use. */
export interface BudgetUse extends BudgetRow {
  /** One for each value with spend in the current period; for a budget of one value that value. */
  used: { scope_value: string; spent_usd: string; used_percent: number; level: string }[];
}

const BUDGETS = `
  SELECT budget, tenant, scope, scope_value, period, timezone, toString(limit_usd) AS limit_usd,
         toFloat64(grace_percent) AS grace_percent, action, thresholds, deleted
  FROM tollgate.budgets
  ORDER BY valid_from DESC, recorded_at DESC
  LIMIT 1 BY budget`;

const USED = `
  SELECT budget, scope_value, toString(spent_usd) AS spent_usd, used_percent, level
  FROM tollgate.budget_used
  ORDER BY used_percent DESC, scope_value`;

/** The budgets that were not removed, by name; also those that begin in the future. */
export async function readBudgets(client: ClickHouseClient): Promise<BudgetUse[]> {
  const [budgets, used] = await Promise.all([
    rowsOf<BudgetRow & { deleted: number | boolean }>(client, BUDGETS),
    rowsOf<BudgetUse["used"][number] & { budget: string }>(client, USED),
  ]);
  return budgets
    .filter(({ deleted }) => !deleted)
    .map(({ deleted: _, ...row }) => ({ ...row, used: used.filter(({ budget }) => budget === row.budget) }))
    .sort((a, b) => (a.budget < b.budget ? -1 : 1));
}

async function rowsOf<T>(client: ClickHouseClient, query: string): Promise<T[]> {
  const result = await client.query({ query, format: "JSONEachRow" });
  return result.json<T>();
}
