import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
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

const DIMENSIONS = [
  ...["total", "tenant", "project", "customer", "agent", "workflow", "model", "provider", "operation", "status"],
  ...["tier", "environment", "user"],
];
const by = async (dimension: string, from: string, to: string) => {
  const rows = await read(
    "SELECT tenant, value, provider, calls, cost_usd FROM tollgate.spend_by_value(dimension = {dimension:String}, from = {from:DateTime}, to = {to:DateTime}) ORDER BY tenant, value, provider",
    { dimension, from, to },
  );
  return rows.map((row) => [row.tenant, row.value, row.calls, row.cost_usd].join(" "));
};

describe("spend by the values of one dimension", () => {
  // Three UTC days. $1 at 1 Sep 10:30:00, $2 at 10:30:01, $4 on 2 Sep 00:00:00.000, $8 on 2 Sep 23:59:59.999, $16 at 3 Sep 09:59:59, $32 at 10:00.
  const seed = () =>
    deliver(
      ourSpan("2026-09-01T10:30:00Z", 1e12, { [GenAi.agentName]: "a", [General.userId]: "u1" }),
      ourSpan("2026-09-01T10:30:01Z", 2e12, { [GenAi.agentName]: "b", [General.userId]: "u1" }),
      ourSpan("2026-09-02T00:00:00Z", 4e12, { [GenAi.agentName]: "a", [General.userId]: "u2" }),
      ourSpan("2026-09-02T23:59:59.999Z", 8e12, { [GenAi.agentName]: "b", [General.userId]: "u2" }),
      ourSpan("2026-09-03T09:59:59Z", 16e12, { [GenAi.agentName]: "a", [Tollgate.tenant]: "t" }),
      ourSpan("2026-09-03T10:00:00Z", 32e12, { [GenAi.agentName]: "b", [GenAi.provider]: "azure.ai.openai" }),
    );
  const asked = [
    // Whole days; the middle day; edges on hours; edges inside hours; a part of one hour.
    ["agent", "2026-09-01 00:00:00", "2026-09-04 00:00:00", ["default a 2 5", "default b 3 42", "t a 1 16"]],
    ["agent", "2026-09-02 00:00:00", "2026-09-03 00:00:00", ["default a 1 4", "default b 1 8"]],
    ["agent", "2026-09-01 10:00:00", "2026-09-03 10:00:00", ["default a 2 5", "default b 2 10", "t a 1 16"]],
    ["agent", "2026-09-01 10:30:01", "2026-09-03 10:00:01", ["default a 1 4", "default b 3 42", "t a 1 16"]],
    ["agent", "2026-09-01 10:30:00", "2026-09-01 10:30:01", ["default a 1 1"]],
    ["tenant", "2026-09-01 00:00:00", "2026-09-04 00:00:00", ["default default 5 47", "t t 1 16"]],
    [
      "user",
      "2026-09-01 00:00:00",
      "2026-09-04 00:00:00",
      ["default  1 32", "default u1 2 3", "default u2 2 12", "t  1 16"],
    ],
    ["user", "2026-09-01 10:30:01", "2026-09-02 23:59:59", ["default u1 1 2", "default u2 1 4"]],
    ["provider", "2026-09-03 00:00:00", "2026-09-04 00:00:00", ["default azure.ai.openai 1 32", "t openai 1 16"]],
    ["agent", "2026-09-04 00:00:00", "2026-09-01 00:00:00", []],
  ] as const;

  test("is right at once from the ledger, and the same from days, hours and the ledger's seconds together", async () => {
    await seed();
    for (const [dimension, from, to, rows] of asked)
      expect([dimension, from, to, await by(dimension, from, to)]).toEqual([dimension, from, to, rows]);
    await rollUp(ledger.admin);
    for (const [dimension, from, to, rows] of asked)
      expect([dimension, from, to, await by(dimension, from, to)]).toEqual([dimension, from, to, rows]);
  });

  test("sums to the same in each dimension, by hours and by days", async () => {
    const period = { from: "2026-09-01 10:30:01", to: "2026-09-03 10:00:01" };
    for (const dimension of DIMENSIONS)
      for (const view of ["spend_by_value", "spend_value_days", ...(dimension === "user" ? [] : ["spend_value_hours"])])
        expect([
          view,
          dimension,
          await read(
            `SELECT sum(s.calls) AS calls, sum(s.cost_usd) AS usd FROM tollgate.${view}(dimension = {dimension:String}, from = {from:DateTime}, to = {to:DateTime}) AS s`,
            { dimension, ...period },
          ),
        ]).toEqual([view, dimension, [{ calls: "5", usd: "62" }]]);
  });

  test("has the hours and the days", async () => {
    const period = { from: "2026-09-01 10:30:01", to: "2026-09-03 10:00:01" };
    const days = await read(
      "SELECT day, calls, cost_usd FROM tollgate.spend_value_days(dimension = 'agent', from = {from:DateTime}, to = {to:DateTime}) WHERE value = 'b' ORDER BY day",
      period,
    );
    expect(days).toEqual([
      { day: "2026-09-01", calls: "1", cost_usd: "2" },
      { day: "2026-09-02", calls: "1", cost_usd: "8" },
      { day: "2026-09-03", calls: "1", cost_usd: "32" },
    ]);
    const hours = await read(
      "SELECT hour, calls, cost_usd FROM tollgate.spend_value_hours(dimension = 'total', from = {from:DateTime}, to = {to:DateTime}) ORDER BY hour, tenant",
      period,
    );
    expect(hours).toEqual([
      { hour: "2026-09-01 10:00:00", calls: "1", cost_usd: "2" },
      { hour: "2026-09-02 00:00:00", calls: "1", cost_usd: "4" },
      { hour: "2026-09-02 23:00:00", calls: "1", cost_usd: "8" },
      { hour: "2026-09-03 09:00:00", calls: "1", cost_usd: "16" },
      { hour: "2026-09-03 10:00:00", calls: "1", cost_usd: "32" },
    ]);
  });

  test("refuses a dimension that it does not know, in which nobody spent either", async () => {
    await expect(by("agents", "2026-09-01 00:00:00", "2026-09-04 00:00:00")).rejects.toThrow("dimension must be total");
    await expect(
      read(
        "SELECT * FROM tollgate.spend_value_hours(dimension = 'user', from = '2026-09-01 00:00:00', to = '2026-09-02 00:00:00')",
      ),
    ).rejects.toThrow("the hours of users are in no rollup");
  });
});
