import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query-rows.ts";
import { utc } from "./span-row.ts";

const PENDING =
  "SELECT (SELECT count() FROM tollgate.hours_to_roll) + (SELECT count() FROM tollgate.scope_hours_to_roll) + (SELECT count() FROM tollgate.value_hours_to_roll) + (SELECT count() FROM tollgate.usage_hours_to_roll) AS hours";

/** Each rollup, and which of its rows are markers. */
const ROLLUPS = {
  spend_hourly: "is_marker = 1",
  spend_scopes: "is_marker = 1",
  spend_values: "dimension = ''",
  spend_usage: "is_marker = 1",
};

/** Waits until every touched hour has been rolled up: from then on the views answer from the rollups. @throws when that does not happen */
export async function rollUp(client: ClickHouseClient): Promise<void> {
  // A touch counts as done by a refresh that begins 30 s after it. Instead of waiting, touches move a minute into the past and
  // what was known as done before is forgotten.
  const hours = await queryRows(client, "SELECT DISTINCT hour FROM tollgate.touched_hours");
  const values = hours.map(({ hour }) => ({ hour, touched_at: utc(Date.now() - 60_000) }));
  await client.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  for (const [rollup, isMarker] of Object.entries(ROLLUPS))
    await client.command({ query: `DELETE FROM tollgate.${rollup} WHERE ${isMarker}` });
  await client.insert({ table: "tollgate.touched_hours", values, format: "JSONEachRow" });
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await queryRows(client, PENDING);
    if (row?.hours === "0") return;
    for (const rollup of Object.keys(ROLLUPS))
      await client.command({ query: `SYSTEM REFRESH VIEW tollgate.${rollup}_refresh` });
    await sleep(200);
  }
  throw new Error("The rollups did not catch up");
}
