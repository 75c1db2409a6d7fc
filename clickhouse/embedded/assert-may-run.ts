import { denied } from "./denied.ts";
import { isLandingTable } from "./is-landing-table.ts";
import type { UserName } from "./users.ts";

/**
 * Whether a statement's kind is for this user at all. `sql` is the engine's own single-line spelling of one statement
 * (formatQuerySingleLine), so neither comments nor a second statement can hide in it.
 */
export function assertMayRun(user: UserName, sql: string): void {
  if (user === "admin") return;
  const words = sql.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
  if (user === "writer") {
    const table = /^DESCRIBE TABLE (\S+)$/.exec(sql)?.[1]?.replaceAll(/[`"]/g, "");
    if (table !== undefined && isLandingTable(table)) return;
    if (/^SELECT (1|'ping'|version\(\)|timezone\(\))$/.test(sql)) return;
    throw denied(user, "anything but INSERT INTO and DESCRIBE of tollgate.otel_*");
  }
  if (/\bINTO OUTFILE\b/.test(words)) throw denied(user, "INTO OUTFILE");
  if (/:\s*Identifier\s*\}/.test(words)) throw denied(user, "parameters of type Identifier");
  if (/^\(*(SELECT|WITH)\b/.test(words)) return;
  if (user === "reader" && /^(SHOW (DATABASES|TABLES|COLUMNS)\b|(DESCRIBE|EXISTS) TABLE [\w.]+$)/.test(words)) return;
  throw denied(user, `${words.split(" ", 2).join(" ")} (this user may only SELECT)`);
}
