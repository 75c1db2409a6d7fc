import { BillTotals } from "./bill-totals.ts";
import type { PricedAnswer } from "./price-result.ts";
import { renderBill } from "./render-bill.ts";
import { renderLine } from "./render-line.ts";
import { renderLinesHead } from "./render-lines-head.ts";
import { renderTotal } from "./render-total.ts";

/** Turns results into what is printed, as they come. */
export class PriceReport {
  readonly totals = new BillTotals();
  readonly #isJson: boolean;
  /** For people, one answer is a bill and several are lines; which of the two it is shows with the second. */
  #first: PricedAnswer | undefined;

  constructor(options: { json: boolean }) {
    this.#isJson = options.json;
  }

  add(priced: PricedAnswer): string {
    const { result } = priced;
    this.totals.add(result);
    if (this.#isJson) return `${JSON.stringify(result)}\n`;
    if (this.totals.answers === 1) {
      this.#first = priced;
      return "";
    }
    const line = renderLine(result, this.totals.answers);
    const first = this.#first;
    if (first === undefined) return line;
    this.#first = undefined;
    return `${renderLinesHead()}${renderLine(first.result, 1)}${line}`;
  }

  end(): string {
    if (this.#isJson || this.totals.answers === 0) return "";
    return this.#first === undefined ? renderTotal(this.totals) : renderBill(this.#first);
  }
}
