import type { ClickHouseClient } from "@clickhouse/client";
import { ERASED } from "./erasure.ts";
import { erasureSql } from "./erasure-sql.ts";
import type { LandingTable } from "./landing-tables.ts";
import { runMutation } from "./run-mutation.ts";

export interface EraseRowsOptions {
  landing: readonly LandingTable[];
  /** Called with the rows that a table had for the user, when they are done. */
  onTable: (table: string, rows: number) => Promise<void>;
  onProgress?: (table: string, partsLeft: number) => void;
}

/**
 * Takes the user out of every table but the rollups, in an order in which each step can be repeated: what finds the rows of a step is changed by a
 * later one. Labels before the ledger, because they are the user's by its spans.
 */
export async function eraseRows(client: ClickHouseClient, id: string, options: EraseRowsOptions): Promise<void> {
  const { landing, onTable, onProgress = () => {} } = options;
  const sql = erasureSql(id);
  const count = async (table: string, where: string) => {
    const query = `SELECT toUInt32(count()) AS rows FROM tollgate.${table} WHERE ${where}`;
    return (await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: number }>())[0]?.rows ?? 0;
  };
  const change = async (table: string, where: string, what: string) => {
    const rows = await count(table, where);
    // Nothing to do is the usual case of a repeated run; a mutation would still read the whole table.
    if (rows > 0)
      await runMutation(client, { table, change: `${what} WHERE ${where}`, run: id }, (parts) =>
        onProgress(table, parts),
      );
    await onTable(table, rows);
  };

  if ((await count("call_labels", sql.itsLabels)) > 0) {
    // In a subquery, because behind REPLACE the condition would be of the new names. Trace and span are of the key, which no mutation can change: written anew, then deleted. Twice written is once read.
    await client.command({
      query: `INSERT INTO tollgate.call_labels SELECT * REPLACE(${sql.newLabels}) FROM (SELECT * FROM tollgate.call_labels FINAL WHERE ${sql.itsLabels})`,
    });
  }
  await change("call_labels", sql.itsLabels, "DELETE");
  await change("call_events", sql.itsRows, `UPDATE ${sql.newColumns}`);
  await change("llm_calls", sql.itsTombstones, "UPDATE user_id = ''");
  await change("llm_calls", sql.itsRows, `UPDATE ${sql.newColumns}, ${sql.newSpanColumn}`);
  for (const { name, kind, maps, hasExemplars } of landing) {
    if (kind === "signals") await change(name, sql.itsSignals(maps, "Timestamp"), "DELETE");
    else {
      if (hasExemplars) await change(name, sql.itsExemplars, `UPDATE ${await noExemplars(client, name)}`);
      await change(name, sql.itsMetrics(maps), `UPDATE ${maps.map(sql.newMap).join(", ")}`);
    }
  }
  await change("rejected_spans", sql.itsRejected, "DELETE");
  // A budget of this user ends: its limit would otherwise be compared with everybody who was erased.
  await client.command({
    query: `
      INSERT INTO tollgate.budgets
      SELECT * REPLACE(now('UTC') AS valid_from, now64(3, 'UTC') AS recorded_at, true AS deleted, '${ERASED}' AS scope_value)
      FROM (SELECT * FROM tollgate.budgets WHERE ${sql.itsBudgets} ORDER BY valid_from DESC, recorded_at DESC LIMIT 1 BY budget)`,
  });
  await change("budgets", sql.itsBudgets, `UPDATE scope_value = '${ERASED}'`);
}

/** All columns of a nested list have to be emptied in one statement, each by its type. */
async function noExemplars(client: ClickHouseClient, table: string): Promise<string> {
  const query =
    "SELECT name, type FROM system.columns WHERE database = 'tollgate' AND table = {table:String} AND startsWith(name, 'Exemplars.')";
  const result = await client.query({ query, query_params: { table }, format: "JSONEachRow" });
  const columns = await result.json<{ name: string; type: string }>();
  return columns.map(({ name, type }) => `\`${name}\` = CAST([], '${type}')`).join(", ");
}
