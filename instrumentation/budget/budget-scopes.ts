/** What a budget may be for. `total` is every call of its tenant, or of all tenants. */
export const BUDGET_SCOPES = [
  "total",
  "tenant",
  "project",
  "customer",
  "agent",
  "user",
  "model",
  "provider",
  "environment",
] as const;

export type BudgetScope = (typeof BUDGET_SCOPES)[number];
