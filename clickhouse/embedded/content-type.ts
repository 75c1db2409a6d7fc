const CONTENT_TYPES: readonly [RegExp, string][] = [
  [/^(JSONEachRow|JSONCompactEachRow|JSONStringsEachRow|NDJSON|JSONLines)/i, "application/x-ndjson; charset=UTF-8"],
  [/^JSON/i, "application/json; charset=UTF-8"],
  [/^CSV\w*WithNames/i, "text/csv; charset=UTF-8; header=present"],
  [/^CSV/i, "text/csv; charset=UTF-8; header=absent"],
  [/^(TSV|TabSeparated)/i, "text/tab-separated-values; charset=UTF-8"],
  [/^(Native|RowBinary|Parquet|Arrow)/i, "application/octet-stream"],
];

/** The Content-Type a server sends for an output format. */
export function contentType(format: string): string {
  return CONTENT_TYPES.find(([pattern]) => pattern.test(format))?.[1] ?? "text/plain; charset=UTF-8";
}
