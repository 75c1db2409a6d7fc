import { styleText } from "node:util";
import { formatUsd } from "../format-usd.ts";
import { plainTable } from "../plain-table.ts";
import type { BudgetLine, SpendLine, SpendReport } from "./read-spend.ts";

const LEVELS = {
  ok: { words: "ok", colour: "green" },
  warn: { words: "near", colour: "yellow" },
  over: { words: "over", colour: "red" },
} as const;

/** Both breakdowns have it, so that their columns stand below each other. */
const NAME_WIDTH = 24;
const BAR_WIDTH = 5;

/** The report as text of at most 80 columns. Colours only where the terminal takes them. */
export function renderSpend(report: SpendReport): string {
  const { days, cards, agents, models, budgets, totals } = report;
  const bold = (text: string) => styleText("bold", text);
  const period = days === 0 ? "today" : `today and the ${days} days before`;
  const card = (name: string, amount: string | null) =>
    `${styleText("dim", name)} ${bold(amount === null ? "–" : formatUsd(amount, 2))}`;
  const lines = [
    `${bold("Spent on model calls")} ${styleText("dim", `(${period}, UTC)`)}`,
    `  ${[card("today", cards.today), card("this month", cards.month), card("month's end at this pace", cards.projected_month)].join("   ")}`,
    "",
    ...(totals.calls === 0
      ? ["  No calls in these days yet."]
      : [
          breakdown("By agent", agents, totals.cost),
          "",
          breakdown("By model", withUnansweredLast(models), totals.cost),
        ]),
  ];
  if (budgets.length > 0) lines.push("", budgetTable(budgets));
  lines.push("", ...notes(report));
  return lines.join("\n");
}

function breakdown(title: string, spend: readonly SpendLine[], total: string): string {
  const right = "right" as const;
  const columns = [
    { head: title },
    { head: "Calls", align: right },
    { head: "Errors", align: right },
    { head: "Tokens in", align: right },
    { head: "out", align: right },
    { head: "Cost", align: right },
  ];
  const sum = (part: (line: SpendLine) => number) => spend.reduce((total, line) => total + part(line), 0);
  const rows = spend.map((line) => [
    shorten(line.name || "(none given)").padEnd(NAME_WIDTH),
    count(line.calls),
    count(line.error_calls),
    compact(line.input_tokens),
    compact(line.output_tokens),
    line.unpriced_calls > 0 && line.unpriced_calls === line.calls - line.error_calls
      ? styleText("yellow", "no price")
      : formatUsd(line.cost),
  ]);
  rows.push([
    "Total",
    count(sum((line) => line.calls)),
    count(sum((line) => line.error_calls)),
    compact(sum((line) => line.input_tokens)),
    compact(sum((line) => line.output_tokens)),
    formatUsd(total),
  ]);
  return plainTable(columns, rows);
}

/** A model that never answered is known by the name asked for, not by its own: those stand together in one line. */
function withUnansweredLast(models: readonly SpendLine[]): SpendLine[] {
  const isUnanswered = (line: SpendLine) => line.calls === line.error_calls + line.blocked_calls;
  const unanswered = models.filter(isUnanswered);
  const answered = models.filter((line) => !isUnanswered(line));
  if (unanswered.length === 0) return answered;
  const calls = unanswered.reduce((sum, line) => sum + line.calls, 0);
  const error_calls = unanswered.reduce((sum, line) => sum + line.error_calls, 0);
  const none = { blocked_calls: calls - error_calls, unpriced_calls: 0, input_tokens: 0, output_tokens: 0, cost: "0" };
  return [...answered, { name: "(no answer)", calls, error_calls, ...none }];
}

function budgetTable(budgets: readonly BudgetLine[]): string {
  const columns = [
    ...[{ head: "Budget" }, { head: "For" }, { head: "Per" }],
    ...[
      { head: "Spent", align: "right" as const },
      { head: "of", align: "right" as const },
      { head: "Used" },
      { head: "" },
    ],
  ];
  const rows = budgets.map((line) => {
    const { words, colour } = LEVELS[line.level];
    const filled = Math.min(BAR_WIDTH, Math.max(0, Math.floor((line.used_percent / 100) * BAR_WIDTH)));
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    return [
      shorten(line.budget, 14),
      shorten(line.scope_value || "everything", 15),
      line.period,
      formatUsd(line.spent, 2),
      formatUsd(line.limit, 2),
      `${styleText(colour, bar)} ${Math.floor(line.used_percent)}%`,
      styleText(colour, words),
    ];
  });
  return plainTable(columns, rows);
}

/** What a total must not hide, and whether the figures are fresh. */
function notes({ totals, models, health }: SpendReport): string[] {
  const lines: string[] = [];
  if (totals.unpriced_calls > 0) {
    const unpriced = models.filter((line) => line.unpriced_calls > 0).map((line) => `"${shorten(line.name, 16)}"`);
    const names = unpriced.length > 1 ? `${unpriced[0]} and ${unpriced.length - 1} more` : unpriced[0];
    const calls = totals.unpriced_calls === 1 ? "call" : "calls";
    lines.push(
      styleText("yellow", `! ${count(totals.unpriced_calls)} ${calls} without a price, not in the sums: ${names}`),
    );
  }
  if (totals.estimated_calls > 0)
    lines.push(
      styleText("yellow", `! ${count(totals.estimated_calls)} calls are charged by an estimate of their tokens.`),
    );
  if (totals.blocked_calls > 0) {
    const calls = totals.blocked_calls === 1 ? "call was" : "calls were";
    lines.push(`  ${count(totals.blocked_calls)} ${calls} refused by a budget and cost nothing.`);
  }
  const { newest_call_seconds: age, calls_last_hour: calls, duplicate_spans_last_hour: twice } = health;
  const newest =
    age === null ? "no call in the last hour" : `newest call ${age} s ago, ${count(calls)} in the last hour`;
  lines.push(`  Pipeline: ${newest}.`);
  if (twice > 0) lines.push(`  Delivered twice and counted once: ${count(twice)}.`);
  return lines;
}

function shorten(name: string, width = NAME_WIDTH): string {
  return name.length > width ? `${name.slice(0, width - 1)}…` : name;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** Tokens are for the eye, not for the bill: "12.3M". */
function compact(value: number): string {
  return new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}
