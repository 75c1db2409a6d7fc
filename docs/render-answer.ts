import type { ViewQuestion } from "./view-questions/view-question.ts";

/** A section of docs/views.md: the question, the query, and its answer as a table. A missing value is a dash. */
export function renderAnswer(
  { view, question, about, query }: ViewQuestion,
  rows: readonly Record<string, string | null>[],
): string {
  const columns = Object.keys(rows[0] ?? {});
  const isNumber = (column: string) => rows.every((row) => /^-?[\d.]+$/.test(row[column] ?? "0"));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [
    line(columns),
    `|${columns.map((column) => (isNumber(column) ? "---:" : "---")).join("|")}|`,
    ...rows.map((row) => line(columns.map((column) => row[column] ?? "–"))),
  ];
  return `### ${question}\n\n\`${view}\`: ${about}\n\n\`\`\`sql\n${query};\n\`\`\`\n\n${table.join("\n")}\n`;
}
