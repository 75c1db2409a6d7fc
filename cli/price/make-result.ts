import type { PriceResult } from "./price-result.ts";

const NOTHING_KNOWN: Omit<PriceResult, "status"> = Object.freeze({
  provider: null,
  api: null,
  model: null,
  responseId: null,
  usage: null,
  costPicoUsd: null,
  components: [],
  priceId: null,
  error: null,
  tier: null,
  at: null,
  openEnded: false,
  inCurrency: null,
  charge: null,
});

/** A result that knows these facts and nothing else, its keys in the contract's order whichever way it was put together. */
export function makeResult(facts: Partial<PriceResult> & Pick<PriceResult, "status">): PriceResult {
  const known = { ...NOTHING_KNOWN, ...facts };
  const { provider, api, model, responseId, status, usage, costPicoUsd, components, priceId, error, ...rest } = known;
  return { provider, api, model, responseId, status, usage, costPicoUsd, components, priceId, error, ...rest };
}
