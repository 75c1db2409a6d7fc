import type { DailyHours, UnitPrices } from "../price-row.ts";

/** What `tollgate.prices.yaml` says, validated. Dates are days in UTC, `YYYY-MM-DD`; the order of entries means nothing. */
export interface PriceOverrides {
  /** As messages name the file. */
  path: string;
  discounts: readonly Discount[];
  models: readonly OwnModel[];
  free: { environments: readonly string[]; providers: readonly string[] };
  deployments: readonly Deployment[];
  margins: readonly Margin[];
  /** Units of a currency for one US dollar. For display only: the ledger is in dollars. */
  currencies: readonly ExchangeRate[];
}

/**
 * Another price than the list's, by agreement. One discount holds for a call, never several: the one that names the model goes before
 * the one for all of the provider, then the one that names the tier, then the one that begins later.
 */
export interface Discount {
  /** Ends the ids of its rows: `openai/gpt-4o/standard/2024-10-02+enterprise-2026`. */
  name: string;
  provider: string;
  /** Any names the book knows the models by. Absent: all of the provider. */
  models?: readonly string[];
  /** Absent: every service tier. */
  tiers?: readonly string[];
  /** First day. Absent: always was. */
  from?: string;
  /** Last day, included. Absent: no end. */
  to?: string;
  /** Off the list price, in millionths of a percent, from 0 to 100,000,000. */
  percentMillionths?: number;
  /** Instead of the list prices of these units, in every context tier; other units keep theirs. */
  prices?: UnitPrices;
  line: number;
}

/** A model that the book lacks or has otherwise: self-hosted, fine-tuned, or at a price of one's own. */
export interface OwnModel {
  provider: string;
  model: string;
  /** Lower case, the model's own included. */
  names: readonly string[];
  /** After each of the names a date may follow. */
  openEnded: boolean;
  tier: string;
  /** First day. */
  from: string;
  hours?: DailyHours;
  prices: UnitPrices;
  line: number;
}

/** A name of one's own for a model of the book: an Azure deployment, a Bedrock profile, a gateway's alias. */
export interface Deployment {
  provider: string;
  names: readonly string[];
  /** As the book knows it; for Azure with its type in front, `data-zone/gpt-4o`, where it is not a global one. */
  model: string;
  line: number;
}

/** What customers are charged on top of the cost. Absent parts hold for all. */
export interface Margin {
  customer?: string;
  provider?: string;
  model?: string;
  /** First day. Absent: always was. */
  from?: string;
  /** In millionths of a percent. */
  percentMillionths: number;
  line: number;
}

export interface ExchangeRate {
  /** ISO 4217: `EUR`. */
  currency: string;
  /** First day. */
  from: string;
  /** A decimal number as it was written: "0.92". */
  perUsd: string;
  line: number;
}
