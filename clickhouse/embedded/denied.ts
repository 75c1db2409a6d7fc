import { ClickHouseError } from "./clickhouse-error.ts";
import type { UserName } from "./users.ts";

/** The error of a user who may not do this: code 497, as a server's. */
export function denied(user: UserName, what: string): ClickHouseError {
  return new ClickHouseError(497, "ACCESS_DENIED", `${user}: Not enough privileges for ${what}.`);
}
