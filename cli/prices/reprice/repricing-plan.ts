/** Whose calls a run re-prices. Days in UTC, `to` is the first that is not in it; an absent filter means all. */
export interface RepricingScope {
  from: string;
  to: string;
  /** As calls or the price book spell it. */
  provider?: string;
  /** Names that the answers have or that were asked for. */
  models?: readonly string[];
  tenant?: string;
}

/** What a run changes at a model. Amounts in picodollars. */
export interface PlanLine {
  provider: string;
  model: string;
  calls: number;
  /** As the ledger's rows say. */
  billed: bigint;
  /** As corrected by all other runs. */
  before: bigint;
  /** What the run adds, or below 0 takes off. */
  delta: bigint;
  correctedCalls: number;
  newlyPricedCalls: number;
  /** That have no price with the run either. */
  unpricedCalls: number;
  /** Left as they are, because the ledger did not yet keep their counts of audio, images and searches, for which the price differs. */
  unknownCalls: number;
}

/** What a run would post, and where. */
export interface RepricingPlan {
  /** By provider and model. */
  lines: readonly PlanLine[];
  total: Omit<PlanLine, "provider" | "model">;
  /** The parts of the period. */
  chunks: readonly LedgerChunk[];
  /** Those in which something is to be posted. */
  changedChunks: readonly LedgerChunk[];
}

/** Whole hours, UTC as ClickHouse spells it: [from, to). */
export interface LedgerChunk {
  from: string;
  to: string;
}
