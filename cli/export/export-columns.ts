import type { ClickHouseClient } from "@clickhouse/client";

/** What a file has when nobody chooses. The view has more: those of `--columns`. */
const DEFAULT_COLUMNS = [
  ...["ts", "tenant", "call_id", "provider", "operation", "request_model", "model", "agent", "user_id", "session"],
  ...[
    "project",
    "customer",
    "workflow",
    "environment",
    "service",
    "status",
    "tier",
    "input_tokens",
    "cache_read_tokens",
  ],
  ...["cache_write_tokens", "cache_write_1h_tokens", "output_tokens", "reasoning_tokens", "latency_ms"],
  ...["time_to_first_chunk_ms", "cost_usd", "cost_status", "price_id", "usage_source", "source", "trace_id", "span_id"],
];

export type ExportFormat = "csv" | "jsonl";

export interface ExportColumn {
  name: string;
  /** SQL of the value as it is written. */
  sql: string;
}

/**
 * The columns of an export, in the order that was asked for. Money and 64-bit ids are text in both formats, because a reader that takes them
 * for floats would lose digits; a missing value is null in JSON and empty in CSV.
 *
 * @throws {Error} When a name is no column of the view.
 */
export async function exportColumns(
  client: ClickHouseClient,
  format: ExportFormat,
  asked: readonly string[] = DEFAULT_COLUMNS,
): Promise<ExportColumn[]> {
  const result = await client.query({ query: "DESCRIBE TABLE tollgate.calls", format: "JSONEachRow" });
  const types = new Map((await result.json<{ name: string; type: string }>()).map(({ name, type }) => [name, type]));
  const unknown = asked.filter((name) => !types.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `Cannot export column "${unknown.join('", "')}": tollgate.calls has ${[...types.keys()].sort().join(", ")}`,
    );
  }
  return asked.map((name) => ({ name, sql: written(`c.${name}`, types.get(name) ?? "", format) }));
}

function written(column: string, type: string, format: ExportFormat): string {
  if (type.startsWith("Nullable(") && format === "csv") return `ifNull(toString(${column}), '')`;
  return /Decimal|Int64|Int128|Int256/.test(type) ? `toString(${column})` : column;
}
