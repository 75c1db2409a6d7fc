import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const deliver = (...spans: SpanRow[]) =>
  ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
const read = (query: string, params?: Record<string, unknown>) => queryRows(ledger.reader, query, params);

const PERIOD = { from: "2026-10-01 00:00:00", to: "2026-10-03 00:00:00" };
const AGENTS =
  "SELECT agent, calls, unpriced_calls, cost_usd, cost_per_call_usd FROM tollgate.spend_by_agent(from = {from:DateTime}, to = {to:DateTime})";
const [writer, reviewer] = [{ [GenAi.agentName]: "writer" }, { [GenAi.agentName]: "reviewer" }];

test("an empty ledger answers every view without an error", async () => {
  const plain = [
    "calls",
    "spend_by_hour",
    "spend_by_day",
    "budget_state",
    "budget_used",
    "budget_crossings",
    "alert_budget_threshold",
    "alert_budget_context",
  ];
  for (const view of plain) expect([view, await read(`SELECT * FROM tollgate.${view}`)]).toEqual([view, []]);
  for (const view of ["spend_by_agent", "spend_by_model"])
    expect(await read(`SELECT * FROM tollgate.${view}(from = {from:DateTime}, to = {to:DateTime})`, PERIOD)).toEqual(
      [],
    );
  expect(
    await read("SELECT * FROM tollgate.top_calls(from = {from:DateTime}, to = {to:DateTime}, n = 10)", PERIOD),
  ).toEqual([]);
  expect(await read("SELECT * FROM tollgate.spend_trend(from = {from:DateTime}, to = {to:DateTime})", PERIOD)).toEqual([
    { day: "2026-10-01", cost_usd: "0", calls: "0" },
    { day: "2026-10-02", cost_usd: "0", calls: "0" },
  ]);
  expect(await read("SELECT * FROM tollgate.alert_telemetry_silent")).toEqual([{ source: "telemetry", value: "0" }]);
  const [cards] = await read(
    "SELECT today_usd, month_usd, projected_month_usd, today_calls, unpriced_calls_today FROM tollgate.spend_cards",
  );
  expect(cards).toEqual({
    today_usd: null,
    month_usd: null,
    projected_month_usd: null,
    today_calls: "0",
    unpriced_calls_today: "0",
  });
  const [health] = await read(
    "SELECT newest_span_at, newest_metric_at, newest_call_at, lag_seconds, spans_last_hour, calls_last_hour FROM tollgate.pipeline_health",
  );
  expect(health).toEqual({
    newest_span_at: null,
    newest_metric_at: null,
    newest_call_at: null,
    lag_seconds: null,
    spans_last_hour: "0",
    calls_last_hour: "0",
  });
});

describe("spend of a period", () => {
  // writer:   0.00125 at 00:00:00.000 of 1 October + 0.000000000001 at 23:59:59.999  = 0.001250000001
  // reviewer: 0.5 at 12:30 + unpriced at 12:31                                       = 0.5, per priced call 0.5
  // outside:  9 dollars at 30 September 23:59:59.999 and at 3 October 00:00:00.000
  const seed = () =>
    deliver(
      ourSpan("2026-10-01T00:00:00.000Z", 1_250_000_000, writer),
      ourSpan("2026-10-02T23:59:59.999Z", 1, writer),
      ourSpan("2026-10-01T12:30:00Z", 500_000_000_000n, reviewer),
      ourSpan("2026-10-01T12:31:00Z", undefined, reviewer),
      ourSpan("2026-09-30T23:59:59.999Z", 9_000_000_000_000n, writer),
      ourSpan("2026-10-03T00:00:00.000Z", 9_000_000_000_000n, writer),
    );
  const expected = [
    { agent: "reviewer", calls: "2", unpriced_calls: "1", cost_usd: "0.5", cost_per_call_usd: "0.5" },
    {
      agent: "writer",
      calls: "2",
      unpriced_calls: "0",
      cost_usd: "0.001250000001",
      cost_per_call_usd: "0.0006250000005",
    },
  ];

  test("is exact to the picodollar and half-open, at once and from the rollup", async () => {
    await seed();
    expect(await read(AGENTS, PERIOD)).toEqual(expected);
    await rollUp(ledger.admin);
    expect(await read(AGENTS, PERIOD)).toEqual(expected);
  });

  test("cuts hours where the bounds do, also when the rollup knows only whole ones", async () => {
    const between = (from: string, to: string) =>
      read(AGENTS, { from: `2026-10-01 ${from}`, to: `2026-10-01 ${to}` }).then((rows) =>
        rows.map((row) => [row.agent, row.cost_usd]),
      );
    expect(await between("12:30:00", "12:31:00")).toEqual([["reviewer", "0.5"]]);
    expect(await between("12:30:01", "12:31:00")).toEqual([]);
    expect(await between("12:29:59", "12:30:00")).toEqual([]);
  });

  test("by day and by hour sums to the same", async () => {
    const all = await read("SELECT sum(cost_usd) AS usd, count() AS calls FROM tollgate.calls");
    for (const view of ["spend_by_day", "spend_by_hour"]) {
      expect(await read(`SELECT sum(s.cost_usd) AS usd, sum(s.calls) AS calls FROM tollgate.${view} AS s`)).toEqual(
        all,
      );
    }
  });
});

test("a late row is right at once and after its rollup, and a vanished dimension leaves nothing behind", async () => {
  const [agent, id] = ["late", "chatcmpl-late-row-000000000000"];
  const hour = "2026-08-05T10:00:00Z";
  const byAgent = () =>
    read("SELECT agent, calls, cost_usd FROM tollgate.spend_by_hour WHERE hour = '2026-08-05 10:00:00' ORDER BY agent");
  await deliver(
    ourSpan(hour, 30, { [GenAi.agentName]: agent, [GenAi.responseId]: id, [Tollgate.usageSource]: "interrupted" }),
  );
  await rollUp(ledger.admin);
  expect(await byAgent()).toEqual([{ agent: "late", calls: "1", cost_usd: "0.00000000003" }]);
  // The same call again, better known: another agent, another sum.
  await deliver(ourSpan(hour, 70, { [GenAi.agentName]: "found", [GenAi.responseId]: id }));
  expect(await byAgent()).toEqual([{ agent: "found", calls: "1", cost_usd: "0.00000000007" }]);
  await rollUp(ledger.admin);
  expect(await byAgent()).toEqual([{ agent: "found", calls: "1", cost_usd: "0.00000000007" }]);
  const [posted] = await queryRows(
    ledger.admin,
    "SELECT sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_hourly WHERE hour = '2026-08-05 10:00:00'",
  );
  expect(posted).toEqual({ calls: "1", usd: "0.00000000007" });
});

test("errors, blocked and estimated calls are counted apart", async () => {
  const at = "2026-07-05T10:00:00Z";
  await deliver(
    ourSpan(at, 0, { [Tollgate.costStatus]: "free", "error.type": "429" }),
    ourSpan(at, 0, { [Tollgate.costStatus]: "free", [Tollgate.budgetOutcome]: "blocked", "error.type": "budget" }),
    ourSpan(at, 5, { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" }),
    ourSpan(at, 6),
  );
  const [row] = await read(
    "SELECT sum(s.calls) AS calls, sum(error_calls) AS errors, sum(blocked_calls) AS blocked, sum(estimated_calls) AS estimated, sum(cost_usd) AS usd FROM tollgate.spend_by_day AS s WHERE day = '2026-07-05'",
  );
  expect(row).toEqual({ calls: "4", errors: "1", blocked: "1", estimated: "1", usd: "0.000000000011" });
});

test("cards count today and this month from midnight UTC, and say how many calls have no price", async () => {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const month = new Date(today).setUTCDate(1);
  await deliver(
    ourSpan(today, 2_000_000_000_000n),
    ourSpan(today, undefined),
    ourSpan(today - 1, 3_000_000_000_000n),
    ourSpan(month - 1, 5_000_000_000_000n),
  );
  const [cards] = await read(
    "SELECT today_usd, month_usd, today_calls, unpriced_calls_today, projected_month_usd >= month_usd AS onwards FROM tollgate.spend_cards",
  );
  // On the first of a month yesterday is another month.
  expect(cards).toEqual({
    today_usd: "2",
    month_usd: today === month ? "2" : "5",
    today_calls: "2",
    unpriced_calls_today: "1",
    onwards: "1",
  });
});

test("the dearest calls come first, with their trace as hex", async () => {
  await deliver(
    ourSpan("2026-06-01T00:00:00Z", 1),
    ourSpan("2026-06-01T00:00:01Z", 9_000_000_000_000n, {}, { TraceId: "00ff".repeat(8) }),
  );
  const rows = await read(
    "SELECT cost_usd, trace_id FROM tollgate.top_calls(from = '2026-06-01 00:00:00', to = '2026-06-02 00:00:00', n = 1)",
  );
  expect(rows).toEqual([{ cost_usd: "9", trace_id: "00ff".repeat(8) }]);
});
