import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GenAi, General } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const CHECKED =
  "SELECT ifNull(toString(last_success_time), '') AS at FROM system.view_refreshes WHERE view = 'rollup_drift_refresh'";

/** What the nightly check finds when it runs now. */
async function drift(): Promise<string[]> {
  // A check of the same second would look like the one before.
  await sleep(1_100);
  const [before] = await queryRows(ledger.admin, CHECKED);
  await ledger.admin.command({ query: "SYSTEM REFRESH VIEW tollgate.rollup_drift_refresh" });
  await ledger.admin.command({ query: "SYSTEM WAIT VIEW tollgate.rollup_drift_refresh" });
  expect((await queryRows(ledger.admin, CHECKED))[0]).not.toEqual(before);
  const rows = await queryRows(
    ledger.reader,
    "SELECT day, rollup, grain, dimension, measure, difference FROM tollgate.rollup_drift WHERE difference != 0 ORDER BY ALL",
  );
  return rows.map((row) => Object.values(row).join(" "));
}

const seed = () =>
  ledger.admin.insert({
    table: "tollgate.otel_traces",
    format: "JSONEachRow",
    values: [
      ourSpan("2026-10-05T10:15:00Z", 3e12, { [GenAi.agentName]: "a", [General.userId]: "u" }),
      ourSpan("2026-10-05T11:00:00Z", 4e12, { [GenAi.agentName]: "b" }),
      ourSpan("2026-10-06T00:00:00Z", 5e12, { [GenAi.agentName]: "a" }),
    ],
  });

test("shows each rollup that says something else than the ledger, and touching its hours repairs it", async () => {
  await seed();
  // Nothing is rolled up yet, and nothing is missing: these hours are read from the ledger.
  expect(await drift()).toEqual([]);
  await rollUp(ledger.admin);
  expect(await drift()).toEqual([]);
  const [checked] = await queryRows(
    ledger.reader,
    "SELECT ledger, rollups FROM tollgate.rollup_drift WHERE day = '2026-10-05' AND rollup = 'spend_values' AND grain = 'day' AND measure = 'cost_usd'",
  );
  expect(checked).toEqual({ ledger: "7", rollups: "7" });

  // $2 too much for agent a at 10:00, one user's day and one of b's tokens gone, a budget's quarter with a call too many.
  const corrupt = [
    "INSERT INTO tollgate.spend_values (dimension, grain, start, tenant, value, cost_usd) VALUES ('agent', 'hour', '2026-10-05 10:00:00', 'default', 'a', 2)",
    "ALTER TABLE tollgate.spend_values DELETE WHERE dimension = 'user' AND value = 'u' SETTINGS mutations_sync = 2",
    "INSERT INTO tollgate.spend_scopes (is_marker, scope, hour, tenant, value, quarter, calls) VALUES (0, 'agent', '2026-10-06 00:00:00', 'default', 'a', '2026-10-06 00:00:00', 1)",
    "INSERT INTO tollgate.spend_hourly (is_marker, hour, tenant, agent, output_tokens) VALUES (0, '2026-10-06 00:00:00', 'default', 'a', 9)",
    "INSERT INTO tollgate.spend_usage (is_marker, grain, start, tenant, agent, billed_usd, cache_write_1h_tokens) VALUES (0, 'hour', '2026-10-05 10:00:00', 'default', 'a', 2, 7)",
    "ALTER TABLE tollgate.spend_usage DELETE WHERE is_marker = 0 AND grain = 'day' AND agent = 'b' SETTINGS mutations_sync = 2",
    // A histogram with a call too many at 1 ms, a service's day with $3 too much, a session that nobody had.
    "INSERT INTO tollgate.call_stats (part, is_total, tenant, grain, start, latencies) VALUES ('latency', 0, 'default', 'hour', '2026-10-06 00:00:00', ([42], [1]))",
    "INSERT INTO tollgate.call_stats (part, is_total, grain, start, name, billed_usd) VALUES ('service', 1, 'day', '2026-10-05 00:00:00', 'test', 3)",
    "INSERT INTO tollgate.session_sums (is_marker, start, tenant, session_key, calls) VALUES (0, '2026-10-06 00:00:00', 'default', 1, 1)",
  ];
  for (const query of corrupt) await ledger.admin.command({ query });
  expect(await drift()).toEqual([
    "2026-10-05 call_stats day service billed_usd 3",
    // A day row is compared by itself: without b's call of $4.
    "2026-10-05 spend_usage day total billed_usd -4",
    "2026-10-05 spend_usage day total calls -1",
    "2026-10-05 spend_usage hour total billed_usd 2",
    "2026-10-05 spend_usage hour total cache_write_1h_tokens 7",
    "2026-10-05 spend_values day user billed_usd -3",
    "2026-10-05 spend_values day user calls -1",
    "2026-10-05 spend_values day user cost_usd -3",
    "2026-10-05 spend_values hour agent cost_usd 2",
    "2026-10-06 call_stats hour latency by tenant latencies 1",
    "2026-10-06 session_sums hour session calls 1",
    "2026-10-06 spend_hourly hour total output_tokens 9",
    "2026-10-06 spend_scopes quarter agent calls 1",
  ]);

  // The statement of 409_rollup_drift.sql; rollUp() waits for the refreshes.
  await ledger.admin.command({
    query:
      "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT DISTINCT toDateTime(day, 'UTC') + toIntervalHour(arrayJoin(range(24))), now64(3, 'UTC') FROM tollgate.rollup_drift WHERE difference != 0",
  });
  await rollUp(ledger.admin);
  expect(await drift()).toEqual([]);
});
