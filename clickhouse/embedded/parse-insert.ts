/** An INSERT whose rows come with the request. */
export interface InsertStatement {
  /** As written: `"tollgate"."otel_traces"`. */
  table: string;
  /** As written, with brackets; '' when the statement names none. */
  columns: string;
  /** As written, without the word SETTINGS. */
  settings: string;
  format: string;
  /** Rows that stand in the statement itself; more may follow in the body. */
  inlineRows: string;
}

const NAME = /(?:`[^`]+`|"[^"]+"|[A-Za-z_]\w*)/.source;
const INSERT = new RegExp(
  `^\\s*INSERT\\s+INTO\\s+(?:TABLE\\s+)?(${NAME}(?:\\s*\\.\\s*${NAME})?)\\s*` +
    `(\\((?:[^()]|\\([^()]*\\))*\\))?\\s*(?:SETTINGS\\s+([^()]*?)\\s+)?\\b(?:FORMAT\\s+(\\w+)|(VALUES))(?:[ \\t]*\\r?\\n|\\s|(?=\\()|$)`,
  "i",
);

/**
 * Splits an INSERT from its rows, or undefined for any other statement (INSERT … SELECT is one).
 *
 * Why: the engine cuts rows inside a statement at the first blank line and runs the rest as SQL, so rows never reach it that way.
 */
export function parseInsert(sql: string): InsertStatement | undefined {
  const match = INSERT.exec(sql);
  if (match === null) return undefined;
  const [head, table = "", columns = "", settings = "", format, values] = match;
  return {
    table,
    columns,
    settings,
    format: values === undefined ? (format ?? "Values") : "Values",
    inlineRows: sql.slice(head.length).replace(/;\s*$/, ""),
  };
}
