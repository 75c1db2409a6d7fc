/** Every number an operator may change, with its reason. `migrate` loads them into `tollgate.settings`, so that no SQL repeats one. */

/** Percent of a budget at which a crossing is recorded and told, unless the budget has its own. Half-way is a plan check, 75 a warning while there is still time, 90 the last one before 100 stops calls. */
export const BUDGET_THRESHOLDS_PERCENT: readonly number[] = [50, 75, 90, 100];

/** Minutes without any span or metric before telemetry counts as silent. Apps export metrics every 10 s from their first call on, also when idle, so ten minutes is 60 missed exports: longer than a deploy, shorter than a lost night. */
export const SILENT_AFTER_MINUTES = 10;

/** Percent of a budget from which boards show it as a warning. The second of the crossings above: half of a budget is no reason to act. */
export const BUDGET_WARN_PERCENT = 75;

/** Dollars of change, upwards and downwards added, from which `tollgate prices reprice --apply` asks for --yes. A price per million typed as one per thousand is off by a factor of 1,000: that shows above it, and corrections of a day's calls stay below. */
export const REPRICE_CONFIRM_ABOVE_USD = 1000;
