import { BUDGET_SCOPES, type BudgetScope } from "../../instrumentation/budget/budget-scopes.ts";

/** A row of `tollgate.budgets`; the newest of a name is the budget. */
export interface BudgetRow {
  budget: string;
  tenant: string;
  scope: BudgetScope;
  scope_value: string;
  period: "day" | "month" | "total";
  timezone: string;
  /** A decimal, exact. */
  limit_usd: string;
  grace_percent: number;
  action: "block" | "warn";
  /** Percent. Empty = the defaults. */
  thresholds: number[];
}

/** The options of `tollgate budget set`, as commander hands them over. */
export interface BudgetOptions {
  scope: BudgetScope;
  value?: string;
  period: BudgetRow["period"];
  limitUsd: string;
  tenant: string;
  timezone: string;
  gracePercent: number;
  action: BudgetRow["action"];
  threshold: number[];
}

/** @throws {RangeError} When the scope's value is missing or has no place. */
export function budgetRow(budget: string, options: BudgetOptions): BudgetRow {
  const { scope, value = "", period, limitUsd, tenant, timezone, gracePercent, action, threshold } = options;
  if (budget.trim() === "" || budget.length > 100) {
    throw new RangeError(`Cannot set budget "${budget}": a name has 1 to 100 characters`);
  }
  if (scope === "total" && value !== "") {
    throw new RangeError(
      `Cannot set budget "${budget}": scope "total" is every call and takes no --value; --scope is one of ${BUDGET_SCOPES.join(", ")}`,
    );
  }
  if (scope !== "total" && value === "") {
    throw new RangeError(
      `Cannot set budget "${budget}": say which ${scope} with --value NAME, or give each its own with --value '*'`,
    );
  }
  return {
    ...{ budget, tenant, scope, scope_value: value, period, timezone, limit_usd: limitUsd, action },
    grace_percent: gracePercent,
    thresholds: [...threshold].sort((a, b) => a - b),
  };
}
