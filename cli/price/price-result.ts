import type { CostStatus, Usage } from "../../instrumentation/llm-call.ts";
import type { CostComponent } from "../../instrumentation/pricing/calculate-cost.ts";
import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";

/**
 * `priced`: exact. `estimated`: a stream that broke off, its output counted by its text. `free`: nothing is billed, and that is known.
 * `unpriced`: the counts may be known, a price is not. `error`: the input cannot be relied on.
 */
export type PriceStatus = CostStatus | "error";

/** One line of `tollgate price --json`. Every key is always there; null is "not known" or "does not apply". */
export interface PriceResult {
  /** The price book's spelling. */
  provider: string | null;
  /** The shape's own name, whichever of its names was given. */
  api: string | null;
  /** As the answer has it, else as it was given. */
  model: string | null;
  responseId: string | null;
  status: PriceStatus;
  /** Totals: input includes cached tokens, cache writes include the one-hour ones, output includes reasoning. Null where counts cannot be relied on. */
  usage: Usage | null;
  /** An integer as text, because sums of it leave the safe integers. Null when it is not known; "0" when nothing is billed. */
  costPicoUsd: string | null;
  /** Sums up to `costPicoUsd`. All amounts are safe integers, but quantities of seconds and GB-days may have decimals. */
  components: CostComponent[];
  priceId: string | null;
  /** Why there is no price, or what is wrong with the input; also what an estimate rests on and which error a free answer carries. */
  error: string | null;
  /** The service tier that was priced. */
  tier: string | null;
  /** The time whose price holds, ISO 8601 in UTC. */
  at: string | null;
  /** The model's exact name is not in the book: it is a dated snapshot of a family that may have new ones. */
  openEnded: boolean;
  /** For display, where `--currency` asks for it and a rate of the day is known. */
  inCurrency: CurrencyAmount | null;
  /** Where the price file has a margin for the call: what the customer is charged. */
  charge: CustomerCharge | null;
}

export interface CustomerCharge {
  /** Of `--customer`; null where the margin holds for all. */
  customer: string | null;
  /** Of the margin, as decimal text. */
  percent: string;
  /** Cost and margin: an integer as text. */
  picoUsd: string;
}

export interface CurrencyAmount {
  currency: string;
  /** Decimal text, rounded half up at the twelfth decimal. */
  amount: string;
  perUsd: string;
}

/** A result, and the row behind it for who shows where the price comes from. */
export interface PricedAnswer {
  result: PriceResult;
  row?: PriceRow;
}
