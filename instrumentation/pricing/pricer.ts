import type { HostCharge, PricedCost, Usage } from "../llm-call.ts";
import { calculateCost } from "./calculate-cost.ts";
import { hostChargePrice } from "./host-charge-price.ts";
import { isFreeOfCharge } from "./is-free-of-charge.ts";
import { isLocalProvider } from "./is-local-provider.ts";
import { applyPriceOverrides } from "./overrides/apply-price-overrides.ts";
import { deploymentCheck } from "./overrides/deployment-check.ts";
import { isFree } from "./overrides/is-free.ts";
import type { PriceOverrides } from "./overrides/price-overrides.ts";
import { plainCost } from "./plain-cost.ts";
import { createPriceBook, type PriceBook, type PriceQuery } from "./price-book.ts";
import { readPriceBook } from "./price-book-data.ts";

const FREE: PricedCost = { status: "free", costPicoUsd: 0 };

export interface PricedCall extends PriceQuery {
  /** The call's environment; the overrides may have it free. */
  environment?: string | undefined;
  /** What was asked for, where `model` is what the answer names. */
  requestModel?: string | undefined;
  hostCharge?: HostCharge | undefined;
}

/** Prices calls by the published book, and by the overrides file once it is read. */
export class Pricer {
  readonly #data = readPriceBook();
  #book: PriceBook = createPriceBook(this.#data);
  #overrides: PriceOverrides | undefined;
  #isDeployment: ReturnType<typeof deploymentCheck> = deploymentCheck({ deployments: [] });

  /** From now on discounts, own models and free environments hold. */
  apply(overrides: PriceOverrides): void {
    this.#overrides = overrides;
    this.#isDeployment = deploymentCheck(overrides);
    this.#book = createPriceBook(applyPriceOverrides(this.#data, overrides));
  }

  /**
   * Prices a call by its provider, model, date (UTC) and the service tier that served it. Never throws.
   *
   * A host that says itself what it charges for the call is believed. Else: no row, a count that cannot be, or a unit without a price: the call is `unpriced`, with one line that says what is missing; it is
   * never charged as a neighbour and never as $0.
   */
  price(usage: Usage, call: PricedCall): PricedCost {
    if (this.#overrides !== undefined && isFree(this.#overrides, call)) return FREE;
    const { provider, requestModel } = call;
    const charged = hostChargePrice(provider, call.hostCharge);
    if (charged !== undefined) return charged;
    const isDeployed = requestModel !== undefined && this.#isDeployment({ provider, model: requestModel });
    const found = this.#book.find(isDeployed ? { ...call, model: requestModel } : call);
    if (found.row === undefined) return isLocalProvider(provider) ? FREE : { status: "unpriced", reason: found.reason };
    let costPicoUsd = plainCost(usage, found.price);
    if (costPicoUsd === undefined) {
      const bill = calculateCost(usage, found.price);
      if (bill.costPicoUsd === undefined) return { status: "unpriced", reason: bill.reason };
      costPicoUsd = bill.costPicoUsd;
    }
    const { id } = found.row;
    if (costPicoUsd === 0 && isFreeOfCharge(found.row)) return { status: "free", costPicoUsd, priceId: id };
    return found.openEnded
      ? { status: "priced", costPicoUsd, priceId: id, isOpenEnded: true }
      : { status: "priced", costPicoUsd, priceId: id };
  }
}
