import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { seededRandom } from "./seeded-random.ts";
import { ourSpan, type SpanRow, utc } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// The days of 329: what sessions cost is put together of days, hours and the ledger. Whatever came when, it has to be what the ledger's calls say.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const HOUR = 3_600_000;
/** The last days of a month and the first of the next. */
const FIRST_DAY = Date.parse("2026-09-29T00:00:00Z");
const { below } = seededRandom(7);

/** A call of one of some sessions: some are short, some run over midnight, the second tenant has sessions of the same names. */
function randomCall(number: number, days: readonly number[]): SpanRow {
  const day = days[below(days.length)] ?? 0;
  const usd = below(20) === 0 ? undefined : (1 + below(400)) / 100;
  return ourSpan(
    FIRST_DAY + day * 24 * HOUR + below(24 * HOUR),
    usd === undefined ? undefined : Math.round(usd * 1e12),
    {
      [General.sessionId]: below(3) === 0 ? `long-${below(6)}` : `of-${day}-${below(12)}`,
      [Tollgate.tenant]: below(4) === 0 ? "other" : "default",
      [GenAi.responseId]: `chatcmpl-session-${String(number).padStart(16, "0")}`,
    },
  );
}

const PERIODS = [
  ["2026-09-29 00:00:00", "2026-10-03 00:00:00"],
  ["2026-09-29 17:20:00", "2026-10-02 03:40:00"],
  ["2026-09-30 00:00:00", "2026-10-01 00:00:00"],
  ["2026-10-01 08:00:00", "2026-10-01 08:30:00"],
] as const;

async function expectAsInLedger(when: string): Promise<void> {
  for (const [from, to] of PERIODS) {
    const calls = `(SELECT toString(tenant) AS tenant, session, count() AS n, countIf(cost_status = 'unpriced') AS unpriced, sum(c.cost_usd) AS usd FROM tollgate.calls AS c
      WHERE session != '' AND ts >= toDateTime('${from}', 'UTC') AND ts < toDateTime('${to}', 'UTC') GROUP BY tenant, session)`;
    const read = (query: string) => queryRows(ledger.admin, query);
    const counted = await read(
      `SELECT tenant, sessions, sessions_with_unpriced_calls AS unknown, cost_usd, dearest_usd, median_usd, p95_usd FROM tollgate.cost_per_session(from = '${from}', to = '${to}') ORDER BY tenant`,
    );
    const expected = await read(
      `SELECT tenant, countIf(unpriced = 0) AS sessions, countIf(unpriced > 0) AS unknown, sumIf(usd, unpriced = 0) AS cost_usd, maxIf(usd, unpriced = 0) AS dearest_usd,
        arraySort(groupArrayIf(toFloat64(usd), unpriced = 0)) AS costs FROM ${calls} GROUP BY tenant ORDER BY tenant`,
    );
    const money = (rows: typeof counted) =>
      rows.map((row) => [
        row.tenant,
        row.sessions,
        row.unknown,
        Number(row.cost_usd).toFixed(2),
        Number(row.dearest_usd).toFixed(2),
      ]);
    expect([when, from, money(counted)]).toEqual([when, from, money(expected)]);
    for (const [index, row] of counted.entries()) {
      const costs: number[] = JSON.parse(expected[index]?.costs ?? "[]");
      for (const [share, usd] of [
        [0.5, row.median_usd],
        [0.95, row.p95_usd],
      ] as const) {
        if (costs.length === 0) continue;
        const at = Math.min(costs.length - 1, Math.floor(share * costs.length));
        // The session at that share, or the one before where the share falls between two: 1.3 % off at most.
        const [low, high] = [(costs[Math.max(0, at - 1)] ?? 0) * 0.987, (costs[at] ?? 0) * 1.013];
        expect({
          when,
          from,
          tenant: row.tenant,
          share,
          usd,
          low,
          high,
          holds: Number(usd) >= low && Number(usd) <= high,
        }).toMatchObject({ holds: true });
      }
    }
    for (const n of [3, 20, 30]) {
      const top = `SELECT tenant, session, n, usd FROM ${calls} ORDER BY usd DESC, n DESC, tenant, session LIMIT ${n}`;
      const seen = await read(
        `SELECT tenant, session, calls AS n, cost_usd AS usd FROM tollgate.top_sessions(from = '${from}', to = '${to}', n = ${n})`,
      );
      // Of equals any may be shown.
      const sums = (rows: typeof seen) => rows.map((row) => [Number(row.usd).toFixed(2), row.n]);
      expect([when, from, n, sums(seen)]).toEqual([when, from, n, sums(await read(top))]);
    }
  }
}

/** Rolls up the hours that were touched and no others, as the refreshes do half a minute after each delivery. */
async function rollUpTouched(): Promise<void> {
  const run = async (query: string) => queryRows(ledger.admin, query);
  const views = ["session_sums_refresh", "touched_hours_refresh"];
  const each = async (what: string) => {
    for (const view of views) await ledger.admin.command({ query: `SYSTEM ${what} VIEW tollgate.${view}` });
  };
  // A refresh that began before the newest calls would count them as seen, once their touches are moved.
  await each("STOP");
  const running = `SELECT view FROM system.view_refreshes WHERE status = 'Running' AND has(['${views.join("', '")}'], view)`;
  await vi.waitUntil(async () => (await run(running)).length === 0, 20_000);
  const hours = await run("SELECT hour FROM tollgate.touched_hours FINAL WHERE in_session_sums = 0");
  await ledger.admin.command({ query: "TRUNCATE TABLE tollgate.touched_hours" });
  // Newer than the markers of the refresh before, and old enough for the next.
  const values = hours.map(({ hour }) => ({ hour, touched_at: utc(Date.now() - 31_000) }));
  await ledger.admin.insert({ table: "tollgate.touched_hours", values, format: "JSONEachRow" });
  await each("START");
  for (const view of views)
    for (const what of ["REFRESH", "WAIT"])
      await ledger.admin.command({ query: `SYSTEM ${what} VIEW tollgate.${view}` });
  expect(await run("SELECT hour FROM tollgate.touched_hours FINAL WHERE in_session_sums = 0")).toEqual([]);
}

test("what sessions cost is what their calls say, whichever day comes late and whichever is rolled up first", async () => {
  const calls = (from: number, count: number, days: readonly number[]) =>
    Array.from({ length: count }, (_, number) => randomCall(from + number, days));
  const deliver = (spans: readonly SpanRow[]) =>
    ledger.admin.insert({ table: "tollgate.otel_traces", values: spans, format: "JSONEachRow" });
  const first = calls(0, 120, [1]);
  for (const [when, spans] of [
    ["the second day", first],
    ["the day after", calls(1000, 120, [2])],
    ["the day before, late, and the fourth", calls(2000, 160, [0, 3])],
    // The same calls, better known: of another session.
    [
      "sessions that lose calls to one of all days",
      first.slice(0, 40).map((span) => ({
        ...span,
        SpanAttributes: { ...span.SpanAttributes, [General.sessionId]: "long-0", [Tollgate.usageSource]: "provider" },
      })),
    ],
    ["a few more of each day", calls(3000, 40, [0, 1, 2, 3])],
  ] as const) {
    await deliver(spans);
    await expectAsInLedger(`${when}, at once`);
    await rollUpTouched();
    await expectAsInLedger(`${when}, rolled up`);
  }
  await rollUp(ledger.admin);
  await expectAsInLedger("all at once");
});
