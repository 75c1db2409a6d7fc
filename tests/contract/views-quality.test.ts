import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, General, Metric, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { foreignSpan, ourSpan, type SpanRow, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string, params?: Record<string, unknown>) => queryRows(ledger.reader, query, params);
const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const day = (date: string) => `from = '${date} 00:00:00', to = '${date} 23:59:59'`;
const DOLLAR = 1_000_000_000_000;

test("latency is of calls that succeeded: percentiles of all, of first tokens, and of tokens a second", async () => {
  const call = (second: number, seconds: number, attributes: Record<string, string> = {}) =>
    ourSpan(
      Date.parse("2026-10-01T08:00:00Z") + second * 1000,
      1,
      { [GenAi.outputTokens]: "100", ...attributes },
      { Duration: seconds * 1_000_000_000 },
    );
  await deliver(
    // 1 to 100 seconds for 100 tokens: 100 down to 1 a second.
    ...Array.from({ length: 100 }, (_, n) => call(n, n + 1, { [GenAi.requestModel]: "plain" })),
    call(0, 1, { [GenAi.requestModel]: "plain", [General.errorType]: "timeout" }),
    // 100 tokens in the 2 seconds after the first of them.
    call(0, 2.5, { [GenAi.requestModel]: "stream", [GenAi.timeToFirstChunk]: "0.5" }),
    call(1, 900, {
      [GenAi.requestModel]: "stream",
      [Tollgate.usageSource]: "interrupted",
      [GenAi.timeToFirstChunk]: "800",
    }),
  );
  const [plain, stream] = await read(`SELECT * FROM tollgate.latency(${day("2026-10-01")})`);
  expect(plain).toMatchObject({
    model: "plain",
    operation: "chat",
    calls: "100",
    streamed_calls: "0",
    ttft_p50_ms: null,
  });
  // Of the 50th, the 95th and the 99th call, at most 1 % off.
  expect(Math.abs(Number(plain?.latency_p50_ms) - 50_000)).toBeLessThanOrEqual(500);
  expect(Math.abs(Number(plain?.latency_p95_ms) - 95_000)).toBeLessThanOrEqual(950);
  expect(Math.abs(Number(plain?.latency_p99_ms) - 99_000)).toBeLessThanOrEqual(990);
  expect(Number(plain?.tokens_per_second_p50)).toBeCloseTo(100 / 50.5, 1);
  expect(stream).toMatchObject({
    model: "stream",
    calls: "1",
    streamed_calls: "1",
    latency_p50_ms: "2480.6",
    ttft_p50_ms: "500",
    ttft_p99_ms: "500",
    tokens_per_second_p50: "49.844",
  });
});

test("priced_share says what part of the calls is in no sum, and what part is our estimate", async () => {
  const call = (second: number, picoUsd: number | undefined, attributes: Record<string, string> = {}) =>
    ourSpan(`2026-10-02T08:00:0${second}Z`, picoUsd, attributes);
  await deliver(
    call(0, DOLLAR),
    call(1, DOLLAR, { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" }),
    call(2, undefined),
    call(3, 0),
    call(4, 0, { [Tollgate.budgetOutcome]: "blocked", [Tollgate.costStatus]: "free" }),
  );
  const rows = await read(`SELECT calls, unpriced_calls, unpriced_share, estimated_share, cost_usd
    FROM tollgate.priced_share(${day("2026-10-02")})`);
  expect(rows).toEqual([
    { calls: "4", unpriced_calls: "1", unpriced_share: "0.25", estimated_share: "0.25", cost_usd: "2" },
  ]);
});

describe("users and sessions", () => {
  beforeAll(async () => {
    const call = (time: string, usd: number | undefined, user: string, session: string, tenant = "default") =>
      ourSpan(`2026-10-03T${time}Z`, usd === undefined ? undefined : usd * DOLLAR, {
        [General.userId]: user,
        [General.sessionId]: session,
        [Tollgate.tenant]: tenant,
      });
    await deliver(
      call("08:00:00", 2, "ann", "s1"),
      call("09:00:00", 3, "ann", "s1"),
      call("08:00:00", 1, "bob", "s2"),
      call("08:30:00", undefined, "bob", "s3"),
      call("08:00:00", 4, "ann", "s1", "acme"),
      call("08:00:00", 9, "", ""),
    );
  });

  test("the dearest come first; users of one name under two tenants are two", async () => {
    const users = await read(
      `SELECT tenant, user_id, calls, unpriced_calls, cost_usd FROM tollgate.top_users(${day("2026-10-03")}, n = 3)`,
    );
    expect(users).toEqual([
      { tenant: "default", user_id: "ann", calls: "2", unpriced_calls: "0", cost_usd: "5" },
      { tenant: "acme", user_id: "ann", calls: "1", unpriced_calls: "0", cost_usd: "4" },
      { tenant: "default", user_id: "bob", calls: "2", unpriced_calls: "1", cost_usd: "1" },
    ]);
    const sessions = await read(
      `SELECT tenant, session, first_at, last_at, cost_usd FROM tollgate.top_sessions(${day("2026-10-03")}, n = 1)`,
    );
    expect(sessions).toEqual([
      {
        tenant: "default",
        session: "s1",
        first_at: "2026-10-03 08:00:00.000",
        last_at: "2026-10-03 09:00:00.000",
        cost_usd: "5",
      },
    ]);
  });

  test("a session with an unpriced call is in no figure of money", async () => {
    const rows = await read(`SELECT * FROM tollgate.cost_per_session(${day("2026-10-03")})`);
    expect(rows).toMatchObject([
      { tenant: "acme", sessions: "1", mean_usd: "4" },
      {
        tenant: "default",
        sessions: "2",
        sessions_with_unpriced_calls: "1",
        cost_usd: "6",
        mean_usd: "3",
        dearest_usd: "5",
      },
    ]);
  });
});

test("metrics_against_ledger finds the call that the metrics counted and the ledger never got", async () => {
  const now = Date.now();
  const sum = (metric: string, value: number, secondsAgo: number, instance: string, labels = {}) => ({
    ServiceName: "api",
    MetricName: metric,
    Value: value,
    AggregationTemporality: 2,
    IsMonotonic: true,
    ResourceAttributes: { "service.instance.id": instance },
    Attributes: labels,
    StartTimeUnix: utc(now - 7_200_000),
    TimeUnix: utc(now - secondsAgo * 1000),
  });
  await ledger.admin.insert({
    table: "tollgate.otel_metrics_sum",
    format: "JSONEachRow",
    values: [
      // Before the period 10 calls, in it up to 12, delivered twice; a second process counted 1, another series of it 1.
      sum(Metric.calls, 10, 4000, "a"),
      sum(Metric.calls, 11, 600, "a"),
      sum(Metric.calls, 12, 500, "a"),
      sum(Metric.calls, 12, 500, "a"),
      sum(Metric.calls, 1, 500, "b"),
      sum(Metric.calls, 1, 500, "b", { [GenAi.agentName]: "writer" }),
      sum(Metric.cost, 5, 4000, "a"),
      sum(Metric.cost, 7, 500, "a"),
      sum(Metric.droppedCalls, 1, 500, "a"),
    ],
  });
  const api = { ServiceName: "api" };
  await deliver(
    ourSpan(now - 650_000, DOLLAR / 2, {}, api),
    ourSpan(now - 640_000, DOLLAR / 2, {}, api),
    ourSpan(now - 630_000, DOLLAR / 2, {}, api),
    // Not counted by our metrics.
    foreignSpan(now - 620_000, { [GenAi.operation]: "chat", [GenAi.provider]: "openai" }, api),
  );
  const period = `from = toDateTime(${Math.floor(now / 1000) - 3600}), to = toDateTime(${Math.floor(now / 1000)})`;
  const rows = await read(`SELECT * FROM tollgate.metrics_against_ledger(${period}) WHERE service = 'api'`);
  // 2 + 1 + 1 calls against 3; 2 dollars against 1.5.
  expect(rows).toEqual([
    {
      service: "api",
      metric_calls: "4",
      ledger_calls: "3",
      missing_calls: "1",
      dropped_calls: "1",
      metric_usd: "2",
      ledger_usd: "1.5",
      missing_usd: "0.5",
    },
  ]);
});

test("metrics_against_ledger counts our own calls to the second, from the ledger as from hours and days", async () => {
  const at = (time: string, usd: number, service = "web") =>
    ourSpan(`2026-09-${time}Z`, usd * 1e12, {}, { ServiceName: service });
  await deliver(
    at("01T23:59:59", 64),
    at("02T00:00:00", 1),
    at("02T10:00:00", 2),
    at("03T12:00:00", 4),
    at("04T09:59:59.999", 8),
    at("04T10:00:00", 16),
    at("03T12:00:00", 1, "jobs"),
    foreignSpan("2026-09-03T13:00:00Z", { [GenAi.operation]: "chat" }, { ServiceName: "web" }),
  );
  const sums = async () => {
    const answers = [];
    for (const [from, to] of [
      ["2026-09-02 00:00:00", "2026-09-04 10:00:00"],
      ["2026-09-02 00:00:01", "2026-09-04 10:00:01"],
      ["2026-09-03 00:00:00", "2026-09-04 00:00:00"],
    ]) {
      const rows = await read(
        "SELECT service, ledger_calls, ledger_usd FROM tollgate.metrics_against_ledger(from = {from:DateTime}, to = {to:DateTime})",
        { from, to },
      );
      answers.push(rows.map((row) => Object.values(row).join(" ")));
    }
    return answers;
  };
  const expected = [
    ["web 4 15", "jobs 1 1"],
    ["web 4 30", "jobs 1 1"],
    ["web 1 4", "jobs 1 1"],
  ];
  expect(await sums()).toEqual(expected);
  await rollUp(ledger.admin);
  expect(await sums()).toEqual(expected);
});
