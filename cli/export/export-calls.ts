import type { ClickHouseClient } from "@clickhouse/client";
import { type ExportFormat, exportColumns } from "./export-columns.ts";
import { CALLS_IN_PERIOD, type CallFilter, filterParams, planPages } from "./plan-pages.ts";

/** Calls of one query: some 20 MB of text, which the embedded engine's front holds whole. */
const PAGE_CALLS = 50_000;

const ENGINE_FORMAT: Readonly<Record<ExportFormat, string>> = { csv: "CSV", jsonl: "JSONEachRow" };

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
  const select = columns.map(({ name, sql }) => (sql === `c.${name}` ? sql : `${sql} AS ${name}`)).join(", ");
  const query = `SELECT ${select} FROM tollgate.calls AS c WHERE ${CALLS_IN_PERIOD} ORDER BY c.ts, c.tenant, c.call_id FORMAT ${ENGINE_FORMAT[format]}`;
  let done = 0;
  onProgress(done, total);
  for (const page of pages) {
    const { stream } = await client.exec({
      query,
      query_params: filterParams({ ...options, from: page.from, to: page.to }),
      // A server then answers when it has everything: an error comes as an error and not in the middle of the rows.
      clickhouse_settings: { wait_end_of_query: 1 },
    });
    for await (const chunk of stream) yield chunk as Buffer;
    done += page.calls;
    onProgress(done, total);
  }
}
