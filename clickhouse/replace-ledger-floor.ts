import type { ClickHouseClient } from "@clickhouse/client";

/** The expression of `tollgate_first_whole_hour` (419), as ClickHouse writes it into every view that uses it, and into ledger_floor (312). */
const FLOOR = /now\('UTC'\) - toIntervalMonth\(\d+\), toDateTime\([^,)]+, 'UTC'\)/g;

export interface LedgerFloor {
  /** How long the ledger is kept. */
  months: number;
  /** Seconds since 1970 before which the ledger has lost hours all the same; 0 for none. */
  lostBefore: number;
}

/**
 * Writes from when on the ledger is whole into the function and every view that has it. As literals, because reading two settings took a third of
 * each board query's planning.
 */
export async function replaceLedgerFloor(client: ClickHouseClient, floor: LedgerFloor): Promise<void> {
  const expression = `now('UTC') - toIntervalMonth(${floor.months}), toDateTime(${floor.lostBefore}, 'UTC')`;
  // First the function: a view that is made while this runs has the new floor or is found below.
  await client.command({
    query: `CREATE OR REPLACE FUNCTION tollgate_first_whole_hour AS () -> toStartOfDay(greatest(${expression})) + INTERVAL 2 DAY`,
  });
  const query =
    "SELECT create_table_query AS text FROM system.tables WHERE database = 'tollgate' AND engine = 'View' AND create_table_query LIKE '%toIntervalMonth(%' ORDER BY name";
  const views = await (await client.query({ query, format: "JSONEachRow" })).json<{ text: string }>();
  for (const { text } of views) {
    const wanted = text.replace(FLOOR, () => expression);
    if (wanted !== text) await client.command({ query: wanted.replace(/^CREATE VIEW/, "CREATE OR REPLACE VIEW") });
  }
}
