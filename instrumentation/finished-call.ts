import type { CallRecord, CostStatus } from "./llm-call.ts";

/** A call that is over and priced: what spans and metrics are made of. */
export interface FinishedCall {
  record: CallRecord;
  costStatus: CostStatus;
  /** Absent when unpriced. */
  costPicoUsd?: number;
  priceId?: string;
  isOpenEndedPrice?: boolean;
  /** Why there is no price: one line for the operator. */
  unpricedReason?: string;
}
