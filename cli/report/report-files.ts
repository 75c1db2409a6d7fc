import { csvText } from "./csv-text.ts";
import { REPORT_DIMENSIONS, type ReportData, type ReportDimension } from "./report-data.ts";

const COUNTS = [
  ...(["calls", "error_calls", "blocked_calls", "unpriced_calls", "estimated_calls", "input_tokens"] as const),
  ...(["cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens"] as const),
];
const MONEY = ["billed_usd", "cost_usd", "previous_usd"] as const;

const FILE_NAMES: Readonly<Record<ReportDimension, string>> = {
  agent: "agents",
  customer: "customers",
  project: "projects",
  user: "users",
};

/** The CSV files of a report by name, each with all its rows and every digit. */
export function reportFiles(data: ReportData, stem: string): Map<string, string> {
  const files = new Map([
    [
      `${stem}-models.csv`,
      csvText(data.models, [
        "provider",
        "model",
        "tier",
        ...COUNTS,
        "cache_write_1h_tokens",
        "estimated_usd",
        ...MONEY,
      ]),
    ],
  ]);
  for (const dimension of REPORT_DIMENSIONS) {
    const rows = data.values[dimension].map(({ value, ...sums }) => ({ [dimension]: value, ...sums }));
    files.set(
      `${stem}-${FILE_NAMES[dimension]}.csv`,
      csvText<Record<string, unknown>>(rows, [dimension, ...COUNTS, ...MONEY]),
    );
  }
  files.set(
    `${stem}-budgets.csv`,
    csvText(data.budgets, [
      ...(["budget", "tenant", "scope", "scope_value", "period", "timezone", "period_name"] as const),
      ...(["limit_usd", "spent_usd", "used_percent", "level"] as const),
    ]),
  );
  files.set(
    `${stem}-crossings.csv`,
    csvText(data.crossings, ["budget", "scope", "scope_value", "period_name", "threshold_percent", "crossed_at"]),
  );
  files.set(`${stem}-wasted.csv`, csvText(data.waste, ["reason", "calls", "cost_usd"]));
  return files;
}
