import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";

/** Those that divide by user, which an erasure waits for. */
const VIEWS = ["spend_scopes_refresh", "spend_values_refresh"];

/** Refreshes these rollups again and again while `work` is done, which would wait for up to 15 seconds for each of their own turns. */
export async function refreshMeanwhile<T>(client: ClickHouseClient, work: Promise<T>): Promise<T> {
  let isDone = false;
  const refresh = async () => {
    while (!isDone) {
      for (const what of ["REFRESH", "WAIT"])
        for (const view of VIEWS) await client.command({ query: `SYSTEM ${what} VIEW tollgate.${view}` });
      await sleep(500);
    }
  };
  const refreshing = refresh();
  try {
    return await work;
  } finally {
    isDone = true;
    await refreshing;
  }
}
