import type { RepricingPlan } from "./repricing-plan.ts";
import type { RepricingRun } from "./repricing-runs.ts";

/** How a run ended. */
export type RepricingOutcome =
  /** It was a dry run, or there was nothing to post: nothing is written. */
  | { state: "planned" | "nothing"; plan: RepricingPlan }
  /** Entries are posted. */
  | { state: "posted"; plan: RepricingPlan; run: RepricingRun }
  /** The run of that id was done before. */
  | { state: "known"; run: RepricingRun };

export interface RunOptions {
  apply: boolean;
  /** Of a run that was killed, to finish it; or a name of one's own. @default a new one */
  runId?: string | undefined;
  reason?: string | undefined;
  /** That a large change is meant. */
  yes?: boolean | undefined;
}
