import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eraseUser } from "../../cli/erase/erase-user.ts";
import { findLateUsers } from "../../cli/erase/find-late-users.ts";
import { planErasure } from "../../cli/erase/plan-erasure.ts";
import { userHash } from "../../cli/erase/prepare-erasure.ts";
import { EVENT_SCOPE_NAME, GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { foreignSpan, ourSpan, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** Whatever is stored of a person is found by these. */
const ADA = { user: "ada-7f31", session: "chat-ada-55", hash: "hmac-ada-prompt", text: "Ada asks for her parcel" };
const trace = { ada: "ada0".repeat(8), bob: "b0b0".repeat(8) };
const HOUR = 3_600_000;
const start = Math.floor(Date.now() / HOUR) * HOUR - 30 * HOUR;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
}, 120_000);
afterAll(() => ledger.stop());

const read = (query: string) => queryRows(ledger.admin, query);
const insert = (table: string, values: readonly object[]) =>
  ledger.admin.insert({ table: `tollgate.${table}`, values, format: "JSONEachRow" });
const command = (query: string) => ledger.admin.command({ query });

function call(user: string, picoUsd: number, attributes: Record<string, string>, row: object = {}) {
  const labels = {
    [Tollgate.tenant]: "acme",
    [General.userId]: user,
    [GenAi.agentName]: "planner",
    [GenAi.inputTokens]: "1000",
    [GenAi.outputTokens]: "100",
  };
  return ourSpan(start, picoUsd, { ...labels, ...attributes }, row);
}

/** $0.25, $0.50 and $0.125 of ada in two sessions, $1 of nobody in her trace, $2 of bob, $4 of beta's user of her name. */
function spans() {
  const [one, two] = ["ada1".repeat(4), "ada2".repeat(4)];
  return [
    call(
      ADA.user,
      250_000_000_000,
      {
        [General.sessionId]: ADA.session,
        [Tollgate.promptHash]: ADA.hash,
        [Tollgate.promptId]: "greeting",
        [Tollgate.tags]: JSON.stringify([ADA.user, "beta-test"]),
        "gen_ai.input.messages": ADA.text,
      },
      { TraceId: trace.ada, SpanId: one },
    ),
    call(
      ADA.user,
      500_000_000_000,
      { [General.sessionId]: ADA.session, [Tollgate.promptHash]: ADA.hash },
      { TraceId: trace.ada, SpanId: two, Timestamp: utc(start + HOUR) },
    ),
    call(ADA.user, 125_000_000_000, { [General.sessionId]: `${ADA.session}-2` }, { Timestamp: utc(start + 2 * HOUR) }),
    call("", 1_000_000_000_000, {}, { TraceId: trace.ada }),
    call(
      "bob",
      2_000_000_000_000,
      { [General.sessionId]: "chat-bob", [Tollgate.promptHash]: "hmac-bob" },
      { TraceId: trace.bob },
    ),
    call(ADA.user, 4_000_000_000_000, { [Tollgate.tenant]: "of-beta", [General.sessionId]: "of-beta" }),
    // An agent's span without money, which another instrumentation wrote, with what was said; and one of nobody in her trace.
    foreignSpan(
      start,
      { "langfuse.user.id": ADA.user, "gen_ai.prompt": ADA.text },
      { ResourceAttributes: { [Tollgate.tenant]: "acme" } },
    ),
    foreignSpan(
      start,
      { "tool.arguments": ADA.text },
      { TraceId: trace.ada, ResourceAttributes: { [Tollgate.tenant]: "acme" } },
    ),
    foreignSpan(
      start + HOUR,
      {
        [GenAi.evaluationName]: "relevance",
        [GenAi.evaluationScore]: "0.5",
        [Tollgate.tenant]: "acme",
        [Tollgate.aboutTraceId]: trace.ada,
      },
      { ScopeName: EVENT_SCOPE_NAME },
    ),
    foreignSpan(
      start + 3 * HOUR,
      {
        [Tollgate.outcomeName]: "solved",
        [Tollgate.tenant]: "acme",
        [General.sessionId]: `${ADA.session}-2`,
        [General.userId]: ADA.user,
      },
      { ScopeName: EVENT_SCOPE_NAME },
    ),
  ];
}

const metric = {
  MetricName: "llm.cost",
  ServiceName: "other",
  ResourceAttributes: { [Tollgate.tenant]: "acme" },
  TimeUnix: utc(start),
  Value: 7,
  AggregationTemporality: 2,
};

beforeEach(async () => {
  for (const { name } of await read(
    "SELECT name FROM system.tables WHERE database = 'tollgate' AND engine LIKE '%MergeTree' AND NOT match(name, '^(price|prices|settings|schema_|migration_|[.])')",
  ))
    await command(`TRUNCATE TABLE tollgate.${name}`);
  await insert("otel_traces", spans());
  await insert("otel_metrics_sum", [
    { ...metric, Attributes: { user_id: ADA.user, model: "gpt" } },
    {
      ...metric,
      Attributes: { model: "gpt" },
      ...{
        "Exemplars.TraceId": [trace.ada],
        "Exemplars.SpanId": ["s"],
        "Exemplars.Value": [1],
        "Exemplars.TimeUnix": [utc(start)],
        "Exemplars.FilteredAttributes": [{}],
      },
    },
  ]);
  await insert("budgets", [
    { budget: "hers", tenant: "acme", scope: "user", scope_value: ADA.user, period: "total", limit_usd: 1 },
    { budget: "each", tenant: "acme", scope: "user", scope_value: "*", period: "total", limit_usd: 1 },
  ]);
}, 120_000);

const request = { user: ADA.user, tenants: ["acme"] };
const erase = (more: Partial<Parameters<typeof eraseUser>[2]> = {}) =>
  eraseUser(ledger.admin, request, { requestedBy: "test", ...more });
const DIMENSIONS = [
  "total",
  "tenant",
  "project",
  "customer",
  "agent",
  "workflow",
  "model",
  "provider",
  "operation",
  "status",
  "tier",
  "environment",
];
const PERIOD = `from = toDateTime('${utc(start).slice(0, 19)}') - INTERVAL 1 DAY, to = now() + INTERVAL 1 HOUR`;

/** How many of `totals` join nothing: calls, the dimensions, and three more. */
const PLAIN = DIMENSIONS.length + 4;

/** What must not change: every figure that does not divide by user, and those by session and trace but for their names. */
async function totals() {
  const answers = [
    read("SELECT count() AS calls, sum(cost_usd) AS usd FROM tollgate.calls"),
    ...DIMENSIONS.map((name) =>
      read(`SELECT * FROM tollgate.spend_by_value(dimension = '${name}', ${PERIOD}) ORDER BY tenant, value`),
    ),
    read("SELECT * FROM tollgate.spend_by_hour ORDER BY hour, tenant"),
    read(
      `SELECT tenant, sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_by_value(dimension = 'user', ${PERIOD}) GROUP BY tenant ORDER BY tenant`,
    ),
    read(
      "SELECT scope, tenant, sum(usd) AS usd FROM tollgate.spend_by_scope GROUP BY scope, tenant ORDER BY scope, tenant",
    ),
    read(`SELECT * FROM tollgate.cost_per_session(${PERIOD}) ORDER BY tenant`),
    read(`SELECT * FROM tollgate.spend_by_prompt(${PERIOD})`),
    read(`SELECT tag, calls, cost_usd FROM tollgate.spend_by_tag(${PERIOD}) WHERE tag = 'beta-test'`),
    read(`SELECT calls, cost_usd, repeat_cost_usd FROM tollgate.repeated_prompts(${PERIOD})`),
    read(`SELECT * FROM tollgate.scores_by_model(${PERIOD})`),
    read(`SELECT * FROM tollgate.cost_per_outcome(${PERIOD})`),
    read(`SELECT * FROM tollgate.wasted_spend(${PERIOD})`),
    read("SELECT sum(Value) AS value FROM tollgate.otel_metrics_sum"),
  ];
  return Promise.all(answers);
}

const users = () =>
  read(
    `SELECT tenant, value, calls, cost_usd FROM tollgate.spend_by_value(dimension = 'user', ${PERIOD}) ORDER BY tenant, value`,
  );

/** Tables with a row of acme in which something of hers stands, in whatever column. Bytes of traces are searched as such. */
async function tablesWithHer(): Promise<string[]> {
  const texts = [ADA.user, ADA.session, ADA.hash, ADA.text, trace.ada].map((text) => `'${text}'`).join(", ");
  const tables = await read(
    "SELECT name FROM system.tables WHERE database = 'tollgate' AND engine LIKE '%MergeTree' ORDER BY name",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await read(`
      SELECT count() AS rows FROM (SELECT toString(tuple(*)) AS line FROM tollgate.${name})
      WHERE position(line, 'of-beta') = 0 AND (multiSearchAnyCaseInsensitive(line, [${texts}]) OR position(line, unhex('${trace.ada}')) > 0)`);
    if (row?.rows !== "0") found.push(name ?? "");
  }
  return found;
}

test("a dry run says what would change, and changes nothing", async () => {
  await rollUp(ledger.admin);
  const before = await totals();
  const plan = await planErasure(ledger.admin, request);
  expect(plan.tenants).toMatchObject([{ tenant: "acme", calls: 3, costUsd: "0.875" }]);
  expect(plan.rows).toMatchObject({ call_labels: 2, call_events: 2, otel_metrics_sum: 1, budgets: 1 });
  expect(plan.budgets).toEqual(["hers"]);
  expect(await totals()).toEqual(before);
  expect(await read("SELECT count() AS rows FROM tollgate.erasing")).toEqual([{ rows: "0" }]);
  expect(await read("SELECT count() AS rows FROM tollgate.erasures")).toEqual([{ rows: "0" }]);
}, 120_000);

describe("erasing", () => {
  test("leaves nothing of the user in any table, and every total as it was", async () => {
    await rollUp(ledger.admin);
    const before = await totals();
    expect(await users()).toMatchObject([
      { tenant: "acme", value: "", calls: "1", cost_usd: "1" },
      // 0.25 + 0.50 + 0.125
      { tenant: "acme", value: ADA.user, calls: "3", cost_usd: "0.875" },
      { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
      { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
    ]);
    expect(await tablesWithHer()).toEqual(
      expect.arrayContaining([
        "budgets",
        "call_events",
        "call_labels",
        "llm_calls",
        "otel_metrics_sum",
        "otel_traces",
        "spend_scopes",
        "spend_values",
      ]),
    );

    const { remaining, changed } = await erase();

    expect(remaining).toBe(0);
    expect(changed).toMatchObject({ call_labels: 2, call_events: 2 });
    expect(await tablesWithHer()).toEqual([]);
    expect(await totals()).toEqual(before);
    const erased = [
      { tenant: "acme", value: "", calls: "1", cost_usd: "1" },
      { tenant: "acme", value: "(erased)", calls: "3", cost_usd: "0.875" },
      { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
      { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
    ];
    expect(await users()).toMatchObject(erased);
    await rollUp(ledger.admin);
    expect(await users()).toMatchObject(erased);
    expect(await totals()).toEqual(before);
    expect(await tablesWithHer()).toEqual([]);
  }, 240_000);

  test("again changes nothing, and is audited without the id", async () => {
    await erase();
    const before = await totals();
    const again = await erase({ patienceMs: 1_000 });
    expect(again).toMatchObject({ remaining: 0, changed: {} });
    expect(await totals()).toEqual(before);
    const audit = await read("SELECT * FROM tollgate.erasures FINAL ORDER BY started_at");
    expect(audit).toMatchObject([
      { status: "done", tenants: "['acme']", calls: "3", cost_usd: "0.875", requested_by: "test" },
      { status: "done", tenants: "['acme']", calls: "0", cost_usd: "0" },
    ]);
    expect(audit[0]?.user_hash).toBe(userHash(audit[0]?.salt ?? "", ADA.user));
    expect(await read("SELECT count() AS rows FROM tollgate.erasing")).toEqual([{ rows: "0" }]);
    expect(await read("SELECT count() AS n FROM system.mutations WHERE position(command, 'ada-7f31') > 0")).toEqual([
      { n: "0" },
    ]);
    expect(
      await read(
        "SELECT tenant, scope_value, deleted FROM tollgate.budgets WHERE budget = 'hers' ORDER BY recorded_at",
      ),
    ).toEqual([
      { tenant: "acme", scope_value: "(erased)", deleted: "false" },
      { tenant: "acme", scope_value: "(erased)", deleted: "true" },
    ]);
  }, 240_000);

  test("that stops after any table is finished by the next run", async () => {
    // Or the rollups might not have her yet.
    await rollUp(ledger.admin);
    const before = await totals();
    const done: string[] = [];
    const stops = ["call_labels", "call_events", "llm_calls", "otel_metrics_sum", "otel_traces", "spend_scopes"];
    for (const stop of stops) {
      const run = erase({
        onTable: (table) => {
          done.push(table);
          if (table === stop) throw new Error(`stop at ${table}`);
        },
      });
      await expect(run).rejects.toThrow(`stop at ${stop}`);
      // Labels and evaluations have their new names before the calls do, so what joins them is whole again at the end.
      expect((await totals()).slice(0, PLAIN)).toEqual(before.slice(0, PLAIN));
    }
    expect(await erase()).toMatchObject({ remaining: 0 });
    expect(done).toEqual(expect.arrayContaining(stops));
    expect(await tablesWithHer()).toEqual([]);
    expect(await totals()).toEqual(before);
    expect(await read("SELECT status, calls, changed['call_labels'] AS labels FROM tollgate.erasures FINAL")).toEqual([
      { status: "done", calls: "3", labels: "2" },
    ]);
  }, 600_000);

  test("takes the user out of rollups whose ledger has expired, with their sums kept", async () => {
    const old = "2021-03-01 05:00:00";
    const rolled = [
      { scope: "user", hour: old, quarter: old, tenant: "acme", value: ADA.user, calls: 5, usd: "1.000000000001" },
      { scope: "user", hour: old, quarter: old, tenant: "acme", value: "bob", calls: 7, usd: "2" },
    ];
    await insert("spend_scopes", rolled);
    await insert("spend_values", [
      {
        dimension: "user",
        grain: "day",
        start: "2021-03-01 00:00:00",
        tenant: "acme",
        value: ADA.user,
        calls: 5,
        cost_usd: "1.000000000001",
        billed_usd: "0.5",
      },
    ]);
    await erase();
    expect(await tablesWithHer()).toEqual([]);
    expect(
      await read(
        `SELECT value, sum(calls) AS calls, sum(usd) AS usd FROM tollgate.spend_scopes WHERE hour = '${old}' GROUP BY value ORDER BY value`,
      ),
    ).toEqual([
      { value: "(erased)", calls: "5", usd: "1.000000000001" },
      { value: "bob", calls: "7", usd: "2" },
    ]);
    expect(
      await read(
        "SELECT value, sum(calls) AS calls, sum(cost_usd) AS usd, sum(billed_usd) AS billed FROM tollgate.spend_values WHERE start = '2021-03-01 00:00:00' GROUP BY value",
      ),
    ).toEqual([{ value: "(erased)", calls: "5", usd: "1.000000000001", billed: "0.5" }]);
  }, 240_000);
});

test("a span that is delivered again after its user was erased is found by the hash, and goes too; what the user does later stays", async () => {
  const delivered = spans();
  await command("TRUNCATE TABLE tollgate.llm_calls");
  await insert("otel_traces", delivered);
  await erase();
  expect(await findLateUsers(ledger.admin)).toEqual([]);

  await insert("otel_traces", delivered);
  await insert("otel_traces", [call(ADA.user, 3_000_000_000_000, {}, { Timestamp: utc(Date.now() + 60_000) })]);
  const late = await findLateUsers(ledger.admin);
  expect(late).toMatchObject([{ user: ADA.user, tenant: "acme" }]);
  await eraseUser(
    ledger.admin,
    { user: ADA.user, tenants: ["acme"], before: late[0]?.before },
    { requestedBy: "test" },
  );

  expect(await findLateUsers(ledger.admin)).toEqual([]);
  const [, ...rest] = await users();
  expect(rest).toMatchObject([
    { tenant: "acme", value: "(erased)", calls: "3", cost_usd: "0.875" },
    { tenant: "acme", value: ADA.user, calls: "1", cost_usd: "3" },
    { tenant: "acme", value: "bob", calls: "1", cost_usd: "2" },
    { tenant: "of-beta", value: ADA.user, calls: "1", cost_usd: "4" },
  ]);
}, 300_000);
