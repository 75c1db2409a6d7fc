import { denied } from "./denied.ts";
import { isLandingTable } from "./is-landing-table.ts";
import type { InsertStatement } from "./parse-insert.ts";
import { plainName } from "./plain-name.ts";
import type { UserName } from "./users.ts";

/**
 * What the writer may insert: landing tables (1xx), by plain column names and in a format that holds values only. `Values` would
 * evaluate expressions, and SETTINGS could smuggle in the SELECT of another table.
 */
export function assertMayInsert(user: UserName, insert: InsertStatement, database: string): void {
  const table = plainName(insert.table, database);
  if (user === "admin") return;
  if (user !== "writer" || !isLandingTable(table)) throw denied(user, `INSERT ON ${table}`);
  if (!/^(Native|JSONEachRow)$/.test(insert.format))
    throw denied(user, `INSERT … FORMAT ${insert.format} (allowed: Native, JSONEachRow)`);
  if (!/^(\([\w\s.,`"]*\))?$/.test(insert.columns) || insert.settings !== "")
    throw denied(user, "INSERT with SETTINGS or with expressions as columns");
}
