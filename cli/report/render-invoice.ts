import { formatUsd } from "../format-usd.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { markdownTable, markdownText } from "./markdown-table.ts";
import type { ReportData } from "./report-data.ts";
import { sumUsd } from "./sum-usd.ts";

const COUNT_HEADS = ["calls", "input", "cached", "cache writes", "output"];

/** A table that lies beside a provider's invoice: its sum, then a line for each model and tier. Input is what is charged as such: neither cached nor written. */
export function renderInvoice({ models, previous }: ReportData): string {
  if (models.length === 0) return "No calls.";
  const byProvider = [...Map.groupBy(models, ({ provider }) => provider)]
    .map(([provider, rows]) => ({ provider, rows, cost: sumUsd(rows, "cost_usd") }))
    .sort((a, b) => (a.cost === b.cost ? a.provider.localeCompare(b.provider) : a.cost < b.cost ? 1 : -1));
  const columns = ["provider", "model", "tier"].map((head) => ({ head }));
  const numbers = [...COUNT_HEADS, "billed", "corrected", previous.name].map((head) => ({
    head,
    align: "right" as const,
  }));
  const lines = byProvider.flatMap(({ provider, rows }) => [
    [`**${markdownText(provider)}**`, "", "", ...cells(rows).map((cell) => `**${cell}**`)],
    ...rows.map((row) => ["", nameOf(row), row.tier, ...cells([row])]),
  ]);
  return `${markdownTable([...columns, ...numbers], lines)}\n\nTokens; output includes reasoning. An asterisk marks a model with calls that have no price.`;
}

type Row = ReportData["models"][number];

function nameOf({ model, unpriced_calls }: Row): string {
  return `${markdownText(model)}${unpriced_calls > 0 ? " \\*" : ""}`;
}

function cells(rows: readonly Row[]): string[] {
  const sum = (column: "calls" | "input_tokens" | "cache_read_tokens" | "cache_write_tokens" | "output_tokens") =>
    rows.reduce((total, row) => total + row[column], 0);
  const plainInput = sum("input_tokens") - sum("cache_read_tokens") - sum("cache_write_tokens");
  const counts = [sum("calls"), plainInput, sum("cache_read_tokens"), sum("cache_write_tokens"), sum("output_tokens")];
  const money = (["billed_usd", "cost_usd", "previous_usd"] as const).map((column) =>
    formatUsd(usdOfPico(sumUsd(rows, column)).replace("$", ""), 2),
  );
  return [...counts.map((number) => number.toLocaleString("en")), ...money];
}
