import type { ClickHouseClient } from "@clickhouse/client";

/** What a file has when nobody chooses. The view has more: those of `--columns`. */
const DEFAULT_COLUMNS =
  `ts tenant call_id provider operation request_model model agent user_id session project customer workflow environment service
  status tier input_tokens cache_read_tokens cache_write_tokens cache_write_1h_tokens output_tokens reasoning_tokens latency_ms
  time_to_first_chunk_ms cost_usd billed_usd cost_status price_id usage_source source trace_id span_id`.split(/\s+/);

export type ExportFormat = "csv" | "jsonl";

export interface ExportColumn {
  name: string;
  /** SQL of the value as it is written, over tollgate.calls AS c. */
  sql: string;
  /** The same where a call may have corrections: over them AS k, too. @default `sql` */
  correctedSql?: string;
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
  const unknown = asked.filter((name) => !types.has(name) && name !== "billed_usd");
  if (unknown.length > 0) {
    const known = [...types.keys(), "billed_usd"].sort().join(", ");
    throw new Error(`Cannot export column "${unknown.join('", "')}": there are ${known}`);
  }
  return asked.map((name) => ({
    name,
    sql: written(name, types.get(name) ?? "", format),
    // The view has a call as it was billed; the corrections of re-pricing are entries of their own.
    ...(name === "cost_usd" && { correctedSql: "toString(c.cost_usd + k.delta_usd)" }),
  }));
}

function written(name: string, type: string, format: ExportFormat): string {
  if (name === "billed_usd") return "toString(c.cost_usd)";
  if (type.startsWith("Nullable(") && format === "csv") return `ifNull(toString(c.${name}), '')`;
  return /Decimal|Int64|Int128|Int256/.test(type) ? `toString(c.${name})` : `c.${name}`;
}
