import type { IncomingMessage } from "node:http";
import { unsupported } from "./unsupported.ts";

/** URL parameters that are not settings. */
export const NOT_SETTINGS = new Set([
  "query",
  "database",
  "default_format",
  "user",
  "password",
  "quota_key",
  "query_id",
  "role",
  "client_protocol_version",
  "enable_http_compression",
  "compress",
  "decompress",
  "session_id",
  "session_timeout",
  "wait_end_of_query",
  "send_progress_in_http_headers",
  "http_headers_progress_interval_ms",
  "buffer_size",
]);

/** What a request asks, apart from who asks. */
export interface ClickHouseRequest {
  /** The `query` parameter; '' when the statement is the body. */
  query: string;
  database: string;
  format: string;
  params: Map<string, string>;
  settings: Map<string, string>;
}

export function readParameters(request: IncomingMessage, url: URL): ClickHouseRequest {
  const params = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (/^param_\w+$/.test(name)) params.set(name.slice("param_".length), value);
    else if (!NOT_SETTINGS.has(name) && /^\w+$/.test(name)) settings.set(name, value);
  }
  const headerFormat = request.headers["x-clickhouse-format"];
  const headerDatabase = request.headers["x-clickhouse-database"];
  if (url.searchParams.get("decompress") === "1") throw unsupported("compressed request blocks (set compress: none)");
  if (url.searchParams.get("compress") === "1")
    throw unsupported("compressed answer blocks (set compression none or gzip)");
  if (url.searchParams.has("session_id")) throw unsupported("session_id");
  return {
    query: url.searchParams.get("query") ?? "",
    database: url.searchParams.get("database") ?? asText(headerDatabase) ?? "default",
    format: url.searchParams.get("default_format") ?? asText(headerFormat) ?? "TabSeparated",
    params,
    settings,
  };
}

function asText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
