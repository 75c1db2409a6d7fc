import type { ClickHouseClient } from "@clickhouse/client";
import { connectClickHouse } from "./connect-clickhouse.ts";

/** Most statements take milliseconds; one that copies a rollup of years takes minutes, and would go on in the server when nobody waits for it any more. */
const STATEMENT_PATIENCE_MS = 3_600_000;

/** A client for `migrate`. Close it when done. */
export function connectForMigration(url: string): ClickHouseClient {
  return connectClickHouse(url, { requestTimeoutMs: STATEMENT_PATIENCE_MS });
}
