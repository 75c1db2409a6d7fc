import { normalizeModelName } from "../model-name.ts";
import { canonicalProvider } from "../provider-name.ts";
import type { PriceOverrides } from "./price-overrides.ts";

/**
 * Requested names that say more about the price than an answer can.
 * Azure: the deployment types as the price book's names begin (`data-zone/gpt-4o`). Bedrock: Claude's answers name the model as its maker
 * does, from the global profile and from those of a region, which cost 10 % more; a prompt router alone has no price, and names in full
 * what it chose.
 */
const TELLING_NAMES = new Map([
  ["azure", /^(?:data-zone|regional)(?:-[a-z]+)?\//],
  ["aws", /^(?:arn:aws(?!.*:(?:default-)?prompt-router\/)|(?:global|us|us-gov|eu|apac|au|ca|in|jp|sa)\.)/],
]);

/**
 * Tells whether a requested model prices the call, and not the model that the answer names: a deployment that the file names, an Azure
 * deployment type, a Bedrock profile. Azure answers `gpt-4o-2024-08-06` from a global, a data-zone and a regional deployment alike.
 */
export function deploymentCheck({
  deployments,
}: Pick<PriceOverrides, "deployments">): (call: { provider: string; model: string }) => boolean {
  const names = new Set(deployments.flatMap(({ provider, names }) => names.map((name) => `${provider}/${name}`)));
  return (call) => {
    const provider = canonicalProvider(call.provider);
    if (TELLING_NAMES.get(provider)?.test(call.model.trim().toLowerCase())) return true;
    return names.size > 0 && names.has(`${provider}/${normalizeModelName(provider, call.model)}`);
  };
}
