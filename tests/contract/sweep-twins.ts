import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { queryRows } from "./query-rows.ts";

/** Runs the sweep of 230_twins.sql until it has looked at all that has arrived. @throws when it does not within 20 s */
export async function sweepTwins(client: ClickHouseClient): Promise<void> {
  // One that is under way may have read before the last call arrived.
  await client.command({ query: "SYSTEM WAIT VIEW tollgate.twins_sweep" });
  const from = Math.floor(Date.now() / 1000);
  for (const deadlineMs = Date.now() + 20_000; Date.now() < deadlineMs; await sleep(100)) {
    await client.command({ query: "SYSTEM REFRESH VIEW tollgate.twins_sweep" });
    // A marker is some 30 s old; one that was posted by a sweep that began after `from` has seen everything.
    const [row] = await queryRows(
      client,
      `SELECT max(toUnixTimestamp(found_at)) AS at, max(toUnixTimestamp(swept_to)) AS swept_to FROM tollgate.twins WHERE is_marker = 1`,
    );
    if (Number(row?.at ?? 0) > from && Number(row?.swept_to ?? 0) > from - 3_600) {
      // The marker is visible some milliseconds before the tombstones are in the ledger (2 of 40 tries).
      await client.command({ query: "SYSTEM WAIT VIEW tollgate.twins_sweep" });
      return;
    }
  }
  throw new Error("The sweep for twins did not catch up");
}
