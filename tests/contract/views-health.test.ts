import { afterAll, beforeAll, expect, test } from "vitest";
import { Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const read = (query: string) => queryRows(ledger.reader, query);

test("health counts deliveries, not calls, as duplicates, and lag by live spans only", async () => {
  const now = Date.now();
  const live = ourSpan(now - 5_000, 1, {}, { Duration: 3_000_000_000 });
  const imported = ourSpan(now - 20 * 86_400_000, 1);
  const values = [live, live, live, ourSpan(now - 5_000, undefined, {}, { Duration: 3_000_000_000 }), imported];
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const [health] = await read(
    "SELECT spans_last_hour, calls_last_hour, duplicate_spans_last_hour, lag_seconds, newest_span_at > now() - 60 AS fresh, newest_metric_at FROM tollgate.pipeline_health",
  );
  expect(health).toMatchObject({
    spans_last_hour: "5",
    calls_last_hour: "2",
    duplicate_spans_last_hour: "2",
    fresh: "1",
    newest_metric_at: null,
  });
  // They ended two seconds before they were sent; the import, twenty days late, does not count.
  expect(Number(health?.lag_seconds)).toBeGreaterThanOrEqual(2);
  expect(Number(health?.lag_seconds)).toBeLessThan(600);
});

test("silence is told in minutes since the last arrival, also after the raw spans have expired", async () => {
  const [fresh] = await read("SELECT source, value < 1 AS quiet FROM tollgate.alert_telemetry_silent");
  expect(fresh).toEqual({ source: "telemetry", quiet: "1" });
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.otel_traces" });
  await ledger.admin.command({
    query:
      "ALTER TABLE tollgate.llm_calls UPDATE ingested_at = now('UTC') - INTERVAL 90 MINUTE WHERE 1 SETTINGS mutations_sync = 2",
  });
  const [silent] = await read("SELECT round(value) AS minutes FROM tollgate.alert_telemetry_silent");
  expect(silent).toEqual({ minutes: "90" });
});

test("metrics alone break the silence", async () => {
  await ledger.admin.command({
    query: "INSERT INTO tollgate.otel_metrics_sum (MetricName, Value) SELECT 'tollgate.calls', 1",
  });
  const [row] = await read("SELECT value < 1 AS quiet FROM tollgate.alert_telemetry_silent");
  expect(row).toEqual({ quiet: "1" });
});

test("estimated and unpriced calls of today are counted", async () => {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.llm_calls" });
  const values = [
    ourSpan(today, 1, { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" }),
    ourSpan(today, 1, { [Tollgate.usageSource]: "interrupted" }),
    ourSpan(today, undefined),
    ourSpan(today - 1, undefined),
  ];
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const [row] = await read("SELECT unpriced_calls_today, estimated_calls_today FROM tollgate.pipeline_health");
  expect(row).toEqual({ unpriced_calls_today: "1", estimated_calls_today: "2" });
});
