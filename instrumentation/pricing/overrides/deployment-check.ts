import { normalizeModelName } from "../model-name.ts";
import { canonicalProvider } from "../provider-name.ts";
import type { PriceOverrides } from "./price-overrides.ts";

/**
 * Tells whether a requested model is a deployment that the file names. Then its name prices the call, not the model that the answer
 * names: Azure answers `gpt-4o-2024-08-06` from a global, a data-zone and a regional deployment alike, and their prices differ.
 */
export function deploymentCheck({
  deployments,
}: Pick<PriceOverrides, "deployments">): (call: { provider: string; model: string }) => boolean {
  const names = new Set(deployments.flatMap(({ provider, names }) => names.map((name) => `${provider}/${name}`)));
  return (call) => {
    if (names.size === 0) return false;
    const provider = canonicalProvider(call.provider);
    return names.has(`${provider}/${normalizeModelName(provider, call.model)}`);
  };
}
