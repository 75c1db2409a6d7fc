import { plainTier } from "../../instrumentation/pricing/service-tier.ts";

/**
 * The tier that is billed: the one that served, as the answer says. The one that was asked for counts where the answer says none, so a
 * call that asked for `flex` and was served at `default` has the standard price. Only `batch` goes before the standard tier, also before
 * that of a place (`standard-us`): answers of batches do not say that they are.
 */
export function billedTier(served: string | undefined, given: string | undefined): string {
  const tier = plainTier(given);
  if (served === undefined) return tier;
  const plain = plainTier(served);
  return tier === "batch" && /^standard\b/.test(plain) ? plain.replace("standard", "batch") : plain;
}
