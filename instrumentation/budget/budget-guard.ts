import type { Attribution } from "../llm-call.ts";

/** A call about to be made, as far as budgets care. */
export interface PendingCall {
  provider: string;
  model: string;
  attribution: Attribution;
  /** Upper estimate in picodollars of what the call may cost; 0 when the model is unpriced. */
  estimatedCostPicoUsd: number;
}

/** Why a call is refused. Money is in picodollars. */
export interface BudgetBlock {
  budget: string;
  scope: string;
  scopeValue: string;
  period: "day" | "month" | "total";
  limitPicoUsd: bigint;
  spentPicoUsd: bigint;
  /** Unix milliseconds; absent for period `total`. */
  resetsAtMs?: number;
  /** One line a person can act on. */
  message: string;
}

export type BudgetDecision =
  | { outcome: "allowed"; reservation: BudgetReservation }
  | { outcome: "warned"; budget: string; reservation: BudgetReservation }
  | { outcome: "blocked"; block: BudgetBlock };

/** Money held for a call in flight. Settle exactly once. */
export interface BudgetReservation {
  settle(costPicoUsd: number): void;
}

/** Checks and reserves in memory; synchronous, because it stands before every call. Never throws. */
export interface BudgetGuard {
  reserve(call: PendingCall): BudgetDecision;
  /** Settles when the first read is over, well or badly, or has taken a second. Without waiting for it, the first calls of a process pass unchecked. */
  ready(): Promise<void>;
  /** Reads budgets and spend now; resolves also when the read failed (the guard then keeps what it knew). */
  refresh(): Promise<void>;
  close(): void;
}
