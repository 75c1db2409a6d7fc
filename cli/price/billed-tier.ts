import { plainTier } from "../../instrumentation/pricing/service-tier.ts";

/** Answers of batches do not say that they are. */
const NEVER_SAID = "batch";

/**
 * The tier that is billed: the one that served, as the answer says. The one that was asked for counts where the answer says none, and
 * `batch` also where it says the standard one. So a call that asked for `flex` and was served at `default` has the standard price.
 */
export function billedTier(served: string | undefined, given: string | undefined): string {
  const tier = plainTier(given);
  if (served === undefined) return tier;
  const plain = plainTier(served);
  return plain === "standard" && tier === NEVER_SAID ? tier : plain;
}
