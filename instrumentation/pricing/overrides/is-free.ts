import { canonicalProvider } from "../provider-name.ts";
import type { PriceOverrides } from "./price-overrides.ts";

/** Whether the file says that no call of an environment, or to a provider, is billed: development, or models that run at home. */
export function isFree(
  { free }: Pick<PriceOverrides, "free">,
  call: { provider: string; environment?: string | undefined },
): boolean {
  if (free.providers.length === 0 && free.environments.length === 0) return false;
  return (
    (call.environment !== undefined && free.environments.includes(call.environment.trim().toLowerCase())) ||
    free.providers.includes(canonicalProvider(call.provider))
  );
}
