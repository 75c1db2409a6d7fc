/** One budget for one value of its scope, as `tollgate.budget_state` has it. Amounts are picodollars: sums pass 2^53 ($9,007), hence bigint. */
export interface BudgetLine {
  budget: string;
  /** '' = all tenants. */
  tenant: string;
  scope: string;
  /** `*` marks the template for values without a line of their own. */
  scopeValue: string;
  period: "day" | "month" | "total";
  /** Unix milliseconds. */
  periodStartMs: number;
  /** Unix milliseconds; absent for period `total`. */
  periodEndMs?: number;
  limitPicoUsd: bigint;
  spentPicoUsd: bigint;
  gracePercent: number;
  action: "block" | "warn";
}
