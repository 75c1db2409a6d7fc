import { chargeFor } from "../../instrumentation/pricing/overrides/charge-for.ts";
import { deploymentCheck } from "../../instrumentation/pricing/overrides/deployment-check.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { exchangeRate } from "../../instrumentation/pricing/overrides/exchange-rate.ts";
import { isFree } from "../../instrumentation/pricing/overrides/is-free.ts";
import { type MarginQuery, marginFor } from "../../instrumentation/pricing/overrides/margin-for.ts";
import type { PriceOverrides } from "../../instrumentation/pricing/overrides/price-overrides.ts";
import { unknownOverrideNames } from "../../instrumentation/pricing/overrides/unknown-override-names.ts";
import { createPriceBook, type PriceBook } from "../../instrumentation/pricing/price-book.ts";
import { PriceBookText } from "../../instrumentation/pricing/price-book-text.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";
import type { CustomerCharge } from "./price-result.ts";

export interface PriceContextOptions {
  /** An overrides file. Absent: TOLLGATE_PRICES, then `tollgate.prices.yaml` of the folder. */
  prices?: string;
  /** ISO 4217, for display. */
  currency?: string;
  /** Who is charged; their margin in the price file holds. */
  customer?: string;
}

/** What answers are priced by. */
export class PriceContext {
  readonly data: PriceBookData;
  readonly book: PriceBook;
  readonly currency: string | undefined;
  readonly #overrides: PriceOverrides | undefined;
  /** Whether a model that was asked for prices the call, and not the answer's. */
  readonly isDeployment: (call: { provider: string; model: string }) => boolean;

  readonly #customer: string | undefined;

  /** @throws {Error} When the overrides file is broken or has no rate of the currency. */
  constructor({ prices, currency, customer }: PriceContextOptions = {}) {
    const book = effectivePriceBook({ env: prices === undefined ? process.env : { TOLLGATE_PRICES: prices } });
    this.data = book;
    this.book = createPriceBook(book);
    this.#overrides = book.overrides;
    this.isDeployment = deploymentCheck(book.overrides ?? { deployments: [] });
    this.#customer = customer;
    this.currency = currency?.trim().toUpperCase();
    if (this.currency !== undefined) this.#checkCurrency(this.currency);
  }

  /** Providers of the book, and those that the overrides have free. */
  get providers(): readonly string[] {
    const known =
      this.data instanceof PriceBookText ? this.data.providers : this.data.models.map(({ provider }) => provider);
    return [...new Set([...known, ...(this.#overrides?.free.providers ?? [])])].sort();
  }

  isFree(provider: string): boolean {
    return this.#overrides !== undefined && isFree(this.#overrides, { provider });
  }

  /** A line for each discount and deployment of the price file that no call can ever have. */
  get ineffective(): string[] {
    return this.#overrides === undefined ? [] : unknownOverrideNames(this.data, this.#overrides);
  }

  /** What a call is charged on, null where the price file has no margin for it. */
  chargeOf(call: Omit<MarginQuery, "customer">, costPicoUsd: bigint): CustomerCharge | null {
    const margin = this.#overrides && marginFor(this.#overrides, { ...call, customer: this.#customer });
    if (margin === undefined) return null;
    const percent = decimalText(margin.percentMillionths);
    return { customer: this.#customer ?? null, percent, picoUsd: String(chargeFor(costPicoUsd, margin)) };
  }

  /** Units of the currency for a dollar on the day of a call, as the overrides file has them. */
  rateAt(atMs: number): string | undefined {
    if (this.currency === undefined || this.#overrides === undefined) return undefined;
    const day = new Date(atMs).toISOString().slice(0, 10);
    return exchangeRate(this.#overrides, { currency: this.currency, day });
  }

  #checkCurrency(currency: string): void {
    const known = new Set(this.#overrides?.currencies.map((rate) => rate.currency));
    if (known.has(currency)) return;
    const allowed = known.size === 0 ? "it has no currencies" : `allowed are ${[...known].join(", ")}`;
    throw new Error(`Cannot show amounts in "${currency}": the price file has no rate of it, ${allowed}`);
  }
}

/** Of millionths: 12,500,000 is "12.5". */
function decimalText(millionths: number): string {
  return (millionths / 1e6).toFixed(6).replace(/\.?0+$/, "");
}
