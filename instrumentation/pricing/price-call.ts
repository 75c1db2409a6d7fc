import type { PricedCost, Usage } from "../llm-call.ts";
import { calculateCost } from "./calculate-cost.ts";
import { createPriceBook, type PriceQuery } from "./price-book.ts";
import { readPriceBook } from "./price-book-data.ts";

const book = createPriceBook(readPriceBook());

/**
 * Prices a call by its provider, model, date (UTC) and the service tier that served it. Never throws.
 *
 * Errs low: fees per request or search, and units a usage does not carry, are not in it. No row, no price: the call is `unpriced`
 * with one line that says what is missing; it is never charged as a neighbour and never as $0.
 */
export function priceCall(usage: Usage, call: PriceQuery): PricedCost {
  const found = book.find(call);
  if (found.row === undefined) return { status: "unpriced", reason: found.reason };
  const bill = calculateCost(usage, found.price);
  if (bill.costPicoUsd === undefined) return { status: "unpriced", reason: bill.reason };
  return { status: "priced", costPicoUsd: bill.costPicoUsd, priceId: found.row.id };
}
