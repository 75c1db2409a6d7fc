import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GenAi, General } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { ourSpan } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// The days and months of spend_scopes (325) and the days of sessions (329) in the nightly check (342).
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const run = (query: string) => ledger.admin.command({ query });

/** What the nightly check finds when it runs now. */
async function drift(): Promise<string[]> {
  // A check of the same second would look like the one before.
  await sleep(1_100);
  for (const what of ["REFRESH", "WAIT"]) await run(`SYSTEM ${what} VIEW tollgate.rollup_drift_refresh`);
  const rows = await queryRows(
    ledger.reader,
    "SELECT day, rollup, grain, dimension, measure, difference FROM tollgate.rollup_drift WHERE difference != 0 ORDER BY ALL",
  );
  return rows.map((row) => Object.values(row).join(" "));
}

/** The statement of 524_rollup_drift.sql; rollUp() waits for the refreshes. */
async function repair(): Promise<void> {
  await run(
    "INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT DISTINCT toDateTime(day, 'UTC') + toIntervalHour(arrayJoin(range(24))), now64(3, 'UTC') FROM tollgate.rollup_drift WHERE difference != 0",
  );
  await rollUp(ledger.admin);
}

const call = (at: string, usd: number | undefined, session: string) =>
  ourSpan(at, usd === undefined ? undefined : usd * 1e12, { [GenAi.agentName]: "a", [General.sessionId]: session });

/** A day of a session, as the key that stands for it in session_sums. */
const key = (session: string) => `tollgate_session_key('default', '${session}')`;

test("shows each day and month of budgets and each day of sessions that says something else, and touching its hours repairs it", async () => {
  await ledger.admin.insert({
    table: "tollgate.otel_traces",
    format: "JSONEachRow",
    values: [
      call("2026-09-30T22:15:00Z", 2, "long"),
      call("2026-10-05T10:15:00Z", 3, "long"),
      call("2026-10-05T11:15:00Z", 4, "short"),
      call("2026-10-06T00:00:00Z", 5, "long"),
      call("2026-10-06T23:59:00Z", undefined, "unpriced"),
    ],
  });
  await rollUp(ledger.admin);
  expect(await drift()).toEqual([]);
  const totals = await queryRows(
    ledger.reader,
    "SELECT day, grain, measure, ledger, rollups FROM tollgate.rollup_drift WHERE rollup = 'spend_scopes' AND grain IN ('day', 'month') AND measure != 'refund_usd' ORDER BY ALL",
  );
  expect(totals.map((row) => Object.values(row).join(" "))).toEqual([
    "2026-09-01 month calls 1 1",
    "2026-09-01 month cost_usd 2 2",
    "2026-09-30 day calls 1 1",
    "2026-09-30 day cost_usd 2 2",
    "2026-10-01 month calls 4 4",
    "2026-10-01 month cost_usd 12 12",
    "2026-10-05 day calls 2 2",
    "2026-10-05 day cost_usd 7 7",
    "2026-10-06 day calls 2 2",
    "2026-10-06 day cost_usd 5 5",
  ]);

  const expected: string[] = [];
  for (const [corrupt, seen] of [
    [
      // A budget's day with $9 too much, and one that says more of refunds than its quarters.
      "INSERT INTO tollgate.spend_scopes (is_marker, scope, hour, tenant, value, quarter, usd, refund_usd) VALUES (2, 'agent', '2026-10-06 23:00:00', 'default', 'a', '2026-10-06 23:00:00', 9, 1)",
      ["2026-10-06 spend_scopes day agent cost_usd 9", "2026-10-06 spend_scopes day agent refund_usd 1"],
    ],
    [
      // A month that has lost its rows.
      "ALTER TABLE tollgate.spend_scopes DELETE WHERE is_marker = 3 AND scope = 'model' AND hour >= '2026-10-01 00:00:00' SETTINGS mutations_sync = 2",
      ["2026-10-01 spend_scopes month model calls -4", "2026-10-01 spend_scopes month model cost_usd -12"],
    ],
    [
      // All days of a scope gone, months still right.
      "ALTER TABLE tollgate.spend_scopes DELETE WHERE is_marker = 2 AND scope = 'total' SETTINGS mutations_sync = 2",
      [
        "2026-09-30 spend_scopes day total calls -1",
        "2026-09-30 spend_scopes day total cost_usd -2",
        "2026-10-05 spend_scopes day total calls -2",
        "2026-10-05 spend_scopes day total cost_usd -7",
        "2026-10-06 spend_scopes day total calls -2",
        "2026-10-06 spend_scopes day total cost_usd -5",
      ],
    ],
    [
      // A session that costs $4, counted among those that cost $40.
      "INSERT INTO tollgate.session_sums (is_marker, start, tenant, session_key, calls) VALUES (2, '2026-10-05 00:00:00', 'default', 4000000000000, -1), (2, '2026-10-05 00:00:00', 'default', 40000000000000, 1)",
      ["2026-10-05 session_sums day session rounded_usd 36"],
    ],
    [
      // A day without its session with an unpriced call.
      "ALTER TABLE tollgate.session_sums DELETE WHERE is_marker = 2 AND unpriced_calls > 0 SETTINGS mutations_sync = 2",
      ["2026-10-06 session_sums day session unpriced_sessions -1"],
    ],
    [
      // The dearest of a day gone.
      `ALTER TABLE tollgate.session_sums DELETE WHERE is_marker = 3 AND start = '2026-10-05 00:00:00' AND session_key = ${key("short")} SETTINGS mutations_sync = 2`,
      ["2026-10-05 session_sums day dearest session billed_usd -4"],
    ],
    [
      // No day that tells of the session of three days: the oldest may be silent.
      "ALTER TABLE tollgate.session_sums DELETE WHERE is_marker = 4 SETTINGS mutations_sync = 2",
      [
        "2026-10-05 session_sums day session of more days sessions -1",
        "2026-10-06 session_sums day session of more days sessions -1",
      ],
    ],
  ] as const) {
    await run(corrupt);
    expected.push(...seen);
  }
  expect((await drift()).sort()).toEqual(expected.sort());
  await repair();
  expect(await drift()).toEqual([]);
});

test("leaves out days and months of which an hour is still to be rolled up", async () => {
  await ledger.admin.insert({
    table: "tollgate.otel_traces",
    format: "JSONEachRow",
    values: [call("2026-10-05T12:15:00Z", 8, "long"), call("2026-10-06T12:15:00Z", 8, "another")],
  });
  expect(await drift()).toEqual([]);
});
