import type { PriceResult } from "./price-result.ts";

/** What came of an input. */
export class BillTotals {
  answers = 0;
  notPriced = 0;
  estimated = 0;
  /** Exact, whatever the number of answers. */
  costPicoUsd = 0n;

  add({ status, costPicoUsd }: PriceResult): void {
    this.answers += 1;
    if (status === "error" || status === "unpriced") this.notPriced += 1;
    if (status === "estimated") this.estimated += 1;
    if (costPicoUsd !== null) this.costPicoUsd += BigInt(costPicoUsd);
  }
}
