import type { PricedCost, Usage } from "../llm-call.ts";
import { calculateCost } from "./calculate-cost.ts";
import { applyPriceOverrides } from "./overrides/apply-price-overrides.ts";
import { isFree } from "./overrides/is-free.ts";
import type { PriceOverrides } from "./overrides/price-overrides.ts";
import { createPriceBook, type PriceBook, type PriceQuery } from "./price-book.ts";
import { readPriceBook } from "./price-book-data.ts";

export interface PricedCall extends PriceQuery {
  /** The call's environment; the overrides may have it free. */
  environment?: string | undefined;
}

/** Prices calls by the published book, and by the overrides file once it is read. */
export class Pricer {
  readonly #data = readPriceBook();
  #book: PriceBook = createPriceBook(this.#data);
  #overrides: PriceOverrides | undefined;

  /** From now on discounts, own models and free environments hold. */
  apply(overrides: PriceOverrides): void {
    this.#overrides = overrides;
    this.#book = createPriceBook(applyPriceOverrides(this.#data, overrides));
  }

  /**
   * Prices a call by its provider, model, date (UTC) and the service tier that served it. Never throws.
   *
   * No row, a count that cannot be, or a unit without a price: the call is `unpriced`, with one line that says what is missing; it is
   * never charged as a neighbour and never as $0.
   */
  price(usage: Usage, call: PricedCall): PricedCost {
    if (this.#overrides !== undefined && isFree(this.#overrides, call)) return { status: "free", costPicoUsd: 0 };
    const found = this.#book.find(call);
    if (found.row === undefined) return { status: "unpriced", reason: found.reason };
    const { costPicoUsd, reason } = calculateCost(usage, found.price);
    if (costPicoUsd === undefined) return { status: "unpriced", reason };
    const { id } = found.row;
    return { status: "priced", costPicoUsd, priceId: id, ...(found.openEnded && { isOpenEnded: true }) };
  }
}
