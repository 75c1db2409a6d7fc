import { ClickHouseError } from "./clickhouse-error.ts";

/** A server runs nothing but reading statements for a GET, so that no link can change data. */
export function assertReadsOnly(sql: string): void {
  const reads = /^\s*\(*(SELECT|WITH|SHOW|DESCRIBE|EXISTS|EXPLAIN)\b/i.test(sql);
  // WITH may also open an INSERT. A text that only holds those words must be sent by POST then.
  if (reads && !/^\s*WITH\b.*\bINSERT\s+INTO\b/is.test(sql)) return;
  throw new ClickHouseError(
    164,
    "READONLY",
    "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should use method POST for modifying queries",
  );
}
