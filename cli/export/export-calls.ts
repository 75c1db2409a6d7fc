import type { ClickHouseClient } from "@clickhouse/client";
import { type ExportColumn, type ExportFormat, exportColumns } from "./export-columns.ts";
import { type CallFilter, callsInPeriod, filterParams, planPages } from "./plan-pages.ts";

/** Calls of one query: some 20 MB of text, which the embedded engine's front holds whole. */
const PAGE_CALLS = 50_000;

const ENGINE_FORMAT: Readonly<Record<ExportFormat, string>> = { csv: "CSV", jsonl: "JSONEachRow" };

const CORRECTIONS = `LEFT JOIN
  (SELECT e.hour AS hour, e.tenant AS tenant, e.call_id AS call_id, sum(e.cost_usd) AS delta_usd FROM tollgate.ledger_entries AS e
   WHERE e.kind = 'correction' AND ${callsInPeriod("e")} GROUP BY e.hour, e.tenant, e.call_id) AS k
  ON k.hour = c.hour AND k.tenant = c.tenant AND k.call_id = c.call_id`;

export interface ExportOptions extends CallFilter {
  format: ExportFormat;
  columns?: readonly string[];
  /** Calls of one query. @default 50000 */
  pageCalls?: number;
  /** Told of the calls written so far and of all that will be. */
  onProgress?: (calls: number, total: number) => void;
}

/**
 * The calls of a period, one a line in order of time, as pieces of a file. Fails whenever a query does: what was yielded before is no whole
 * file then.
 */
export async function* exportCalls(client: ClickHouseClient, options: ExportOptions): AsyncGenerator<Buffer> {
  const { format, pageCalls = PAGE_CALLS, onProgress = () => {} } = options;
  const columns = await exportColumns(client, format, options.columns);
  const pages = await planPages(client, options, pageCalls);
  const total = pages.reduce((sum, page) => sum + page.calls, 0);
  if (format === "csv") yield Buffer.from(`${columns.map(({ name }) => name).join(",")}\n`);
  let done = 0;
  onProgress(done, total);
  for (const page of pages) {
    const { stream } = await client.exec({
      query: pageSql(columns, format, page.isCorrected),
      query_params: filterParams({ ...options, from: page.from, to: page.to }),
      // A server then answers when it has everything: an error comes as an error and not in the middle of the rows.
      clickhouse_settings: { wait_end_of_query: 1 },
    });
    for await (const chunk of stream) yield chunk as Buffer;
    done += page.calls;
    onProgress(done, total);
  }
}

function pageSql(columns: readonly ExportColumn[], format: ExportFormat, isCorrected: boolean): string {
  const values = columns.map(({ name, sql, correctedSql = sql }) => {
    const value = isCorrected ? correctedSql : sql;
    return value === `c.${name}` ? value : `${value} AS ${name}`;
  });
  const corrections = isCorrected ? CORRECTIONS : "";
  return (
    `SELECT ${values.join(", ")} FROM tollgate.calls AS c ${corrections} WHERE ${callsInPeriod("c")} ` +
    `ORDER BY c.ts, c.tenant, c.call_id FORMAT ${ENGINE_FORMAT[format]}`
  );
}
