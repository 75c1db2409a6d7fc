import { formatUsd } from "../format-usd.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { markdownTable, markdownText } from "./markdown-table.ts";
import { renderBudgets } from "./render-budgets.ts";
import { renderInvoice } from "./render-invoice.ts";
import { renderOverview } from "./render-overview.ts";
import { REPORT_DIMENSIONS, type ReportData, type ValueSums } from "./report-data.ts";
import { monthTitle } from "./report-month.ts";
import { sumUsd } from "./sum-usd.ts";

export interface RenderOptions {
  /** Rows of a table of names; the CSV files have all. */
  top: number;
  /** How the report was made: the command line. */
  command: string;
  version: string;
  madeAt: Date;
  /** Names of the CSV files. */
  files: readonly string[];
}

/** A month's report as Markdown, for a person with the provider's invoice beside. */
export function renderReport(data: ReportData, options: RenderOptions): string {
  const whose = data.tenant === undefined ? "" : ` of ${markdownText(data.tenant)}`;
  return [
    `# LLM spend${whose} in ${monthTitle(data.month.name)}`,
    renderOverview(data),
    "## Beside the invoices",
    renderInvoice(data),
    ...REPORT_DIMENSIONS.map((dimension) =>
      renderValues(`By ${dimension}`, data.values[dimension], { top: options.top, previous: data.previous.name }),
    ),
    "## Budgets",
    renderBudgets(data, options.top),
    "## Paid for nothing",
    renderWaste(data),
    "## How this was made",
    renderOrigin(data, options),
    "",
  ].join("\n\n");
}

function renderValues(
  title: string,
  rows: readonly ValueSums[],
  { top, previous }: { top: number; previous: string },
): string {
  const named = rows.filter(({ value, calls }) => value !== "" || calls > 0);
  if (named.every(({ value }) => value === "")) return `## ${title}\n\nNo call of this month names one.`;
  const shown = named.slice(0, top);
  const rest = named.slice(top);
  const total = sumUsd(named, "cost_usd");
  const table = markdownTable(
    [
      { head: title.replace("By ", "") },
      ...["calls", "unpriced", "input tokens", "output tokens", "cost", "share", previous].map((head) => ({
        head,
        align: "right" as const,
      })),
    ],
    shown.map((row) => [
      markdownText(row.value),
      ...[row.calls, row.unpriced_calls, row.input_tokens, row.output_tokens].map((count) =>
        count.toLocaleString("en"),
      ),
      formatUsd(row.cost_usd, 2),
      share(sumUsd([row], "cost_usd"), total),
      formatUsd(row.previous_usd, 2),
    ]),
  );
  const more =
    rest.length === 0
      ? ""
      : `\n\nAnd ${rest.length} more, together ${formatUsd(usdText(sumUsd(rest, "cost_usd")), 2)}.`;
  return `## ${title}\n\n${table}${more}`;
}

function renderWaste({ waste, models }: ReportData): string {
  if (waste.length === 0) return "Nothing that is known of.";
  const total = sumUsd(models, "cost_usd");
  const rows = waste.map((row) => [
    row.reason,
    row.calls.toLocaleString("en"),
    formatUsd(row.cost_usd, 2),
    share(sumUsd([row], "cost_usd"), total),
  ]);
  const right = { align: "right" as const };
  const table = markdownTable(
    [{ head: "reason" }, { head: "calls", ...right }, { head: "cost", ...right }, { head: "share", ...right }],
    rows,
  );
  return `${table}\n\nCalls that failed and were charged, streams that nobody read to their end, and prompts that were sent again where their hash is recorded.`;
}

function renderOrigin({ models, month }: ReportData, { command, version, madeAt, files }: RenderOptions): string {
  const calls = models.reduce((sum, row) => sum + row.calls, 0).toLocaleString("en");
  return [
    `\`${command}\` at ${madeAt.toISOString().slice(0, 19)}Z, Tollgate ${version}, from the ledger's ${calls} calls from ${month.from} to ${month.to} UTC.`,
    `The tables by model, agent, customer, project and user each add up to what the ledger has: ${usdOfPico(sumUsd(models, "billed_usd"))} as billed and ` +
      `${usdOfPico(sumUsd(models, "cost_usd"))} as corrected, to the picodollar. Money of unpriced calls is in none of them.`,
    `All rows with all digits: ${files.map((file) => `\`${file}\``).join(", ")}.`,
  ].join("\n\n");
}

/** `12.3 %`; a dash where there is nothing to have a share of. */
function share(part: bigint, whole: bigint): string {
  return whole === 0n ? "–" : `${(Number((part * 10_000n) / whole) / 100).toFixed(1)} %`;
}

/** For `formatUsd`. */
function usdText(pico: bigint): string {
  return usdOfPico(pico).replace("$", "");
}
