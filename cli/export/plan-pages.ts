import type { ClickHouseClient } from "@clickhouse/client";

/** Calls of one period, of one tenant where one is named. */
export interface CallFilter {
  from: Date;
  /** Not included. */
  to: Date;
  tenant?: string;
}

/** Condition for a filter of `filterParams` on a view by this alias. The hour reaches the key, ts cuts it. */
export function callsInPeriod(view: string): string {
  const [from, to] = ["{from:DateTime64(3, 'UTC')}", "{to:DateTime64(3, 'UTC')}"];
  return (
    `${view}.hour >= toStartOfHour(${from}) AND ${view}.hour < ${to} AND ${view}.ts >= ${from} AND ${view}.ts < ${to} ` +
    `AND ({tenant:Nullable(String)} IS NULL OR ${view}.tenant = {tenant:Nullable(String)})`
  );
}

export function filterParams({ from, to, tenant }: CallFilter): Record<string, unknown> {
  return { from: clickHouseTime(from), to: clickHouseTime(to), tenant: tenant ?? null };
}

/** A part of a period that is read by one query. */
export interface Page {
  from: Date;
  to: Date;
  calls: number;
  /** Whether re-pricing has changed what one of them costs. */
  isCorrected: boolean;
}

/**
 * Cuts a period into parts of about `pageCalls` calls, in order of time: hours together, and a busy hour in pieces. A reader may read
 * 200,000 rows at once; a page is larger than asked for only by calls of one millisecond.
 */
export async function planPages(client: ClickHouseClient, filter: CallFilter, pageCalls: number): Promise<Page[]> {
  const hours = await rows<{ ms: number; calls: number; corrections: number }>(
    client,
    `SELECT toUnixTimestamp(e.hour) * 1000 AS ms, toUInt32(sum(e.calls)) AS calls, toUInt32(countIf(e.kind = 'correction')) AS corrections
     FROM tollgate.ledger_entries AS e WHERE ${callsInPeriod("e")} GROUP BY e.hour ORDER BY e.hour`,
    filterParams(filter),
  );
  const pages: Page[] = [];
  const end = (ms: number) => new Date(Math.min(ms, filter.to.getTime()));
  for (const { ms, calls, corrections } of hours) {
    const isCorrected = corrections > 0;
    const [from, to] = [new Date(Math.max(ms, filter.from.getTime())), end(ms + 3_600_000)];
    const last = pages.at(-1);
    if (last !== undefined && last.calls + calls <= pageCalls) {
      last.to = to;
      last.calls += calls;
      last.isCorrected ||= isCorrected;
    } else if (calls <= pageCalls) {
      pages.push({ from, to, calls, isCorrected });
    } else {
      pages.push(...(await cutHour(client, { ...filter, from, to }, { calls, isCorrected, pageCalls })));
    }
  }
  return pages;
}

async function cutHour(
  client: ClickHouseClient,
  hour: CallFilter,
  { calls, isCorrected, pageCalls }: { calls: number; isCorrected: boolean; pageCalls: number },
): Promise<Page[]> {
  const query =
    "SELECT DISTINCT toUnixTimestamp64Milli(ts) AS ms FROM (SELECT c.ts AS ts, row_number() OVER (ORDER BY c.ts) AS place FROM tollgate.calls AS c " +
    `WHERE ${callsInPeriod("c")}) WHERE place > 1 AND (place - 1) % {size:UInt32} = 0 ORDER BY ms`;
  const cuts = await rows<{ ms: string | number }>(client, query, { ...filterParams(hour), size: pageCalls });
  const starts = [hour.from, ...cuts.map(({ ms }) => new Date(Number(ms)))];
  return starts.map((from, index) => ({
    from,
    to: starts[index + 1] ?? hour.to,
    calls: index < starts.length - 1 ? pageCalls : calls - pageCalls * index,
    isCorrected,
  }));
}

async function rows<Row>(client: ClickHouseClient, query: string, params: Record<string, unknown>): Promise<Row[]> {
  return (await client.query({ query, query_params: params, format: "JSONEachRow" })).json<Row>();
}

function clickHouseTime(moment: Date): string {
  return moment.toISOString().replace("T", " ").replace("Z", "");
}
