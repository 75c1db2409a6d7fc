import type { ClickHouseClient } from "@clickhouse/client";
import { LEDGER_MONTHS, METRICS_DAYS, RAW_SPAN_DAYS, ROLLUP_YEARS } from "../alerting/thresholds.ts";
import { replaceLedgerFloor } from "./replace-ledger-floor.ts";

export interface Retention {
  rawSpanDays: number;
  metricsDays: number;
  ledgerMonths: number;
  rollupYears: number;
}

type Unit = "Day" | "Month" | "Year";

/** Which setting rules which tables. One that does not exist in this schema is left out. */
const RULES: readonly { setting: keyof Retention; unit: Unit; most: number; tables: readonly string[] }[] = [
  { setting: "rawSpanDays", unit: "Day", most: 3650, tables: ["otel_traces", "otel_logs"] },
  {
    setting: "metricsDays",
    unit: "Day",
    most: 3650,
    tables: ["sum", "gauge", "histogram", "exponential_histogram", "summary"].map((kind) => `otel_metrics_${kind}`),
  },
  { setting: "ledgerMonths", unit: "Month", most: 120, tables: ["llm_calls", "call_events", "call_labels"] },
  {
    setting: "rollupYears",
    unit: "Year",
    most: 50,
    tables: ["spend_hourly", "spend_scopes", "spend_values", "spend_usage", "call_stats", "session_sums"],
  },
];

/**
 * Brings the TTL of every table to what alerting/thresholds.ts says, and tells the rollups from which hour on the ledger is whole: an hour whose calls
 * have expired is rolled up no more, or one late row would wipe its sums. A ledger that is to be kept longer than before stays incomplete where it
 * has expired already; that moment is remembered in the setting `ledger_lost_before`.
 *
 * @returns a line for each table that changed
 * @throws RangeError for a number that is not whole or out of range, before anything is changed
 */
export async function applyRetention(
  client: ClickHouseClient,
  retention: Retention = {
    rawSpanDays: RAW_SPAN_DAYS,
    metricsDays: METRICS_DAYS,
    ledgerMonths: LEDGER_MONTHS,
    rollupYears: ROLLUP_YEARS,
  },
): Promise<string[]> {
  for (const { setting, most } of RULES) {
    const value = retention[setting];
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new RangeError(
        `Cannot set the retention: ${setting} is ${value}, it must be a whole number from 1 to ${most}`,
      );
  }
  const ttls = await readTtls(client);
  const changes: string[] = [];
  const before = ttls.get("llm_calls")?.amount ?? retention.ledgerMonths;
  // Before the TTL: rollups must not take hours for whole that begin to expire.
  await replaceLedgerFloor(client, {
    months: retention.ledgerMonths,
    lostBefore: await lostBefore(client, before, retention.ledgerMonths),
  });
  for (const { setting, unit, tables } of RULES) {
    for (const table of tables) {
      const ttl = ttls.get(table);
      const wanted = retention[setting];
      if (ttl === undefined || (ttl.amount === wanted && ttl.unit === unit)) continue;
      await client.command({
        query: `ALTER TABLE tollgate.${table} MODIFY TTL ${ttl.column} + INTERVAL ${wanted} ${unit.toUpperCase()}`,
      });
      changes.push(
        `tollgate.${table} is kept for ${wanted} ${unit.toLowerCase()}s, it was ${ttl.amount} ${ttl.unit.toLowerCase()}s`,
      );
    }
  }
  return changes;
}

interface Ttl {
  /** The expression that the interval is added to. */
  column: string;
  amount: number;
  unit: Unit;
}

async function readTtls(client: ClickHouseClient): Promise<Map<string, Ttl>> {
  const query =
    "SELECT name, engine_full FROM system.tables WHERE database = 'tollgate' AND engine_full LIKE '% TTL %'";
  const rows = await (await client.query({ query, format: "JSONEachRow" })).json<{
    name: string;
    engine_full: string;
  }>();
  return new Map(
    rows.flatMap(({ name, engine_full }) => {
      const found = / TTL (.+?) \+ toInterval(Day|Month|Year)\((\d+)\)/.exec(engine_full);
      return found === null
        ? []
        : [[name, { column: found[1] ?? "", unit: found[2] as Unit, amount: Number(found[3]) }] as const];
    }),
  );
}

/** Seconds since 1970 before which the ledger has lost hours that its new retention would still hold; 0 for none. */
async function lostBefore(client: ClickHouseClient, before: number, wanted: number): Promise<number> {
  const query =
    "SELECT ifNull(anyOrNull(values[1]), 0) AS known, toUnixTimestamp(now('UTC') - toIntervalMonth({months:UInt16})) AS expired FROM tollgate.settings FINAL WHERE name = 'ledger_lost_before'";
  const answer = await client.query({ query, query_params: { months: before }, format: "JSONEachRow" });
  const [row] = await answer.json<{ known: number; expired: number }>();
  const known = Number(row?.known ?? 0);
  if (wanted <= before) return known;
  const lost = Math.max(known, Number(row?.expired ?? 0));
  await client.insert({
    table: "tollgate.settings",
    values: [{ name: "ledger_lost_before", values: [lost] }],
    format: "JSONEachRow",
  });
  return lost;
}

/** As clickhouse/schema/312_ledger_measures.sql, which says why these are literals. */
