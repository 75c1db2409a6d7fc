import type { Session } from "chdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENT_SCOPE_NAME } from "../../instrumentation/conventions.ts";
import { grantsOf, ROW_POLICIES, RoleEngine, SCHEMA_FILES } from "./role-engine.ts";
import { schemaViews } from "./schema-views.ts";
import { utc } from "./span-row.ts";
import { spansOfTenant } from "./spans-of-tenant.ts";
import { sumCorrections } from "./sum-corrections.ts";

// A server makes the policies of 905 and the user tollgate_tenant_acme. Here the same conditions are the filters of a users file, and the one
// who asks is always `default`, who is therefore taken for acme's reader. The views' owner is another user, with the same filters.

const asAcme = new Map(
  [...ROW_POLICIES].map(([table, condition]) => [
    table,
    condition.replaceAll("currentUser()", "if(currentUser() = 'default', 'tollgate_tenant_acme', currentUser())"),
  ]),
);

const NOW = Date.now();
const at = (hoursAgo: number) => NOW - hoursAgo * 3_600_000;
const day = (hoursAgo: number) => `toDateTime('${utc(at(hoursAgo)).slice(0, 19)}')`;
const views = schemaViews(SCHEMA_FILES, { from: day(24 * 40), to: day(-1), at: day(0), n: "1000" });
/** Each as a tenant's reader asks it, `spend_by` and its like by tenant too. */
const asked = [...views].flatMap(([view, call]) => {
  if (!grantsOf("tenant_reader").includes(`GRANT SELECT ON tollgate.${view}`)) return [];
  return call.includes("dimension = 'agent'") ? [call, call.replace("'agent'", "'tenant'")] : [call];
});

/** Differ from one moment to the next, whoever asks. */
const VOLATILE = ["as_of", "ingested_at", "projected_month_usd"];

let engine: RoleEngine;
/** What the views say where acme is alone, and what acme's reader is told after beta came. */
let alone: ReadonlyMap<string, unknown>;
let filtered: ReadonlyMap<string, unknown>;

beforeAll(() => {
  engine = new RoleEngine();
  using(engine.open(), (session) => {
    insert(session, "otel_traces", spansOfTenant("acme", 1, NOW));
    insert(session, "budgets", [
      { budget: "acme-agents", tenant: "acme", scope: "agent", scope_value: "*", period: "month", limit_usd: 1 },
      { budget: "acme-by-name", scope: "tenant", scope_value: "acme", period: "total", limit_usd: 1 },
      { budget: "each-tenant", scope: "tenant", scope_value: "*", period: "total", limit_usd: 1 },
    ]);
    correct(session);
    rollUp(session);
    touchOneHour(session);
    alone = answers(session);

    insert(session, "otel_traces", spansOfTenant("beta", 2, NOW));
    insert(session, "budgets", [
      { budget: "everything-beta", scope: "total", period: "total", limit_usd: 1 },
      { budget: "beta-agents", tenant: "beta", scope: "agent", scope_value: "*", period: "total", limit_usd: 1 },
      { budget: "beta-by-name", scope: "tenant", scope_value: "beta", period: "total", limit_usd: 1 },
      { budget: "given-to-beta", tenant: "acme", scope: "total", period: "total", limit_usd: 1, recorded_at: 1 },
      { budget: "given-to-beta", tenant: "beta", scope: "total", period: "total", limit_usd: 1 },
    ]);
    correct(session);
    rollUp(session);
    touchOneHour(session);
  });
  using(engine.open({ grants: grantsOf("tenant_reader"), policies: asAcme }), (session) => {
    filtered = answers(session);
  });
}, 300_000);
afterAll(() => engine.remove());

describe("a tenant's reader", () => {
  test.each(asked)("is told by %s what it would be if the tenant were alone", (call) => {
    expect(filtered.get(call)).toEqual(alone.get(call));
    expect(JSON.stringify(filtered.get(call))).not.toContain("beta");
  });

  test("is asked about something: most views have rows", () => {
    const withRows = asked.filter((call) => JSON.stringify(alone.get(call)).includes("acme"));
    expect(withRows.length).toBeGreaterThan(asked.length / 2);
  });

  test("reads only its own part of the ledger, because the filter reaches the primary key", () => {
    const plan = (policies: ReadonlyMap<string, string>) =>
      using(engine.open({ policies }), (session) =>
        session.query("EXPLAIN indexes = 1 SELECT sum(cost) FROM tollgate.calls"),
      );
    expect(plan(asAcme)).toContain("(tenant in ['acme', 'acme'])");
    expect(plan(ROW_POLICIES)).not.toContain("tenant in");
  }, 120_000);
});

test("everybody else is not filtered, and the ledger and its rollups are filled as without policies", () => {
  const sums = "SELECT sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_by_hour";
  const ledger = "SELECT count() AS calls, sum(cost) AS usd FROM tollgate.calls";
  const before = using(engine.open(), (session) => [rows(session, sums), rows(session, ledger)]);
  using(engine.open({ policies: ROW_POLICIES }), (session) => {
    expect([rows(session, sums), rows(session, ledger)]).toEqual(before);
    insert(session, "otel_traces", spansOfTenant("gamma", 3, NOW));
    const filled = rows(session, ledger);
    expect(Number(filled[0]?.calls)).toBe(
      Number(before[1]?.[0]?.calls) + spansOfTenant("gamma", 3, NOW).filter(isCall).length,
    );
    rollUp(session);
    expect(rows(session, "SELECT count() AS n FROM tollgate.hours_to_roll")).toEqual([{ n: 0 }]);
    expect(Number(rows(session, sums)[0]?.calls)).toBe(Number(filled[0]?.calls));
  });
}, 120_000);

/** Tables of several tenants' rows that have no policy, and why that is right. Views that read one need a policy or no grant. */
const WITHOUT_POLICY: Readonly<Record<string, string>> = {
  budgets: "an older row may be of another tenant than the newest",
  twins: "says which calls stood at two places, and no view shows it",
  erasing: "has rows only while somebody is erased, and no view shows it",
  repricing_runs: "says what was asked for, and tenants do not ask",
};

test("each table with a tenant has a policy; what reads one without has its own, or is not for tenants", () => {
  const tables = using(engine.open(), (session) =>
    rows(
      session,
      "SELECT DISTINCT table AS found FROM system.columns WHERE database = 'tollgate' AND name = 'tenant' AND table IN (SELECT name FROM system.tables WHERE database = 'tollgate' AND engine LIKE '%MergeTree')",
    ),
  ).map(({ found }) => String(found));
  expect(tables.filter((table) => !ROW_POLICIES.has(table)).toSorted()).toEqual(Object.keys(WITHOUT_POLICY).toSorted());
  const granted = new Set(grantsOf("tenant_reader").map((grant) => /tollgate\.(\w+)$/.exec(grant)?.[1]));
  for (const sql of SCHEMA_FILES.flatMap(({ statements }) => statements)) {
    const view = /CREATE OR REPLACE VIEW tollgate\.(\w+)/.exec(sql)?.[1];
    const read = Object.keys(WITHOUT_POLICY).filter((table) => new RegExp(`tollgate\\.${table}\\b`).test(sql));
    if (view === undefined || read.length === 0) continue;
    expect([view, ROW_POLICIES.has(view) || !granted.has(view)]).toEqual([view, true]);
  }
});

function isCall(row: { ScopeName: string }): boolean {
  return row.ScopeName !== EVENT_SCOPE_NAME;
}

/** Two calls of each tenant cost a tenth more by a run of re-pricing. */
function correct(session: Session): void {
  session.query(`
    INSERT INTO tollgate.llm_calls
    SELECT * REPLACE('correction' AS kind, cityHash64(call_id, 'run') AS call_id, cost / 10 AS cost, 0 AS input_tokens, 0 AS output_tokens,
        'run' AS run_id, call_id AS corrects, cost AS corrects_billed, cost_status AS corrects_status)
    FROM (SELECT * FROM tollgate.llm_calls FINAL WHERE kind = 'call' AND cost_status = 'priced' ORDER BY ts LIMIT 2 BY tenant)`);
}

/** Each with what its markers are, and its view of hours that are still to be rolled. */
const ROLLUPS = [
  ["spend_hourly", "is_marker = 1", "hours_to_roll"],
  ["spend_scopes", "is_marker = 1", "scope_hours_to_roll"],
  ["spend_values", "dimension = ''", "value_hours_to_roll"],
  ["spend_usage", "is_marker = 1", "usage_hours_to_roll"],
  ["call_stats", "part = 'marker'", "stats_hours_to_roll"],
  ["session_sums", "is_marker = 1", "session_hours_to_roll"],
] as const;

/** Until every view answers from the rollups. */
function rollUp(session: Session): void {
  const each = (what: string) => {
    for (const rollup of [...ROLLUPS.map(([name]) => name), "touched_hours"])
      session.query(`SYSTEM ${what} VIEW tollgate.${rollup}_refresh`);
  };
  // A refresh that began before the newest rows would be believed to have seen them, once their touches are moved.
  each("STOP");
  while (rows(session, "SELECT count() AS n FROM system.view_refreshes WHERE status = 'Running'")[0]?.n !== 0);
  const hours = rows(session, "SELECT DISTINCT hour FROM tollgate.touched_hours");
  session.query("TRUNCATE TABLE tollgate.touched_hours");
  for (const [rollup, isMarker] of ROLLUPS)
    session.query(`ALTER TABLE tollgate.${rollup} DELETE WHERE ${isMarker} SETTINGS mutations_sync = 2`);
  insert(
    session,
    "touched_hours",
    hours.map(({ hour }) => ({ hour, touched_at: utc(NOW - 60_000) })),
  );
  each("START");
  const views = [...ROLLUPS.map(([, , view]) => view), "hours_not_rolled"];
  const left = `SELECT ${views.map((view) => `(SELECT count() FROM tollgate.${view})`).join(" + ")} AS hours`;
  for (let tries = 0; tries < 20; tries++) {
    if (rows(session, left)[0]?.hours === 0) return;
    each("REFRESH");
    each("WAIT");
  }
  throw new Error("The rollups did not catch up");
}

/** So that the views' other branch, which reads the ledger, has something to filter too. */
function touchOneHour(session: Session): void {
  session.query(
    "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT max(hour), now64(3, 'UTC') FROM tollgate.llm_calls",
  );
}

function answers(session: Session): ReadonlyMap<string, unknown> {
  return new Map(
    asked.map((call) => {
      const told = rows(session, `SELECT * FROM ${call}`).map(stable);
      return [call, (call.includes("_rows(") ? sumCorrections(told) : told).toSorted(byText)];
    }),
  );
}

/** Without what the moment decides; arrays in one order, because some aggregates have none. */
function stable(row: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(row).filter(([name]) => !VOLATILE.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.toSorted(byText) : value]));
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function rows(session: Session, sql: string): Record<string, unknown>[] {
  const lines = session.query(`${sql} SETTINGS output_format_json_quote_64bit_integers = 0`, "JSONEachRow").split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
}

function insert(session: Session, table: string, values: readonly object[]): void {
  const lines = values.map((value) => JSON.stringify(value)).join("\n");
  session.query(`INSERT INTO tollgate.${table} FORMAT JSONEachRow\n${lines}`);
}

function using<T>(session: Session, work: (session: Session) => T): T {
  try {
    return work(session);
  } finally {
    session.close();
  }
}
