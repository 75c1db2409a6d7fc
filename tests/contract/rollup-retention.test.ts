import { afterAll, beforeAll, expect, test } from "vitest";
import { LEDGER_MONTHS, METRICS_DAYS, RAW_SPAN_DAYS, ROLLUP_YEARS } from "../../alerting/thresholds.ts";
import { applyRetention } from "../../clickhouse/apply-retention.ts";
import { queryRows } from "./query-rows.ts";
import { rollUp } from "./roll-up.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

const DEFAULTS = {
  rawSpanDays: RAW_SPAN_DAYS,
  metricsDays: METRICS_DAYS,
  ledgerMonths: LEDGER_MONTHS,
  rollupYears: ROLLUP_YEARS,
};
const DAY_MS = 86_400_000;

/** Midnight UTC so many days ago, in ClickHouse's spelling. */
const midnight = (daysAgo: number) =>
  new Date(Math.floor(Date.now() / DAY_MS - daysAgo) * DAY_MS).toISOString().slice(0, 19).replace("T", " ");

/** A row of the ledger itself: no span of that age would get there. */
const insertCall = (hour: string, callId: number, usd: number) =>
  ledger.admin.insert({
    table: "tollgate.llm_calls",
    values: [
      {
        hour,
        ts: hour,
        tenant: "t",
        call_id: callId,
        rank: 30,
        agent: "a",
        status: "ok",
        cost: usd,
        cost_status: "priced",
        usage_source: "provider",
      },
    ],
    format: "JSONEachRow",
  });

const ROLLUPS = {
  spend_hourly:
    "SELECT sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_hourly WHERE hour = {hour:DateTime}",
  spend_scopes:
    "SELECT sum(calls) AS calls, sum(usd) AS usd FROM tollgate.spend_scopes WHERE hour = {hour:DateTime} AND scope = 'total'",
  spend_values:
    "SELECT sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_values WHERE start = {hour:DateTime} AND dimension = 'agent' AND grain = 'hour'",
  users:
    "SELECT sum(calls) AS calls, sum(cost_usd) AS usd FROM tollgate.spend_values WHERE start = toStartOfDay({hour:DateTime}) AND dimension = 'user'",
};
async function rolledUp(hour: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const [rollup, query] of Object.entries(ROLLUPS)) {
    const [row] = await queryRows(ledger.admin, query, { hour });
    sums[rollup] = `${row?.calls} for $${row?.usd}`;
  }
  return sums;
}
const all = (sum: string) => Object.fromEntries(Object.keys(ROLLUPS).map((rollup) => [rollup, sum]));

const ttls = async () => {
  const rows = await queryRows(
    ledger.admin,
    "SELECT name, extract(engine_full, 'TTL .*? \\\\+ (toInterval\\\\w+\\\\(\\\\d+\\\\))') AS ttl FROM system.tables WHERE database = 'tollgate' AND name IN ('otel_traces', 'otel_metrics_sum', 'llm_calls', 'call_labels', 'spend_hourly', 'spend_scopes', 'spend_values') ORDER BY name",
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.ttl]));
};

test("a migrated database has each table's retention as it is set, and a second run changes nothing", async () => {
  expect(await ttls()).toEqual({
    call_labels: `toIntervalMonth(${LEDGER_MONTHS})`,
    llm_calls: `toIntervalMonth(${LEDGER_MONTHS})`,
    otel_metrics_sum: `toIntervalDay(${METRICS_DAYS})`,
    otel_traces: `toIntervalDay(${RAW_SPAN_DAYS})`,
    spend_hourly: `toIntervalYear(${ROLLUP_YEARS})`,
    spend_scopes: `toIntervalYear(${ROLLUP_YEARS})`,
    spend_values: `toIntervalYear(${ROLLUP_YEARS})`,
  });
  expect(await applyRetention(ledger.admin)).toEqual([]);
});

test("a number that is no retention is refused before anything is changed", async () => {
  for (const ledgerMonths of [0, 1.5, 121])
    await expect(applyRetention(ledger.admin, { ...DEFAULTS, rawSpanDays: 5, ledgerMonths })).rejects.toThrow(
      `ledgerMonths is ${ledgerMonths}, it must be a whole number from 1 to 120`,
    );
  expect(await applyRetention(ledger.admin)).toEqual([]);
});

test("a late row in an hour whose ledger has expired leaves its rollups as they are", async () => {
  // The ledger is kept for a month: 40 days ago is gone, 10 days ago is not.
  const [expired, kept] = [midnight(40), midnight(10)];
  await insertCall(expired, 1, 5);
  await insertCall(kept, 2, 7);
  await rollUp(ledger.admin);
  expect([await rolledUp(expired), await rolledUp(kept)]).toEqual([all("1 for $5"), all("1 for $7")]);

  expect(await applyRetention(ledger.admin, { ...DEFAULTS, ledgerMonths: 1 })).toEqual([
    "tollgate.llm_calls is kept for 1 months, it was 36 months",
    "tollgate.call_events is kept for 1 months, it was 36 months",
    "tollgate.call_labels is kept for 1 months, it was 36 months",
  ]);
  await ledger.admin.command({ query: "OPTIMIZE TABLE tollgate.llm_calls FINAL" });
  const left = await queryRows(ledger.admin, "SELECT call_id FROM tollgate.llm_calls");
  expect(left).toEqual([{ call_id: "2" }]);

  await insertCall(expired, 3, 1);
  await insertCall(kept, 4, 1);
  await rollUp(ledger.admin);
  expect([await rolledUp(expired), await rolledUp(kept)]).toEqual([all("1 for $5"), all("2 for $8")]);
  const asked = await queryRows(
    ledger.reader,
    "SELECT calls, cost_usd FROM tollgate.spend_by_value(dimension = 'agent', from = {from:DateTime}, to = {to:DateTime})",
    { from: midnight(41), to: midnight(39) },
  );
  expect(asked).toEqual([{ calls: "1", cost_usd: "5" }]);

  // Kept for longer again, the hour is within the ledger's time but its calls are not in it.
  await applyRetention(ledger.admin, { ...DEFAULTS, ledgerMonths: 12 });
  await insertCall(expired, 5, 1);
  await rollUp(ledger.admin);
  expect(await rolledUp(expired)).toEqual(all("1 for $5"));
  // And a second run of migrate remembers it.
  await applyRetention(ledger.admin, { ...DEFAULTS, ledgerMonths: 12 });
  await insertCall(expired, 6, 1);
  await rollUp(ledger.admin);
  expect(await rolledUp(expired)).toEqual(all("1 for $5"));
});
