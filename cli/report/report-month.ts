import type { ClickHouseClient } from "@clickhouse/client";

/** A month of a timezone, as moments. */
export interface ReportMonth {
  /** `2026-10` */
  name: string;
  /** UTC, `YYYY-MM-DD hh:mm:ss`. */
  from: string;
  /** UTC, not included. Of a month that lasts still: now. */
  to: string;
  isOver: boolean;
}

/** The month before: `2026-01` is after `2025-12`. */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${`${number - 1}`.padStart(2, "0")}`;
}

/** `October 2026` */
export function monthTitle(month: string): string {
  return new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01`),
  );
}

/** Bounds of a month where the clock of `timezone` says midnight, by the engine's own calendar. @throws {Error} When the month has not begun. */
export async function reportMonth(client: ClickHouseClient, name: string, timezone: string): Promise<ReportMonth> {
  const midnight = "toDateTime({day:Date}, {timezone:String})";
  const end = "toDateTime({day:Date} + INTERVAL 1 MONTH, {timezone:String})";
  const utc = (moment: string) => `formatDateTime(${moment}, '%F %T', 'UTC')`;
  const query = `SELECT ${utc(midnight)} AS from, ${utc(`least(${end}, now())`)} AS to, ${end} <= now() AS is_over, ${midnight} >= now() AS is_ahead`;
  const result = await client.query({ query, query_params: { day: `${name}-01`, timezone }, format: "JSONEachRow" });
  const [row] = await result.json<{ from: string; to: string; is_over: number; is_ahead: number }>();
  if (row === undefined || row.is_ahead === 1) throw new Error(`Cannot report ${name}: that month has not begun`);
  return { name, from: row.from, to: row.to, isOver: row.is_over === 1 };
}
