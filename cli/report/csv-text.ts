/**
 * Rows as CSV (RFC 4180) for a spreadsheet, a head first. Names come from apps, and a spreadsheet runs what begins with one of `= + - @`: such a text gets
 * an apostrophe in front. Numbers are left alone.
 */
export function csvText<Row extends object>(rows: readonly Row[], columns: readonly (keyof Row & string)[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

function cell(value: unknown): string {
  const text = String(value ?? "");
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
