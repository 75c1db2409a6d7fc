import type { ReportMonth } from "./report-month.ts";

/** Sums of some calls. Money is decimal text in dollars with every digit. */
export interface SpendSums {
  calls: number;
  error_calls: number;
  blocked_calls: number;
  unpriced_calls: number;
  estimated_calls: number;
  input_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  /** As it was when the calls were made. */
  billed_usd: string;
  /** As corrected by re-pricing. */
  cost_usd: string;
}

/** One line of an invoice. */
export interface ModelSums extends SpendSums {
  provider: string;
  model: string;
  /** As `batch`; the plain one is `standard`. */
  tier: string;
  cache_write_1h_tokens: number;
  /** Of billed_usd: what calls cost whose tokens were counted by us. */
  estimated_usd: string;
}

export interface ValueSums extends SpendSums {
  /** '' is the calls that do not name it. */
  value: string;
  /** "0" where it was not there. */
  previous_usd: string;
}

export const REPORT_DIMENSIONS = ["agent", "customer", "project", "user"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

export interface BudgetSums {
  budget: string;
  tenant: string;
  scope: string;
  scope_value: string;
  period: string;
  timezone: string;
  /** The period's first day, or `always`. */
  period_name: string;
  limit_usd: string;
  spent_usd: string;
  used_percent: number;
  level: "ok" | "warn" | "over";
}

export interface Crossing {
  budget: string;
  scope: string;
  scope_value: string;
  period_name: string;
  threshold_percent: number;
  /** UTC. */
  crossed_at: string;
}

export interface Waste {
  reason: string;
  calls: number;
  cost_usd: string;
}

export interface ReportData {
  month: ReportMonth;
  previous: ReportMonth;
  timezone: string;
  tenant?: string;
  models: (ModelSums & { previous_usd: string })[];
  /** Of the month before. */
  previousModels: ModelSums[];
  values: Record<ReportDimension, ValueSums[]>;
  budgets: BudgetSums[];
  crossings: Crossing[];
  waste: Waste[];
}
