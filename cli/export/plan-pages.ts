import type { ClickHouseClient } from "@clickhouse/client";

/** Calls of one period, of one tenant where one is named. */
export interface CallFilter {
  from: Date;
  /** Not included. */
  to: Date;
  tenant?: string;
}

/** Condition on tollgate.calls AS c for a filter of `filterParams`. The hour reaches the key, ts cuts it. */
export const CALLS_IN_PERIOD =
  "c.hour >= toStartOfHour({from:DateTime64(3, 'UTC')}) AND c.hour < {to:DateTime64(3, 'UTC')} AND c.ts >= {from:DateTime64(3, 'UTC')} AND c.ts < {to:DateTime64(3, 'UTC')} AND ({tenant:Nullable(String)} IS NULL OR c.tenant = {tenant:Nullable(String)})";

export function filterParams({ from, to, tenant }: CallFilter): Record<string, unknown> {
  return { from: clickHouseTime(from), to: clickHouseTime(to), tenant: tenant ?? null };
}

/** A part of a period that is read by one query. */
export interface Page {
  from: Date;
  to: Date;
  calls: number;
}

/**
 * Cuts a period into parts of about `pageCalls` calls, in order of time: hours together, and a busy hour in pieces. A reader may read
 * 200,000 rows at once; a page is larger than asked for only by calls of one millisecond.
 */
export async function planPages(client: ClickHouseClient, filter: CallFilter, pageCalls: number): Promise<Page[]> {
  const hours = await rows<{ ms: number; calls: number }>(
    client,
    `SELECT toUnixTimestamp(c.hour) * 1000 AS ms, toUInt32(count()) AS calls FROM tollgate.calls AS c WHERE ${CALLS_IN_PERIOD} GROUP BY c.hour ORDER BY c.hour`,
    filterParams(filter),
  );
  const pages: Page[] = [];
  const end = (ms: number) => new Date(Math.min(ms, filter.to.getTime()));
  for (const { ms, calls } of hours) {
    const [from, to] = [new Date(Math.max(ms, filter.from.getTime())), end(ms + 3_600_000)];
    const last = pages.at(-1);
    if (last !== undefined && last.calls + calls <= pageCalls) {
      last.to = to;
      last.calls += calls;
    } else if (calls <= pageCalls) {
      pages.push({ from, to, calls });
    } else {
      pages.push(...(await cutHour(client, { ...filter, from, to }, { calls, pageCalls })));
    }
  }
  return pages;
}

async function cutHour(
  client: ClickHouseClient,
  hour: CallFilter,
  { calls, pageCalls }: { calls: number; pageCalls: number },
): Promise<Page[]> {
  const query =
    "SELECT DISTINCT toUnixTimestamp64Milli(ts) AS ms FROM (SELECT c.ts AS ts, row_number() OVER (ORDER BY c.ts) AS place FROM tollgate.calls AS c " +
    `WHERE ${CALLS_IN_PERIOD}) WHERE place > 1 AND (place - 1) % {size:UInt32} = 0 ORDER BY ms`;
  const cuts = await rows<{ ms: string | number }>(client, query, { ...filterParams(hour), size: pageCalls });
  const starts = [hour.from, ...cuts.map(({ ms }) => new Date(Number(ms)))];
  return starts.map((from, index) => ({
    from,
    to: starts[index + 1] ?? hour.to,
    calls: index < starts.length - 1 ? pageCalls : calls - pageCalls * index,
  }));
}

async function rows<Row>(client: ClickHouseClient, query: string, params: Record<string, unknown>): Promise<Row[]> {
  return (await client.query({ query, query_params: params, format: "JSONEachRow" })).json<Row>();
}

function clickHouseTime(moment: Date): string {
  return moment.toISOString().replace("T", " ").replace("Z", "");
}
