import { denied } from "./denied.ts";
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
