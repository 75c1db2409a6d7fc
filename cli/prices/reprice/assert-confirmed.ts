import { REPRICE_CONFIRM_ABOVE_USD } from "../../../alerting/thresholds.ts";
import { decimalOfPico } from "../../decimal-of-pico.ts";
import { formatUsd } from "../../format-usd.ts";
import type { RepricingPlan } from "./repricing-plan.ts";

/** @throws {Error} when a run changes much and nobody said that this is meant */
export function assertConfirmed({ lines }: RepricingPlan, { yes = false }: { yes?: boolean | undefined }): void {
  // Model by model, or a model that is far too dear and one far too cheap would hide each other.
  const changed = lines.reduce((sum, { delta }) => sum + (delta < 0n ? -delta : delta), 0n);
  if (yes || changed <= BigInt(REPRICE_CONFIRM_ABOVE_USD) * 1_000_000_000_000n) return;
  throw new Error(
    `Cannot apply: the run changes spend by ${formatUsd(decimalOfPico(changed), 2)}, more than ${formatUsd(String(REPRICE_CONFIRM_ABOVE_USD), 2)}. ` +
      "Look at it with --dry-run, and add --yes if it is meant",
  );
}
