import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantsOf, RoleEngine, SCHEMA_FILES } from "./role-engine.ts";
import { schemaViews } from "./schema-views.ts";

// Each role of 900_roles.sql and later is tried on the engine itself, opened with exactly that role's grants.

let engine: RoleEngine;
beforeAll(() => {
  engine = new RoleEngine();
}, 120_000);
afterAll(() => engine.remove());

/** Views of 4xx that no role reads, each with the reason. */
const INTERNAL: Readonly<Record<string, string>> = {
  budget_plan: "was how budget_sums read until 514, for that view only",
  budget_sums: "is read through budget_spend, which has its sums",
  budget_candidates: "is a step of budget_crossings",
  budget_days_crossed: "is a step of budget_crossings",
  budget_quarters_crossed: "is a step of budget_crossings",
};

/** Views that a tenant's own reader may not ask, though Grafana's does, each with the reason. */
const NOT_FOR_TENANTS: Readonly<Record<string, string>> = {
  prices_now: "has what was agreed with providers",
  repricing_audit: "names filters and reasons of all tenants",
  alert_telemetry_silent: "is about the whole installation",
  pipeline_health: "is about the whole installation",
  rollup_drift: "is about the whole installation",
  metrics_against_ledger: "compares with metrics, which know no tenant",
};

const views = schemaViews(SCHEMA_FILES);

test("every view of 4xx is granted to readers and to tenants' readers, or named above with the reason", () => {
  const granted = (role: string) =>
    grantsOf(role)
      .map((grant) => /^GRANT SELECT ON tollgate\.(\w+)$/.exec(grant)?.[1])
      .toSorted();
  const all = [...views.keys()].filter((view) => !(view in INTERNAL)).toSorted();
  expect(granted("reader")).toEqual(all);
  expect(granted("tenant_reader")).toEqual(all.filter((view) => !(view in NOT_FOR_TENANTS)));
});

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
      "otel_logs",
    ].flatMap((table) => [
      `DESCRIBE TABLE tollgate.${table}`,
      `INSERT INTO tollgate.${table} (ServiceName) SELECT 'test'`,
    ]);
    const call =
      "INSERT INTO tollgate.otel_traces (Timestamp, ScopeName, SpanAttributes) SELECT now(), 'tollgate', map('gen_ai.operation.name', 'chat')";
    expect(engine.as("writer", [...may, call])).toEqual(allowed([...may, call]));
  });

  test("reads nothing, not even what it wrote", () => {
    const not = [
      ...FORBIDDEN_TO_ALL,
      "SELECT count() FROM tollgate.otel_traces",
      "SELECT count() FROM tollgate.calls",
      "SELECT count() FROM tollgate.budget_state",
    ];
    expect(engine.as("writer", not)).toEqual(denied(not));
  });
});

describe.each(["reader", "tenant_reader"])("%s", (role) => {
  test("selects from every view that it is granted", () => {
    const may = [...views].filter(([view]) => grantsOf(role).includes(`GRANT SELECT ON tollgate.${view}`));
    const asked = may.map(([, call]) => `SELECT * FROM ${call}`);
    expect(asked.length).toBeGreaterThan(40);
    expect(engine.as(role, asked)).toEqual(allowed(asked));
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
    expect(engine.as(role, not)).toMatchObject(denied(not.slice(0, -1)));
    expect(engine.as(role, not.slice(-1))).not.toEqual(allowed(not.slice(-1)));
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
  expect(engine.as("guard", [...may, ...not])).toEqual({ ...allowed(may), ...denied(not) });
});
