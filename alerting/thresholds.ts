/** Every number an operator may change, with its reason. `migrate` loads them into `tollgate.settings`, so that no SQL repeats one. */

/** Percent of a budget at which a crossing is recorded and told, unless the budget has its own. Half-way is a plan check, 75 a warning while there is still time, 90 the last one before 100 stops calls. */
export const BUDGET_THRESHOLDS_PERCENT: readonly number[] = [50, 75, 90, 100];

/** Minutes without any span or metric before telemetry counts as silent. Apps export metrics every 10 s from their first call on, also when idle, so ten minutes is 60 missed exports: longer than a deploy, shorter than a lost night. */
export const SILENT_AFTER_MINUTES = 10;

/** Percent of a budget from which boards show it as a warning. The second of the crossings above: half of a budget is no reason to act. */
export const BUDGET_WARN_PERCENT = 75;

/** Dollars of change, upwards and downwards added, from which `tollgate prices reprice --apply` asks for --yes. A price per million typed as one per thousand is off by a factor of 1,000: that shows above it, and corrections of a day's calls stay below. */
export const REPRICE_CONFIRM_ABOVE_USD = 1000;

/** Days that raw spans and logs are kept, for looking into what arrived. The ledger has their calls; a weekend's mishap is still there on Monday. */
export const RAW_SPAN_DAYS = 3;

/** Days that raw metrics are kept. A month, so that a whole month can be held against the ledger. */
export const METRICS_DAYS = 30;

/** Months that single calls are kept, and with them their labels and evaluations. Three years: as long as a provider's invoice is disputed or re-priced. At 65 bytes a call a million calls a day are 70 GB. */
export const LEDGER_MONTHS = 36;

/** Years that the rollups are kept: what was spent, by the hour and by each dimension, for as long as books are kept. */
export const ROLLUP_YEARS = 10;
