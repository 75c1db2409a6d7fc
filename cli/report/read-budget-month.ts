import type { ClickHouseClient } from "@clickhouse/client";
import type { BudgetSums, Crossing, ReportData } from "./report-data.ts";

// A tenant's report has the budgets that are the tenant's own: those over all tenants would tell of the others.
const OF_TENANT =
  "({tenant:Nullable(String)} IS NULL OR tenant = {tenant:Nullable(String)} OR (scope = 'tenant' AND scope_value = {tenant:Nullable(String)}))";

/** The budgets of a month with their use, and when they passed their thresholds. */
export async function readBudgetMonth(
  client: ClickHouseClient,
  month: string,
  tenant: string | undefined,
): Promise<Pick<ReportData, "budgets" | "crossings">> {
  const read = async <Row>(query: string): Promise<Row[]> => {
    const query_params = { month: `${month}-01`, tenant: tenant ?? null };
    return (await client.query({ query, query_params, format: "JSONEachRow" })).json<Row>();
  };
  return {
    budgets: await read<BudgetSums>(`
      SELECT budget, tenant, scope, scope_value, period, timezone, period_name, toString(limit_usd) AS limit_usd, toString(spent_usd) AS spent_usd, used_percent, level
      FROM tollgate.budget_month_use(month = {month:Date}) WHERE ${OF_TENANT}
      ORDER BY budget, scope_value, period_name`),
    crossings: await read<Crossing>(`
      SELECT budget, scope, scope_value, period_name, threshold_percent, formatDateTime(crossed_at, '%F %T', 'UTC') AS crossed_at
      FROM tollgate.budget_month_crossings(month = {month:Date}) WHERE ${OF_TENANT}
      ORDER BY budget, scope_value, period_name, threshold_percent`),
  };
}
