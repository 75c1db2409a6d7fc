import type { ViewGroup } from "./view-question.ts";

export const HEALTH: ViewGroup = {
  title: "Is it all there?",
  about: "Why a call that arrives twice is charged once is told in [identity.md](identity.md).",
  questions: [
    {
      view: "metrics_against_ledger",
      question: "Did every call arrive?",
      about:
        "Metrics are counted in the app and come another way. A few calls of difference at the ends of a period are normal.",
      query:
        "SELECT service, metric_calls, ledger_calls, missing_calls, dropped_calls\nFROM tollgate.metrics_against_ledger(from = '2026-10-20 00:00:00', to = '2026-10-20 12:00:00')",
    },
    {
      view: "pipeline_health",
      question: "Is what the boards show whole and fresh?",
      about:
        "One row by the clock. It also has the newest arrivals, the lag, and what came within the hour; these change all the time. A delivery more than once costs nothing.",
      query:
        "SELECT duplicate_spans_last_hour, unpriced_calls_today, estimated_calls_today\nFROM tollgate.pipeline_health",
    },
    {
      view: "alert_telemetry_silent",
      question: "Has telemetry gone silent?",
      about: "`value` is minutes since the newest arrival.",
      query: "SELECT source, value > 10 AS is_silent\nFROM tollgate.alert_telemetry_silent",
    },
    {
      view: "rejected",
      question: "What could not be understood?",
      about:
        "Of the last 30 days, with first and last arrival. Where `in_ledger`, the call is there with the rest that was understood.",
      query: "SELECT tenant, service, scope, reason, in_ledger, spans, example\nFROM tollgate.rejected",
    },
    {
      view: "rollup_drift",
      question: "Do the rollups say what the ledger says?",
      about: "As of the nightly check. `WHERE difference != 0` has to be empty; here is one day of one rollup.",
      query:
        "SELECT day, rollup, grain, dimension, measure, ledger, rollups, difference\nFROM tollgate.rollup_drift WHERE day = '2026-10-14' AND rollup = 'spend_values' AND grain = 'day' AND measure IN ('calls', 'cost_usd', 'billed_usd') ORDER BY measure",
    },
  ],
};
