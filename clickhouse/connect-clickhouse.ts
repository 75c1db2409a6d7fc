import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";

/**
 * A client for `http://user:password@host:port`. Close it when done.
 *
 * The client's own log is off: it prints every refused statement with its stack, and our callers say what failed in one line.
 */
export function connectClickHouse(url: string, options: { requestTimeoutMs?: number } = {}): ClickHouseClient {
  const { requestTimeoutMs = 30_000 } = options;
  return createClient({
    url,
    application: "tollgate",
    request_timeout: requestTimeoutMs,
    log: { level: ClickHouseLogLevel.OFF },
  });
}
