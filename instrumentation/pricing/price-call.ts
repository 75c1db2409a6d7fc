import type { PricedCost, Usage } from "../llm-call.ts";
import { type PricedCall, Pricer } from "./pricer.ts";

const pricer = new Pricer();

/** Prices a call by the published book alone, for programs that compute what a bill should be. See `Pricer`. */
export function priceCall(usage: Usage, call: PricedCall): PricedCost {
  return pricer.price(usage, call);
}
