import { ClickHouseError } from "./clickhouse-error.ts";

/** The error for what a server can and this front cannot: code 48. */
export function unsupported(what: string): ClickHouseError {
  return new ClickHouseError(48, "NOT_IMPLEMENTED", `The embedded engine's front does not support ${what}`);
}
