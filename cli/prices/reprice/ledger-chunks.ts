import type { ClickHouseClient } from "@clickhouse/client";
import type { LedgerChunk } from "./repricing-plan.ts";

/** Rows of the ledger that one statement takes: so many entries at once took 0.3 GB and 5 s of processor time. An hour is never parted. */
const MAX_ROWS = 200_000;

/** Parts a period into whole hours of at most so many rows, so that a year of calls fits into memory and no insert lasts long. Hours without rows are left out. */
export async function ledgerChunks(
  client: ClickHouseClient,
  { from, to, maxRows = MAX_ROWS }: { from: string; to: string; maxRows?: number },
): Promise<LedgerChunk[]> {
  const query = `
    SELECT toString(hour) AS from, toString(hour + INTERVAL 1 HOUR) AS to, toUInt32(count()) AS rows FROM tollgate.llm_calls
    WHERE hour >= toDateTime({from:String}, 'UTC') AND hour < toDateTime({to:String}, 'UTC') GROUP BY hour ORDER BY hour`;
  const result = await client.query({
    query,
    query_params: { from: `${from} 00:00:00`, to: `${to} 00:00:00` },
    format: "JSONEachRow",
  });
  const chunks: (LedgerChunk & { rows: number })[] = [];
  for (const hour of await result.json<LedgerChunk & { rows: number }>()) {
    const last = chunks.at(-1);
    if (last === undefined || last.rows + hour.rows > maxRows) chunks.push(hour);
    else chunks.splice(-1, 1, { from: last.from, to: hour.to, rows: last.rows + hour.rows });
  }
  return chunks;
}
