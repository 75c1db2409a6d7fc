import type { HostCharge, PricedCost } from "../llm-call.ts";
import { canonicalProvider } from "./provider-name.ts";

/**
 * Hosts that pass calls on and say in each answer what they charge for it. Their list has one price a model, but the bill is that of whichever
 * provider served the call, so their own figure is the invoice's. Others' figures are not taken: Perplexity rounds its to a tenth of a cent, and
 * those of providers with a price list would go around discounts.
 */
const CHARGING_HOSTS: ReadonlySet<string> = new Set(["openrouter", "vercel-ai-gateway"]);

/** The price of a call whose host says what it charges; undefined where the price book decides. */
export function hostChargePrice(provider: string, charge: HostCharge | undefined): PricedCost | undefined {
  if (charge === undefined) return undefined;
  const host = canonicalProvider(provider);
  if (!CHARGING_HOSTS.has(host)) return undefined;
  // No row of the book has such an id: there a date stands at the end.
  const priceId = `${host}/answer${charge.isWithUpstream ? "+upstream" : ""}`;
  const { picoUsd } = charge;
  return picoUsd === 0
    ? { status: "free", costPicoUsd: 0, priceId }
    : { status: "priced", costPicoUsd: picoUsd, priceId };
}
