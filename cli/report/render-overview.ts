import { formatUsd } from "../format-usd.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { markdownTable, markdownText } from "./markdown-table.ts";
import type { ModelSums, ReportData } from "./report-data.ts";
import { monthTitle } from "./report-month.ts";
import { sumUsd } from "./sum-usd.ts";

/** The month's sums beside those of the month before, and above them what makes them wrong or incomplete. */
export function renderOverview(data: ReportData): string {
  const { models, previousModels, month, previous } = data;
  const [now, before] = [totalsOf(models), totalsOf(previousModels)];
  const right = { align: "right" as const };
  const table = markdownTable(
    [
      { head: "" },
      { head: monthTitle(month.name), ...right },
      { head: monthTitle(previous.name), ...right },
      { head: "change", ...right },
    ],
    [
      ["**Cost**", `**${usd(now.cost)}**`, usd(before.cost), change(now.cost, before.cost)],
      ["as billed, before corrections", usd(now.billed), usd(before.billed), change(now.billed, before.billed)],
      ...COUNTS.map(([name, column]) => [
        name,
        count(now[column]),
        count(before[column]),
        change(BigInt(now[column]), BigInt(before[column])),
      ]),
    ],
  );
  return [periodLine(data), ...warnings(data, now), table].join("\n\n");
}

const COUNTS = [
  ["calls", "calls"],
  ["failed", "error_calls"],
  ["refused by budgets", "blocked_calls"],
  ["without a price", "unpriced_calls"],
  ["estimated", "estimated_calls"],
  ["input tokens", "input_tokens"],
  ["of them read from a cache", "cache_read_tokens"],
  ["output tokens", "output_tokens"],
] as const;

type Totals = Record<(typeof COUNTS)[number][1], number> & { cost: bigint; billed: bigint };

function totalsOf(models: readonly ModelSums[]): Totals {
  const counts = Object.fromEntries(
    COUNTS.map(([, column]) => [column, models.reduce((sum, row) => sum + row[column], 0)]),
  ) as Record<(typeof COUNTS)[number][1], number>;
  return { ...counts, cost: sumUsd(models, "cost_usd"), billed: sumUsd(models, "billed_usd") };
}

function periodLine({ month, timezone }: ReportData): string {
  const until = month.isOver ? "" : " **The month is not over: these are the figures so far.**";
  if (timezone === "UTC") return `From ${month.from} to ${month.to} UTC, as providers' invoices are.${until}`;
  return `The month of ${timezone}: from ${month.from} to ${month.to} UTC. Providers' invoices are by UTC; for these make the report with \`--timezone UTC\`.${until}`;
}

/** What a reader must know before he believes a sum. */
function warnings({ models }: ReportData, totals: Totals): string[] {
  const said: string[] = [];
  const unpriced = models.filter((row) => row.unpriced_calls > 0);
  if (unpriced.length > 0) {
    const names = unpriced
      .toSorted((a, b) => b.unpriced_calls - a.unpriced_calls)
      .slice(0, 10)
      .map((row) => `${markdownText(row.provider)} ${markdownText(row.model)} (${calls(row.unpriced_calls)})`);
    const others = unpriced.length > names.length ? ` and ${unpriced.length - names.length} more` : "";
    said.push(
      `> **The true cost is higher.** ${count(totals.unpriced_calls)} of ${count(totals.calls)} calls (${percent(totals.unpriced_calls, totals.calls)}) have no price, ` +
        `and their money is in no figure of this report: ${names.join(", ")}${others}. Once the price is known, \`tollgate prices reprice\` adds it.`,
    );
  }
  if (totals.estimated_calls > 0) {
    const estimated = sumUsd(models, "estimated_usd");
    said.push(
      `> **${usd(estimated)} of it is estimated** (${percent(Number(estimated), Number(totals.billed))} of what was billed, ${calls(totals.estimated_calls)}): ` +
        "the provider's answer had no token counts, or was left before they came. An invoice may differ by it.",
    );
  }
  const corrections = totals.cost - totals.billed;
  if (corrections !== 0n) {
    said.push(
      `> Re-pricing has changed this month by ${usd(corrections)} since its calls were made. Compare invoices with "corrected".`,
    );
  }
  return said;
}

function usd(pico: bigint): string {
  return formatUsd(usdOfPico(pico).replace("$", ""), 2);
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function calls(number: number): string {
  return `${count(number)} ${number === 1 ? "call" : "calls"}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${((100 * part) / whole).toFixed(1)} %`;
}

function change(now: bigint, before: bigint): string {
  if (before === 0n) return "–";
  const percents = Number(((now - before) * 10_000n) / before) / 100;
  return `${percents > 0 ? "+" : ""}${percents.toFixed(1)} %`;
}
