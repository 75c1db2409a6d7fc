import type { ClickHouseClient } from "@clickhouse/client";
import type { BudgetRow } from "./budget-row.ts";

/** Appends a row, valid from the server's now on: older rows stay as the history. */
export async function writeBudget(
  client: ClickHouseClient,
  row: BudgetRow,
  options: { deleted?: boolean } = {},
): Promise<void> {
  const { deleted = false } = options;
  await client.insert({ table: "tollgate.budgets", values: [{ ...row, deleted }], format: "JSONEachRow" });
}
