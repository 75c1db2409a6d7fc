import { deploymentCheck } from "../../instrumentation/pricing/overrides/deployment-check.ts";
import { effectivePriceBook } from "../../instrumentation/pricing/overrides/effective-price-book.ts";
import { exchangeRate } from "../../instrumentation/pricing/overrides/exchange-rate.ts";
import { isFree } from "../../instrumentation/pricing/overrides/is-free.ts";
import type { PriceOverrides } from "../../instrumentation/pricing/overrides/price-overrides.ts";
import { createPriceBook, type PriceBook } from "../../instrumentation/pricing/price-book.ts";
import { PriceBookText } from "../../instrumentation/pricing/price-book-text.ts";
import type { PriceBookData } from "../../instrumentation/pricing/price-row.ts";

export interface PriceContextOptions {
  /** An overrides file. Absent: TOLLGATE_PRICES, then `tollgate.prices.yaml` of the folder. */
  prices?: string;
  /** ISO 4217, for display. */
  currency?: string;
}

/** What answers are priced by. */
export class PriceContext {
  readonly data: PriceBookData;
  readonly book: PriceBook;
  readonly currency: string | undefined;
  readonly #overrides: PriceOverrides | undefined;
  /** Whether a model that was asked for prices the call, and not the answer's. */
  readonly isDeployment: (call: { provider: string; model: string }) => boolean;

  /** @throws {Error} When the overrides file is broken or has no rate of the currency. */
  constructor({ prices, currency }: PriceContextOptions = {}) {
    const book = effectivePriceBook({ env: prices === undefined ? process.env : { TOLLGATE_PRICES: prices } });
    this.data = book;
    this.book = createPriceBook(book);
    this.#overrides = book.overrides;
    this.isDeployment = deploymentCheck(book.overrides ?? { deployments: [] });
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
