import { readFileSync } from "node:fs";
import { TypeThresholdBuilder } from "@grafana/grafana-foundation-sdk/expr";
import { RUNBOOK_UID } from "../grafana/boards/runbook-uid.ts";
import { CLICKHOUSE_DATASOURCE } from "../grafana/clickhouse-datasource.ts";
import { clickHouseQuery } from "../grafana/clickhouse-query.ts";

/** What a rule must say. SQL: string columns become the alert's labels, exactly one numeric column `value` is compared; each row is an alert of its own. */
export interface RuleSpec {
  /** Never changes: Grafana and silences know the rule by it. */
  uid: string;
  sql: string;
  /** More queries with the same string columns, whose values the texts may print: refId → SQL. */
  alsoRead?: Record<string, string>;
  /** An alert fires for each row whose `value` lies on this side of the limit. */
  fires: { when: "gt" | "lt"; limit: number };
  /** What a human must do: act now, act today, know. May be a template over the labels. */
  severity: string;
  /** One sentence, the first thing the on-call reads. */
  summary: string;
  /** The numbers, filled in. */
  description: string;
  /** Where on a board to look. */
  panel: { uid: string; id: number };
  labels?: Record<string, string>;
  /** How long it must hold before it fires. Default: at once. */
  forDuration?: string;
  /** How long it keeps firing after it was last true. Default: not at all. */
  keepFiringFor?: string;
  /** Default KeepLast: with any other state an outage of the ledger resolves every alert and sends all again afterwards. */
  onError?: "KeepLast" | "Alerting";
}

/** A rule in the form of Grafana's provisioning files. The SDK's own builder makes the form of the HTTP API, whose keys differ. */
export type FileRule = ReturnType<typeof alertRule>;

/** One alert rule with the house defaults and a link to its heading in the runbook. @throws when the runbook has no such heading or a text is empty. */
export function alertRule(title: string, spec: RuleSpec) {
  for (const field of ["uid", "sql", "severity", "summary", "description"] as const)
    if (spec[field].trim() === "")
      throw new Error(`Cannot build alert rule "${title}": "${field}" is empty (alerting/rules.ts)`);
  const queries = Object.entries({ A: spec.sql, ...spec.alsoRead });
  return {
    uid: spec.uid,
    title,
    condition: "C",
    data: [...queries.map(([refId, sql]) => sqlNode(refId, sql)), thresholdNode(spec.fires)],
    dashboardUid: spec.panel.uid,
    panelId: spec.panel.id,
    noDataState: "OK",
    execErrState: spec.onError ?? "KeepLast",
    for: spec.forDuration ?? "0s",
    keepFiringFor: spec.keepFiringFor ?? "0s",
    // Six evaluations: one answer that lacks a row, as from a replica that lags, must not resolve and send again.
    missing_series_evals_to_resolve: 6,
    // Grafana expands $NAME in labels as variables of its environment; $$ is one dollar sign.
    labels: mapValues({ severity: spec.severity, ...spec.labels }, (text) => text.replaceAll("$", "$$$$")),
    annotations: {
      // Messages find the board by these two, the rule's own page by dashboardUid and panelId above.
      __dashboardUid__: spec.panel.uid,
      __panelId__: String(spec.panel.id),
      summary: spec.summary,
      description: spec.description,
      // Grafana's own form of the root URL ends in a slash, and two slashes are a 404.
      runbook_url: `\${GF_SERVER_ROOT_URL}d/${RUNBOOK_UID}?viewPanel=${runbookHeading(title)}`,
    },
  };
}

/** Position of the rule's heading, which is the id of its panel on the board "Runbook". */
function runbookHeading(title: string): number {
  // One folder below the root here and in the bundle of the published command, where this URL must hold too.
  const runbook = readFileSync(new URL("../alerting/runbook.md", import.meta.url), "utf8");
  const headings = [...runbook.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
  const position = headings.indexOf(title) + 1;
  if (position === 0)
    throw new Error(
      `Cannot build alert rule "${title}": alerting/runbook.md has no heading "## ${title}", only ${headings.join(", ")}`,
    );
  return position;
}

function sqlNode(refId: string, sql: string) {
  // Our views know the time themselves; Grafana still demands a range.
  return {
    refId,
    relativeTimeRange: { from: 600, to: 0 },
    datasourceUid: CLICKHOUSE_DATASOURCE.uid,
    model: plain(clickHouseQuery(sql, refId).build()),
  };
}

function thresholdNode(fires: RuleSpec["fires"]) {
  const condition = { evaluator: { type: fires.when, params: [fires.limit] } };
  const model = new TypeThresholdBuilder().refId("C").expression("A").conditions([condition]).build();
  return { refId: "C", datasourceUid: "__expr__", model: plain(model) };
}

/** Without the SDK's marker function, which YAML cannot hold. */
function plain(model: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(model));
}

function mapValues(record: Record<string, string>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
