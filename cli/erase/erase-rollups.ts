import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { ERASED } from "./erasure.ts";
import { erasureSql } from "./erasure-sql.ts";
import { runMutation } from "./run-mutation.ts";

/** Rollups that divide spend by user: which rows do, which of them are moved, and which column is their hour or day. */
const ROLLUPS = [
  // Days and months follow their quarters.
  {
    table: "spend_scopes",
    ofUsers: "scope = 'user'",
    moved: "is_marker = 0",
    start: "hour",
    pending: "scope_hours_to_roll",
  },
  {
    table: "spend_values",
    ofUsers: "dimension = 'user'",
    moved: "true",
    start: "start",
    pending: "value_hours_to_roll",
  },
] as const;

type Rollup = (typeof ROLLUPS)[number];

export interface EraseRollupsOptions {
  onTable: (table: string, rows: number) => Promise<void>;
  onProgress?: (hoursLeft: number) => void;
  /** How long hours may stay to be rolled without any progress: the open hour does as long as calls come. @default 90_000 */
  patienceMs?: number;
}

/**
 * Takes the user out of the rollups once the ledger no longer has it. Touching its hours makes views read them from the ledger at once, and the rollups
 * post the difference themselves: minus under the user, plus under the mark. What is left of the user then sums to zero and is deleted.
 * Hours that the ledger no longer has cannot be rolled up anew; those, and hours that are still being written, are moved here by the same two entries.
 * Last all hours are touched once more, so that any call that was posted in between is counted right.
 */
export async function eraseRollups(client: ClickHouseClient, id: string, options: EraseRollupsOptions): Promise<void> {
  const sql = erasureSql(id);
  await client.command({ query: sql.touch(30) });
  await waitForRollups(client, sql.hours, options);
  // Rollups that wait less than 30 seconds would have taken that touch for an old one.
  if (await isAnyUnposted(client, id)) {
    await client.command({ query: sql.touch(0) });
    await waitForRollups(client, sql.hours, options);
  }
  for (const rollup of ROLLUPS) {
    await moveRest(client, id, rollup);
    if (rollup.table === "spend_scopes") await sumQuarters(client, id);
    await options.onTable(rollup.table, await deleteZeros(client, id, rollup));
  }
  await client.command({ query: sql.touch(30) });
}

async function waitForRollups(
  client: ClickHouseClient,
  hours: string,
  { onProgress = () => {}, patienceMs = 90_000 }: EraseRollupsOptions,
): Promise<void> {
  const pending = ROLLUPS.map((rollup) => `SELECT hour FROM tollgate.${rollup.pending}`).join(" UNION ALL ");
  const query = `SELECT toUInt32(count()) AS hours FROM (${pending}) WHERE hour IN ${hours}`;
  let least = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<{ hours: number }>();
    const left = row?.hours ?? 0;
    if (left < least) [least, since] = [left, performance.now()];
    if (left === 0 || performance.now() - since > patienceMs) return;
    onProgress(left);
    await sleep(1_000);
  }
}

/** Whether an hour or day that is not to be rolled any more still has the user. */
async function isAnyUnposted(client: ClickHouseClient, id: string): Promise<boolean> {
  const sql = erasureSql(id);
  for (const { table, ofUsers, moved, start, pending } of ROLLUPS) {
    const { keys, sums } = await columnsOf(client, table);
    const query = `
      SELECT 1 FROM tollgate.${table} AS r
      WHERE ${ofUsers} AND ${moved} AND ${sql.isUser("value")} AND toStartOfDay(${start}) IN (SELECT toStartOfDay(toDateTime(value, 'UTC')) FROM tollgate.erasing WHERE erasure_id = '${id}' AND kind = 'hour')
        AND toStartOfDay(${start}) NOT IN (SELECT toStartOfDay(hour) FROM tollgate.${pending})
        AND ${start} >= (SELECT first_hour FROM tollgate.ledger_floor)
      GROUP BY ${keys.join(", ")} HAVING ${sums.map((name) => `sum(r.${name}) != 0`).join(" OR ")} LIMIT 1`;
    const rows = await (await client.query({ query, format: "JSONEachRow" })).json();
    if (rows.length > 0) return true;
  }
  return false;
}

/** The measures are what a rollup sums; everything else but them and what it takes the maximum of is its key. */
async function columnsOf(client: ClickHouseClient, table: string): Promise<{ keys: string[]; sums: string[] }> {
  const query = `
    SELECT name, is_in_sorting_key AS isKey, startsWith(type, 'SimpleAggregateFunction(sum,') AS isSum
    FROM system.columns WHERE database = 'tollgate' AND table = {table:String} ORDER BY position`;
  const result = await client.query({ query, query_params: { table }, format: "JSONEachRow" });
  const columns = await result.json<{ name: string; isKey: number; isSum: number }>();
  return {
    keys: columns.filter(({ isKey }) => isKey === 1).map(({ name }) => name),
    sums: columns.filter(({ isSum }) => isSum === 1).map(({ name }) => name),
  };
}

async function moveRest(client: ClickHouseClient, id: string, rollup: Rollup): Promise<void> {
  const { table, ofUsers, moved, start, pending } = rollup;
  const { keys, sums } = await columnsOf(client, table);
  const sql = erasureSql(id);
  await client.command({
    query: `
      INSERT INTO tollgate.${table} (${[...keys, ...sums].join(", ")})
      SELECT ${keys.map((key) => (key === "value" ? `if(sign > 0, '${ERASED}', value)` : key)).join(", ")}, ${sums.map((name) => `sign * ${name}`).join(", ")}
      FROM
      (
        SELECT ${keys.join(", ")}, ${sums.map((name) => `sum(r.${name}) AS ${name}`).join(", ")}
        FROM tollgate.${table} AS r
        WHERE ${ofUsers} AND ${moved} AND ${sql.isUser("value")} AND (${start} < (SELECT first_hour FROM tollgate.ledger_floor)
          OR toStartOfDay(${start}) IN (SELECT toStartOfDay(hour) FROM tollgate.${pending} WHERE hour IN ${sql.hours}))
        GROUP BY ${keys.join(", ")}
        HAVING ${sums.map((name) => `${name} != 0`).join(" OR ")}
      )
      ARRAY JOIN [toInt8(1), toInt8(-1)] AS sign`,
  });
}

/** Brings days and months of the user and of the mark to what their quarters say, in one reading of the table: nothing can be posted in between. */
async function sumQuarters(client: ClickHouseClient, id: string): Promise<void> {
  const of = "tollgate_last_hour_of_";
  await client.command({
    query: `
      INSERT INTO tollgate.spend_scopes (is_marker, scope, hour, tenant, value, quarter, calls, usd, refund_usd)
      SELECT place.1 AS grain, scope, place.2 AS last_hour, tenant, value, last_hour, sum(place.3 * r.calls) AS calls, sum(place.3 * r.usd) AS usd, sum(place.3 * r.refund_usd) AS refund_usd
      FROM
      (
        SELECT scope, tenant, value, calls, usd, refund_usd,
          arrayJoin(if(is_marker = 0, [(2, ${of}day(hour), 1), (3, ${of}month(hour), 1)], [(is_marker, hour, -1)])) AS place
        FROM tollgate.spend_scopes
        WHERE is_marker IN (0, 2, 3) AND scope = 'user' AND (value = '${ERASED}' OR ${erasureSql(id).isUser("value")})
      ) AS r
      GROUP BY grain, scope, last_hour, tenant, value
      HAVING calls != 0 OR usd != 0 OR refund_usd != 0
      SETTINGS max_partitions_per_insert_block = 0`,
  });
}

/** Rows that add up to nothing, whatever was in them. Which those are is written down first: it would change while parts are rewritten. */
async function deleteZeros(client: ClickHouseClient, id: string, { table, ofUsers }: Rollup): Promise<number> {
  const { keys, sums } = await columnsOf(client, table);
  const sql = erasureSql(id);
  const place = `concat('${table} ', toString(cityHash64(${keys.join(", ")})))`;
  await client.command({
    query: `
      INSERT INTO tollgate.erasing (erasure_id, kind, value)
      SELECT '${id}', 'rolled', ${place} FROM tollgate.${table} AS r
      WHERE ${ofUsers} AND ${sql.isUser("value")}
      GROUP BY ${keys.join(", ")} HAVING ${sums.map((name) => `sum(r.${name}) = 0`).join(" AND ")}`,
  });
  const where = `${ofUsers} AND ${sql.isUser("value")} AND ${place} IN ${sql.rolled}`;
  const query = `SELECT toUInt32(count()) AS rows FROM tollgate.${table} WHERE ${where}`;
  const [found] = await (await client.query({ query, format: "JSONEachRow" })).json<{ rows: number }>();
  if (found !== undefined && found.rows > 0)
    await runMutation(client, { table, change: `DELETE WHERE ${where}`, run: id });
  return found?.rows ?? 0;
}
