import { ClickHouseError } from "./clickhouse-error.ts";
import { type InsertStatement, plainName } from "./insert-statement.ts";
import type { UserName } from "./users.ts";

/** Tables of one database by kind; the front reads them from the engine. */
export interface KnownTables {
  views: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

const READABLE_SYSTEM_TABLES = new Set(
  ["one", "numbers", "tables", "columns", "databases", "functions", "data_type_families", "time_zones"].map(
    (name) => `system.${name}`,
  ),
);
const HARMLESS_TABLE_FUNCTIONS = new Set(["numbers", "zeros", "generate_series", "generateSeries", "values", "view"]);
const LANDING_TABLE = /^tollgate\.otel_\w+$/;

/**
 * What the writer may insert: landing tables (1xx), by plain column names and in a format that holds values only. `Values` would
 * evaluate expressions, and SETTINGS could smuggle in the SELECT of another table.
 */
export function assertMayInsert(user: UserName, insert: InsertStatement, database: string): void {
  const table = plainName(insert.table, database);
  if (user === "admin") return;
  if (user !== "writer" || !LANDING_TABLE.test(table)) throw denied(user, `INSERT ON ${table}`);
  if (!/^(Native|JSONEachRow)$/.test(insert.format))
    throw denied(user, `INSERT … FORMAT ${insert.format} (allowed: Native, JSONEachRow)`);
  if (!/^(\([\w\s.,`"]*\))?$/.test(insert.columns) || insert.settings !== "")
    throw denied(user, "INSERT with SETTINGS or with expressions as columns");
}

/** A server runs nothing but reading statements for a GET, so that no link can change data. */
export function assertReadsOnly(sql: string): void {
  if (/^\(*(SELECT|WITH|SHOW|DESCRIBE|EXISTS|EXPLAIN)\b/i.test(sql.trimStart())) return;
  throw new ClickHouseError(
    164,
    "READONLY",
    "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should use method POST for modifying queries",
  );
}

/**
 * Whether a statement's kind is for this user at all. `sql` is the engine's own single-line spelling of one statement
 * (formatQuerySingleLine), so neither comments nor a second statement can hide in it.
 */
export function assertMayRun(user: UserName, sql: string): void {
  if (user === "admin") return;
  const words = sql.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
  if (user === "writer") {
    const table = /^DESCRIBE TABLE (\S+)$/.exec(sql)?.[1]?.replaceAll(/[`"]/g, "");
    if (table !== undefined && LANDING_TABLE.test(table)) return;
    if (/^SELECT (1|'ping'|version\(\)|timezone\(\))$/.test(sql)) return;
    throw denied(user, "anything but INSERT INTO and DESCRIBE of tollgate.otel_*");
  }
  if (/\bINTO OUTFILE\b/.test(words)) throw denied(user, "INTO OUTFILE");
  if (/:\s*Identifier\s*\}/.test(words)) throw denied(user, "parameters of type Identifier");
  if (/^\(*(SELECT|WITH)\b/.test(words)) return;
  if (user === "reader" && /^(SHOW (DATABASES|TABLES|COLUMNS)\b|(DESCRIBE|EXISTS) TABLE [\w.]+$)/.test(words)) return;
  throw denied(user, `${words.split(" ", 2).join(" ")} (this user may only SELECT)`);
}

/**
 * Whether every table that a SELECT names is for this user. `ast` is the engine's EXPLAIN AST of the statement. The engine
 * inside one process knows one user only, so it cannot check this itself; on a server the roles of 900_roles.sql do.
 */
export function assertMayRead(
  user: UserName,
  statement: { sql: string; ast: string; database: string },
  known: KnownTables,
): void {
  const { ast, database } = statement;
  // Elsewhere than here, an unqualified name could be a table of `system` that hides behind a CTE of its name.
  if (database !== "default" && database !== "tollgate") throw denied(user, `database ${database}`);
  const ctes = new Set(Array.from(statement.sql.matchAll(/(?:\bWITH|,) `?(\w+)`? AS \(/g), (match) => match[1] ?? ""));
  const qualify = (name: string) => (name.includes(".") ? name : `${database}.${name}`);
  const mayRead = (table: string) =>
    user === "guard"
      ? table === "tollgate.budget_state" || table === "system.one"
      : known.views.has(table) || READABLE_SYSTEM_TABLES.has(table);
  const lines = ast.split("\n").map((line) => line.trim().split(" "));
  for (const [index, [kind, rawName = ""]] of lines.entries()) {
    const name = rawName.replaceAll(/[`"]/g, "");
    const isTableFunction = kind === "Function" && lines[index - 1]?.[0] === "TableExpression";
    const isCte = ctes.has(name) && !known.others.has(qualify(name));
    if (kind === "TableIdentifier" && !isCte && !mayRead(qualify(name)))
      throw denied(user, `SELECT ON ${qualify(name)}`);
    if (isTableFunction && !HARMLESS_TABLE_FUNCTIONS.has(name) && !mayRead(qualify(name))) {
      throw denied(user, `table function ${name}`);
    }
    // `x IN table` names a table as a plain identifier; a column of that name is refused with it.
    if (kind === "Identifier" && known.others.has(qualify(name))) throw denied(user, `SELECT ON ${qualify(name)}`);
    if (kind === "Function" && /^(file|joinGet|dictGet|dictHas)/i.test(name)) throw denied(user, `function ${name}`);
  }
}

function denied(user: UserName, what: string): ClickHouseError {
  return new ClickHouseError(497, "ACCESS_DENIED", `${user}: Not enough privileges for ${what}.`);
}
