import { makeResult } from "./make-result.ts";
import type { PricedAnswer, PriceResult } from "./price-result.ts";

/** A result that says only what is wrong, for input that is no answer. */
export function failedAnswer(known: Partial<PriceResult>, error: string): PricedAnswer {
  return { result: makeResult({ ...known, status: "error", error }) };
}
