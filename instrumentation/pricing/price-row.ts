/**
 * One dated price. Rows are appended and never edited: a correction is a row with the same `validFrom` and a later `recordedAt`, which wins.
 * Where a price stops being valid is derived from the next row.
 */
export interface PriceRow {
  id: string;
  /** Canonical: `openai`, `anthropic`. */
  provider: string;
  /** The model's plain name; matches `pattern`. */
  model: string;
  /** For the lower-cased model name. Anchored at both ends and within RE2's syntax, because ClickHouse reads it too. */
  pattern: string;
  /** First day in UTC, `YYYY-MM-DD`. `1970-01-01` where the source gives no start. */
  validFrom: string;
  /** When the row was added, ISO 8601 in UTC. */
  recordedAt: string;
  /** The service tier served: `standard` until the book has others. */
  tier: string;
  prices: UnitPrices;
  /** Rising thresholds. The last one passed prices the whole call, not only the part above it. */
  contextTiers?: readonly ContextTier[];
  source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readOn: string;
}

/** Integer picodollars per token. */
export interface UnitPrices {
  /** Input that was neither read from nor written to a cache. */
  input: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  /** Reasoning included. */
  output: number;
}

/** Prices of a call whose total input, cached tokens included, is greater than `aboveInputTokens`. */
export interface ContextTier {
  aboveInputTokens: number;
  prices: UnitPrices;
}
