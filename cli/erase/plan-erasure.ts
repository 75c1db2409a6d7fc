import type { ClickHouseClient } from "@clickhouse/client";
import { dropErasing } from "./clear-leftovers.ts";
import type { ErasurePlan } from "./erasure.ts";
import { erasureSql } from "./erasure-sql.ts";
import { type LandingTable, landingTables } from "./landing-tables.ts";
import { type ErasureRequest, prepareErasure } from "./prepare-erasure.ts";
import { elsewhere, userTenants } from "./user-places.ts";

/** What erasing would change. It writes down what it looks for and forgets it again; nothing else is written. */
export async function planErasure(client: ClickHouseClient, request: ErasureRequest): Promise<ErasurePlan> {
  const landing = await landingTables(client);
  const tenants = (await userTenants(client, request.user)).filter(({ tenant }) => request.tenants.includes(tenant));
  const id = await prepareErasure(client, request, landing);
  try {
    return { tenants, ...(await planRows(client, id, landing)), elsewhere: await elsewhere(client, request.user) };
  } finally {
    await dropErasing(client, id);
  }
}

/** Rows that a prepared run will change or delete, by table, and the budgets it will end. */
async function planRows(
  client: ClickHouseClient,
  id: string,
  landing: readonly LandingTable[],
): Promise<Pick<ErasurePlan, "rows" | "budgets">> {
  const sql = erasureSql(id);
  const conditions: Record<string, string> = {
    llm_calls: `${sql.itsRows} OR ${sql.itsTombstones}`,
    call_events: sql.itsRows,
    call_labels: sql.itsLabels,
    ...Object.fromEntries(
      landing.map(({ name, kind, maps }) => [
        name,
        kind === "signals" ? sql.itsSignals(maps, "Timestamp") : sql.itsMetrics(maps),
      ]),
    ),
    spend_scopes: `scope = 'user' AND ${sql.isUser("value")}`,
    spend_values: `dimension = 'user' AND ${sql.isUser("value")}`,
    rejected_spans: sql.itsRejected,
    budgets: sql.itsBudgets,
  };
  const rows: Record<string, number> = {};
  for (const [table, where] of Object.entries(conditions)) {
    const query = `SELECT toUInt32(count()) AS rows FROM tollgate.${table} WHERE ${where}`;
    const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: number }>();
    if (row !== undefined && row.rows > 0) rows[table] = row.rows;
  }
  const query = `SELECT DISTINCT budget FROM tollgate.budgets WHERE ${sql.itsBudgets} ORDER BY budget`;
  const budgets = await (await client.query({ query, format: "JSONEachRow" })).json<{ budget: string }>();
  return { rows, budgets: budgets.map(({ budget }) => budget) };
}
