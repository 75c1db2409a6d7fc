import type { ClickHouseClient } from "@clickhouse/client";
import type { BudgetRow } from "./budget-row.ts";

/** Appends a row, valid from now on: older rows stay as the history. */
export async function writeBudget(
  client: ClickHouseClient,
  row: BudgetRow,
  options: { deleted?: boolean; nowMs?: number } = {},
): Promise<void> {
  const { deleted = false, nowMs = Date.now() } = options;
  const validFrom = new Date(nowMs).toISOString().slice(0, 19).replace("T", " ");
  await client.insert({
    table: "tollgate.budgets",
    values: [{ ...row, valid_from: validFrom, deleted: deleted ? 1 : 0 }],
    format: "JSONEachRow",
  });
}
