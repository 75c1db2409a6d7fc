/** What stands where a user's id stood. No app can be told from it, and no user may have it as an id. */
export const ERASED = "(erased)";

/** One run over one user, who is in it by the id of the run only: its id stands in `tollgate.erasing`. */
export interface Erasure {
  id: string;
  tenants: readonly string[];
}

/** What a user's id stands in, as rows of each table. */
export interface ErasurePlan {
  /** By tenant, those with most calls first. Dollars are exact decimals, as corrected. */
  tenants: readonly { tenant: string; calls: number; costUsd: string; firstAt: string; lastAt: string }[];
  /** Rows that change or go, by table; tables without any are left out. */
  rows: Readonly<Record<string, number>>;
  /** Budgets of this very user; they end. */
  budgets: readonly string[];
  /** Other places where the same text stands and stays: `customer`, `project`, a budget's name. */
  elsewhere: readonly string[];
}
