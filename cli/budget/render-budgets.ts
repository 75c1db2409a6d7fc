import { formatUsd } from "../format-usd.ts";
import { plainTable } from "../plain-table.ts";
import type { BudgetUse } from "./read-budgets.ts";

const COLUMNS = [
  { head: "Budget" },
  { head: "Tenant" },
  { head: "For" },
  { head: "Period" },
  { head: "Limit", align: "right" },
  { head: "Spent", align: "right" },
  { head: "Used", align: "right" },
  { head: "At the limit" },
] as const;

/** One line for each budget and value; a budget for each value (`*`) without spend has one line of its own. */
export function renderBudgets(budgets: readonly BudgetUse[]): string {
  const rows = budgets.flatMap((budget) => {
    const lines = budget.used.length > 0 ? budget.used : [undefined];
    return lines.map((used) => [
      budget.budget,
      budget.tenant || "all",
      budget.scope === "total" ? "every call" : `${budget.scope} ${used?.scope_value ?? budget.scope_value}`,
      budget.period,
      formatUsd(budget.limit_usd, 2),
      used === undefined ? "-" : formatUsd(used.spent_usd, 2),
      used === undefined ? "-" : `${used.used_percent.toFixed(1)} %`,
      budget.grace_percent > 0 ? `${budget.action} after ${budget.grace_percent} % grace` : budget.action,
    ]);
  });
  return plainTable(COLUMNS, rows);
}
