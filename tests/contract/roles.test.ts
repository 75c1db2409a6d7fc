import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Session } from "chdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSchemaFiles } from "../../clickhouse/schema-file.ts";

// The embedded engine cannot CREATE ROLE, but it enforces grants of its one user `default` from a users file. So the grants of
// 900_roles.sql and later are tried one role at a time: the engine is opened with exactly that role's grants.

const files = readSchemaFiles(fileURLToPath(new URL("../../clickhouse/schema/", import.meta.url)));
const roles = files.filter((file) => file.serverOnly).flatMap((file) => file.statements);
const grantsOf = (role: string) =>
  roles
    .map((sql) => new RegExp(`(GRANT .*) TO tollgate_${role}$`).exec(sql)?.[1])
    .filter((grant) => grant !== undefined);

const root = mkdtempSync(join(tmpdir(), "tollgate-roles-"));
const dataDir = join(root, "data");

/** A session whose `default` has these grants. Views belong to `owner`, who may do everything, as the migrating administrator does. */
function open(name: string, grants: readonly string[]): Session {
  const user = (user: string, queries: readonly string[]) =>
    `<${user}><password/><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>` +
    `<grants>${queries.map((query) => `<query>${query}</query>`).join("")}</grants></${user}>`;
  const users = join(root, `${name}.users.xml`);
  const config = join(root, `${name}.config.xml`);
  const all = ["GRANT ALL ON *.*"];
  writeFileSync(
    users,
    `<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users>${user("default", grants)}${user("owner", all)}</users></clickhouse>`,
  );
  writeFileSync(
    config,
    `<clickhouse><user_directories><users_xml><path>${users}</path></users_xml></user_directories></clickhouse>`,
  );
  return new Session(dataDir, { connectionArgs: [`--config-file=${config}`] });
}

beforeAll(() => {
  const session = open("migrate", ["GRANT ALL ON *.*"]);
  session.query("CREATE DATABASE tollgate ENGINE = Atomic");
  for (const file of files.filter((file) => !file.serverOnly)) {
    for (const sql of file.statements) {
      // Dictionaries read as a user of their own, whatever the asker may.
      session.query(sql.replace("DEFINER = CURRENT_USER", "DEFINER = owner").replace("USER 'default'", "USER 'owner'"));
    }
  }
  session.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs statements as a user with one role's grants; each answer is "ok" or the error's code. */
function as(role: string, statements: readonly string[]): Record<string, string> {
  const session = open(role, grantsOf(role));
  const run = (sql: string) => {
    try {
      session.query(sql);
      return "ok";
    } catch (error) {
      return /Code: (\d+)/.exec(String(error))?.[1] ?? String(error);
    }
  };
  try {
    return Object.fromEntries(statements.map((sql) => [sql, run(sql)]));
  } finally {
    session.close();
  }
}

const allowed = (statements: readonly string[]) => Object.fromEntries(statements.map((sql) => [sql, "ok"]));
/** 497 is ACCESS_DENIED. */
const denied = (statements: readonly string[]) => Object.fromEntries(statements.map((sql) => [sql, "497"]));

const FORBIDDEN_TO_ALL = [
  "DROP TABLE tollgate.budgets",
  "ALTER TABLE tollgate.llm_calls DELETE WHERE 1",
  "INSERT INTO tollgate.llm_calls (cost) SELECT 1",
  "INSERT INTO tollgate.budgets (budget) SELECT 'mine'",
  "CREATE TABLE tollgate.mine (n UInt8) ENGINE = Memory",
  "SELECT * FROM file('/etc/passwd', 'LineAsString')",
  "SELECT count() FROM tollgate.llm_calls",
];

describe("writer", () => {
  test("inserts into landing tables and describes them, and the ledger is filled though it may not touch it", () => {
    const may = [
      "otel_traces",
      "otel_metrics_sum",
      "otel_metrics_gauge",
      "otel_metrics_histogram",
      "otel_metrics_exponential_histogram",
      "otel_metrics_summary",
    ].flatMap((table) => [
      `DESCRIBE TABLE tollgate.${table}`,
      `INSERT INTO tollgate.${table} (ServiceName) SELECT 'test'`,
    ]);
    const call =
      "INSERT INTO tollgate.otel_traces (Timestamp, ScopeName, SpanAttributes) SELECT now(), 'tollgate', map('gen_ai.operation.name', 'chat')";
    expect(as("writer", [...may, call])).toEqual(allowed([...may, call]));
  });

  test("reads nothing, not even what it wrote", () => {
    const not = [
      ...FORBIDDEN_TO_ALL,
      "SELECT count() FROM tollgate.otel_traces",
      "SELECT count() FROM tollgate.calls",
      "SELECT count() FROM tollgate.budget_state",
    ];
    expect(as("writer", not)).toEqual(denied(not));
  });
});

describe("reader", () => {
  const views = files
    .filter((file) => file.name.startsWith("4"))
    .flatMap((file) => file.statements.map((sql) => /CREATE OR REPLACE VIEW (tollgate\.\w+)/.exec(sql)?.[1] ?? ""));

  test("selects from every view of the schema", () => {
    const parameters: Record<string, string> = {
      spend_between: "(from = now() - 1, to = now())",
      spend_value_rows: "(dimension = 'agent', from = now() - 1, to = now())",
      spend_by_value: "(dimension = 'agent', from = now() - 1, to = now())",
      spend_value_days: "(dimension = 'agent', from = now() - 1, to = now())",
      spend_value_hours: "(dimension = 'agent', from = now() - 1, to = now())",
      spend_by_agent: "(from = now() - 1, to = now())",
      spend_by_model: "(from = now() - 1, to = now())",
      spend_trend: "(from = now() - 1, to = now())",
      top_calls: "(from = now() - 1, to = now(), n = 1)",
      labelled_calls: "(from = now() - 1, to = now())",
      spend_by_prompt: "(from = now() - 1, to = now())",
      spend_by_tag: "(from = now() - 1, to = now())",
      repeated_prompts: "(from = now() - 1, to = now())",
      evaluated_calls: "(from = now() - 1, to = now())",
      scores_by_model: "(from = now() - 1, to = now())",
      outcome_costs: "(from = now() - 1, to = now())",
      cost_per_outcome: "(from = now() - 1, to = now())",
      spend_by: "(dimension = 'agent', from = now() - 1, to = now())",
      spend_by_hour_of_day: "(from = now() - 1, to = now(), timezone = 'UTC')",
      spend_by_weekday: "(from = now() - 1, to = now(), timezone = 'UTC')",
      spend_trend_hourly: "(from = now() - 1, to = now())",
      month_projection: "(at = now())",
      spend_forecast: "(at = now(), days = 1)",
      spend_anomalies: "(from = now() - 1, to = now(), min_usd = 1)",
      cache_savings: "(from = now() - 1, to = now())",
      latency: "(from = now() - 1, to = now())",
      priced_share: "(from = now() - 1, to = now())",
      what_if: "(provider = 'openai', model = 'gpt-5', from = now() - 1, to = now())",
      batch_candidates: "(from = now() - 1, to = now())",
      top_users: "(from = now() - 1, to = now(), n = 1)",
      top_sessions: "(from = now() - 1, to = now(), n = 1)",
      cost_per_session: "(from = now() - 1, to = now())",
      metrics_against_ledger: "(from = now() - 1, to = now())",
      wasted_spend: "(from = now() - 1, to = now())",
      corrected_calls: "(from = now() - 1, to = now())",
      stale_corrections: "(from = now() - 1, to = now())",
    };
    const may = views.map((view) => `SELECT * FROM ${view}${parameters[view.replace("tollgate.", "")] ?? ""}`);
    expect(as("reader", may)).toEqual(allowed(may));
  });

  test("sees neither spans nor tables, and changes nothing", () => {
    const not = [
      ...FORBIDDEN_TO_ALL,
      "SELECT count() FROM tollgate.otel_traces",
      "SELECT * FROM tollgate.budgets",
      "SELECT * FROM tollgate.settings",
      "SELECT * FROM tollgate.prices",
      "SELECT dictGet('tollgate.price_model_dictionary', 'model', 'openai/gpt-4o')",
      "SELECT * FROM merge('tollgate', 'llm_calls')",
    ];
    expect(as("reader", not)).toMatchObject(denied(not.slice(0, -1)));
    expect(as("reader", not.slice(-1))).not.toEqual(allowed(not.slice(-1)));
  });
});

test("guard reads budget_state and nothing else", () => {
  const may = ["SELECT * FROM tollgate.budget_state"];
  const not = [
    ...FORBIDDEN_TO_ALL,
    "SELECT * FROM tollgate.calls",
    "SELECT * FROM tollgate.budgets",
    "SELECT * FROM tollgate.budget_used",
  ];
  expect(as("guard", [...may, ...not])).toEqual({ ...allowed(may), ...denied(not) });
});
