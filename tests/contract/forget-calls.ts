import type { ClickHouseClient } from "@clickhouse/client";

/** Empties the ledger of a test's engine. Its hours are touched again, so that views read them from the ledger and the rollups forget them too. */
export async function forgetCalls(client: ClickHouseClient): Promise<void> {
  await client.command({ query: "TRUNCATE TABLE tollgate.llm_calls" });
  await client.command({
    query:
      "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT hour, now64(3, 'UTC') FROM tollgate.touched_hours GROUP BY hour",
  });
}
