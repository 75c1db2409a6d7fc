import { SPEND_IDS } from "../grafana/boards/spend/ids.ts";
import { CROSSING_LABELS } from "./crossing-labels.ts";
import { alertRule } from "./rule.ts";
import { SILENT_AFTER_MINUTES } from "./thresholds.ts";

const crossing = CROSSING_LABELS.join(", ");

/** Every alert, by how often it is looked at. */
export const RULE_GROUPS = [
  {
    name: "budgets",
    // Ten seconds is Grafana's shortest: a crossing is told about 4 s after the call that made it.
    interval: "10s",
    rules: [
      alertRule("BudgetThresholdCrossed", {
        uid: "tollgate-budget-threshold",
        // The view holds a row for each crossing of the current period; the row is the alert, its value only the text.
        sql: `SELECT ${crossing}, value FROM tollgate.alert_budget_threshold`,
        alsoRead: { L: `SELECT ${crossing}, toFloat64(limit_usd) AS value FROM tollgate.alert_budget_context` },
        fires: { when: "gt", limit: 0 },
        severity:
          '{{ if $labels.threshold }}{{ if match "^[0-9]{3}" $labels.threshold }}critical{{ else }}warning{{ end }}{{ else }}critical{{ end }}',
        labels: { kind: "budget_threshold" },
        summary:
          "{{ if $labels.budget }}Budget {{ $labels.budget }}{{ if $labels.scope_value }} ({{ $labels.scope }} {{ $labels.scope_value }}){{ end }} passed {{ $labels.threshold }} %{{ else }}Budgets cannot be read{{ end }}",
        description:
          '{{ if $labels.budget }}{{ printf "%.1f" $values.A.Value }} % of {{ printf "$%.2f" $values.L.Value }} is used. Period: {{ $labels.period }}{{ if match "day|month" $labels.period }} from {{ $labels.period_start }}{{ end }}.{{ if $labels.tenant }} Tenant: {{ $labels.tenant }}.{{ end }}{{ else }}The query on the ledger failed: see LedgerUnreadable.{{ end }}',
        panel: { uid: SPEND_IDS.uid, id: SPEND_IDS.budgets },
      }),
    ],
  },
  {
    name: "pipeline",
    interval: "30s",
    rules: [
      alertRule("TelemetrySilent", {
        uid: "tollgate-telemetry-silent",
        sql: "SELECT source, value FROM tollgate.alert_telemetry_silent",
        fires: { when: "gt", limit: SILENT_AFTER_MINUTES },
        severity: "critical",
        labels: { kind: "pipeline" },
        summary:
          "{{ if $labels.source }}No telemetry arrives: spend and budgets are out of date{{ else }}Telemetry cannot be checked{{ end }}",
        description:
          '{{ if $labels.source }}Nothing for {{ printf "%.0f" $values.A.Value }} minutes: no app is running, or the way to the ledger is broken and calls go on uncounted.{{ else }}The query on the ledger failed: see LedgerUnreadable.{{ end }}',
        panel: { uid: SPEND_IDS.uid, id: SPEND_IDS.newestCall },
        // A trickle that comes and goes is one incident.
        keepFiringFor: "5m",
      }),
      alertRule("LedgerUnreadable", {
        uid: "tollgate-ledger-unreadable",
        // The budget views too, with their arithmetic: their own rule keeps what it knew when they fail.
        sql: "SELECT 'ledger' AS source, toFloat64(count()) AS value FROM tollgate.pipeline_health WHERE (SELECT sum(value) FROM tollgate.alert_budget_threshold) >= 0 AND (SELECT sum(limit_usd) FROM tollgate.alert_budget_context) >= 0",
        fires: { when: "lt", limit: 1 },
        severity: "critical",
        labels: { kind: "pipeline" },
        summary: "Grafana cannot read the ledger or its budgets: other alerts may not fire",
        description:
          "The query on tollgate.pipeline_health and the budget alert views fails or finds nothing. Boards may be empty, and budget alerts wait until it works again.",
        panel: { uid: SPEND_IDS.uid, id: SPEND_IDS.newestCall },
        // The one rule that an error must fire; two minutes let a restart of ClickHouse pass.
        onError: "Alerting",
        forDuration: "2m",
      }),
    ],
  },
];
