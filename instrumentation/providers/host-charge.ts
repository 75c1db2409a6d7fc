import type { HostCharge } from "../llm-call.ts";
import { scaledDecimal } from "../pricing/overrides/scaled-decimal.ts";
import { isObject, type JsonObject, objectAt } from "./read-value.ts";

/**
 * What a `usage` says that the host charges, in dollars: OpenRouter's and the Vercel AI Gateway's `cost`. With the app's own key at the provider
 * behind OpenRouter, `cost` is OpenRouter's fee alone, and `cost_details.upstream_inference_cost` what that provider bills besides.
 */
export function readUsageCharge(usage: unknown): HostCharge | undefined {
  if (!isObject(usage)) return undefined;
  const picoUsd = picoUsdOf(usage.cost);
  if (picoUsd === undefined) return undefined;
  const upstream = picoUsdOf(objectAt(usage, "cost_details").upstream_inference_cost);
  // Earlier answers had no `is_byok`, and the cost of the provider behind only where it was another.
  const isOwnKey = usage.is_byok === undefined ? Number(upstream) > picoUsd : usage.is_byok === true;
  if (!isOwnKey) return { picoUsd };
  // A fee alone is no price of a call.
  return upstream === undefined ? undefined : withUpstream(picoUsd, upstream);
}

/**
 * The same of the Vercel AI Gateway's `providerMetadata`: `cost` is what it debits, and nothing where the app's own key was used, whose bill is
 * `marketCost`.
 */
export function readGatewayCharge(providerMetadata: unknown): HostCharge | undefined {
  const gateway = objectAt(providerMetadata, "gateway");
  const picoUsd = picoUsdOf(gateway.cost);
  if (picoUsd === undefined) return undefined;
  if (!isOwnKeyUsed(objectAt(gateway, "routing"))) return { picoUsd };
  const upstream = picoUsdOf(gateway.marketCost);
  return upstream === undefined ? undefined : withUpstream(picoUsd, upstream);
}

function withUpstream(feePicoUsd: number, upstreamPicoUsd: number): HostCharge | undefined {
  const picoUsd = feePicoUsd + upstreamPicoUsd;
  return Number.isSafeInteger(picoUsd) ? { picoUsd, isWithUpstream: true } : undefined;
}

/** Whether the attempt that answered was made with a key of the app's. */
function isOwnKeyUsed({ attempts, modelAttempts }: JsonObject): boolean {
  const inModels = Array.isArray(modelAttempts)
    ? modelAttempts.flatMap((model: unknown) => (isObject(model) ? model.providerAttempts : []))
    : [];
  const all: unknown[] = [...(Array.isArray(attempts) ? attempts : []), ...inModels];
  return all.some((attempt) => isObject(attempt) && attempt.success === true && attempt.credentialType === "byok");
}

/**
 * Picodollars of an amount in dollars, half a picodollar rounded up. A number is taken by its shortest digits, which are those that were sent
 * as far as they are 15 or fewer. Undefined for what no call costs: less than nothing, more than $9,007.
 */
function picoUsdOf(usd: unknown): number | undefined {
  if (typeof usd === "string") return scaledDecimal(usd, PICO);
  if (typeof usd !== "number" || !(usd >= 0)) return undefined;
  const text = String(usd);
  // Digits behind the twelfth decimal are rounded; a number that small, or that large, is written with an exponent.
  return scaledDecimal(text.includes("e") ? usd.toFixed(PICO + 1) : text, PICO);
}

const PICO = 12;
