import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query-rows.ts";
import { utc } from "./span-row.ts";

/** Each rollup: which hours are still to be rolled, and which of its rows are markers. */
const ROLLUPS: Readonly<Record<string, { pending: string; isMarker: string }>> = {
  spend_hourly: { pending: "hours_to_roll", isMarker: "is_marker = 1" },
  spend_scopes: { pending: "scope_hours_to_roll", isMarker: "is_marker = 1" },
  spend_values: { pending: "value_hours_to_roll", isMarker: "dimension = ''" },
  spend_usage: { pending: "usage_hours_to_roll", isMarker: "is_marker = 1" },
  call_stats: { pending: "stats_hours_to_roll", isMarker: "part = 'marker'" },
  session_sums: { pending: "session_hours_to_roll", isMarker: "is_marker = 1" },
};

/** Last: it tells the views what the others have caught up with. */
const STATE = "touched_hours";

const PENDING = `SELECT ${[...Object.values(ROLLUPS).map(({ pending }) => pending), "hours_not_rolled"]
  .map((pending) => `(SELECT count() FROM tollgate.${pending})`)
  .join(" + ")} AS hours`;

/**
 * Waits until every touched hour has been rolled up: from then on the views answer from the rollups. Nothing may be written or read meanwhile.
 *
 * @throws when that does not happen
 */
export async function rollUp(client: ClickHouseClient): Promise<void> {
  const views = [...Object.keys(ROLLUPS), STATE].map((rollup) => `tollgate.${rollup}_refresh`);
  const each = async (what: string) => {
    for (const view of views) await client.command({ query: `SYSTEM ${what} VIEW ${view}` });
  };
  // A refresh that began before the newest rows would be believed to have seen them, once their touches are moved.
  await each("STOP");
  await until(client, "SELECT count() AS hours FROM system.view_refreshes WHERE status = 'Running'");
  // A touch counts as done by a refresh that begins 30 s after it. Instead of waiting, touches move a minute into the past and
  // what was known as done before is forgotten.
  const hours = await queryRows(client, "SELECT DISTINCT hour FROM tollgate.touched_hours");
  const values = hours.map(({ hour }) => ({ hour, touched_at: utc(Date.now() - 60_000) }));
  await client.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  for (const [rollup, { isMarker }] of Object.entries(ROLLUPS))
    await client.command({ query: `DELETE FROM tollgate.${rollup} WHERE ${isMarker}` });
  await client.insert({ table: "tollgate.touched_hours", values, format: "JSONEachRow" });
  await each("START");
  await until(client, PENDING, async () => {
    await each("REFRESH");
    await each("WAIT");
  });
}

async function until(client: ClickHouseClient, query: string, meanwhile: () => Promise<void> = async () => {}) {
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await queryRows(client, query);
    if (row?.hours === "0") return;
    await meanwhile();
    await sleep(100);
  }
  throw new Error("The rollups did not catch up");
}
