import type { Unit } from "./units.ts";

/**
 * One dated price of one model. Rows are appended and never edited: a correction is a row of the same `validFrom` and a later
 * `recordedAt`, which wins. Where a price stops being valid is derived from the next row.
 */
export interface PriceRow {
  /** `provider/model/tier/validFrom`, then `/hours` where the row has some, then `/2` and up for corrections. Landed in ledgers: never reused. */
  id: string;
  /** Canonical: `openai`, `anthropic`, `aws`. */
  provider: string;
  /** The model's plain name; one of its `names`. */
  model: string;
  /** The service tier served: `standard`, `batch`, `flex`, `priority`. */
  tier: string;
  /** First day in UTC, `YYYY-MM-DD`. `1970-01-01` where the source gives no start. */
  validFrom: string;
  /** When the row was added, ISO 8601 in UTC. */
  recordedAt: string;
  /** Hours of the day in UTC for which the price holds; a row with hours goes before one without. */
  hours?: DailyHours;
  prices: UnitPrices;
  /** What the source says of prices that had to be rounded. */
  unrounded?: UnroundedPrices;
  /** Rising thresholds; each has all prices of its part, not only those that differ. */
  contextTiers?: readonly ContextTier[];
  /** `wholeCall` (default): the last threshold passed prices everything. `partAbove`: of each unit only its tokens above the threshold. */
  contextRule?: "wholeCall" | "partAbove";
  /** Public page or package with its version. */
  source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readOn: string;
  /** False: the page was not read. Such a row never stands where a verified one does. */
  verified: boolean;
}

/** Integer picodollars for one of each unit. A token unit that is absent has its fallback's price. */
export type UnitPrices = { readonly [unit in Unit]?: number };

/** Picodollars as a decimal, `83333.333`. For people: a price that is no integer is rounded half up, and only the integer is billed. */
export type UnroundedPrices = { readonly [unit in Unit]?: string };

/** Half-hour steps, `HH:MM` in UTC, from (included) to (excluded); `to` may be smaller than `from`, over midnight. */
export interface DailyHours {
  from: string;
  to: string;
}

/** Prices of a call whose total input, cached tokens included, is greater than `aboveInputTokens`. */
export interface ContextTier {
  aboveInputTokens: number;
  prices: UnitPrices;
  unrounded?: UnroundedPrices;
}

/** The names by which calls know a model. The latest recorded entry of a model holds for all its rows. */
export interface PricedModel {
  provider: string;
  model: string;
  /** Lower case, normalised (`model-name.ts`), the model's own included. */
  names: readonly string[];
  /** Those of `names` after which a date or `latest` may follow that the book does not list. */
  openEnded: readonly string[];
}

/** Everything that is known of prices, in any order. */
export interface PriceBookData {
  readonly models: readonly PricedModel[];
  readonly rows: readonly PriceRow[];
}
