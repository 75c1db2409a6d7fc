import { formatUsd } from "../format-usd.ts";
import { markdownTable, markdownText } from "./markdown-table.ts";
import type { BudgetSums, Crossing, ReportData } from "./report-data.ts";

/** Each budget's use in the month and when it passed its thresholds; of daily budgets the dearest day. At most `top` rows, the fullest. */
export function renderBudgets({ budgets, crossings }: ReportData, top: number): string {
  if (budgets.length === 0) return "There was no budget.";
  const right = { align: "right" as const };
  const lines = [...Map.groupBy(budgets, ({ budget, scope_value }) => JSON.stringify([budget, scope_value])).values()]
    .flatMap((periods) => {
      const fullest = periods.toSorted((a, b) => b.used_percent - a.used_percent)[0];
      return fullest === undefined ? [] : [{ fullest, periods }];
    })
    .sort((a, b) => b.fullest.used_percent - a.fullest.used_percent);
  const table = markdownTable(
    [
      { head: "budget" },
      { head: "for" },
      { head: "period" },
      { head: "limit", ...right },
      { head: "spent", ...right },
      { head: "used", ...right },
      { head: "thresholds passed (UTC)" },
    ],
    lines
      .slice(0, top)
      .map(({ fullest, periods }) => [
        markdownText(fullest.budget),
        whose(fullest),
        periodText(fullest, periods),
        formatUsd(fullest.limit_usd, 2),
        formatUsd(fullest.spent_usd, 2),
        `${fullest.level === "over" ? "**over** " : ""}${fullest.used_percent.toFixed(1)} %`,
        passed(fullest, crossings),
      ]),
  );
  const more = lines.length > top ? `\n\nAnd ${lines.length - top} more.` : "";
  return `${table}${more}`;
}

function whose({ scope, scope_value, tenant }: BudgetSums): string {
  const value =
    scope === "total" ? "every call" : `${scope} ${scope_value === "*" ? "(each)" : markdownText(scope_value)}`;
  return tenant === "" ? value : `${value}, tenant ${markdownText(tenant)}`;
}

function periodText({ period, period_name, timezone }: BudgetSums, periods: readonly BudgetSums[]): string {
  const zone = timezone === "UTC" ? "" : `, ${timezone}`;
  if (period !== "day") return `${period === "total" ? "since the beginning" : "month"}${zone}`;
  const over = periods.filter(({ level }) => level === "over").length;
  return `day, the dearest was ${period_name}; over on ${over} ${over === 1 ? "day" : "days"}${zone}`;
}

function passed({ budget, scope_value, period_name }: BudgetSums, crossings: readonly Crossing[]): string {
  const own = crossings.filter(
    (crossing) =>
      crossing.budget === budget && crossing.scope_value === scope_value && crossing.period_name === period_name,
  );
  return (
    own.map(({ threshold_percent, crossed_at }) => `${threshold_percent} % ${crossed_at.slice(0, 16)}`).join(", ") ||
    "–"
  );
}
