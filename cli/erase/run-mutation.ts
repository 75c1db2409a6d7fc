import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";

export interface Mutation {
  /** Without `tollgate.`. */
  table: string;
  /** Behind ALTER TABLE: `DELETE WHERE …` or `UPDATE … WHERE …`. It must name `run`. */
  change: string;
  /** By which the mutation is known again in system.mutations. */
  run: string;
}

const POLL_MS = 200;

/**
 * Changes rows that are stored, and waits until all parts of the table are rewritten. A mutation that a killed run left behind is the server's and goes
 * on by itself: it is waited for first.
 *
 * @param onProgress the parts that are still to be rewritten
 * @throws {Error} when a part cannot be rewritten; the mutation is then taken back
 */
export async function runMutation(
  client: ClickHouseClient,
  { table, change, run }: Mutation,
  onProgress: (partsLeft: number) => void = () => {},
): Promise<void> {
  await waitForMutations(client, { table, run }, onProgress);
  // Subqueries over the run's own rows, which nobody else changes: a replicated table refuses them unless it is told so.
  const query = `ALTER TABLE tollgate.${table} ${change} SETTINGS allow_nondeterministic_mutations = 1, mutations_sync = 0`;
  await client.command({ query });
  await waitForMutations(client, { table, run }, onProgress);
}

async function waitForMutations(
  client: ClickHouseClient,
  of: { table: string; run: string },
  onProgress: (partsLeft: number) => void,
): Promise<void> {
  const query = `
    SELECT toUInt32(count()) AS unfinished, toUInt32(sum(parts_to_do)) AS parts, max(latest_fail_reason) AS failure FROM system.mutations
    WHERE database = 'tollgate' AND table = {table:String} AND NOT is_done AND position(command, {run:String}) > 0`;
  for (;;) {
    const result = await client.query({ query, query_params: of, format: "JSONEachRow" });
    const [row] = await result.json<{ unfinished: number; parts: number; failure: string }>();
    if (row === undefined || row.unfinished === 0) return;
    if (row.failure !== "") {
      const kill = `KILL MUTATION WHERE database = 'tollgate' AND table = {table:String} AND NOT is_done AND position(command, {run:String}) > 0`;
      await client.command({ query: kill, query_params: of });
      throw new Error(`Cannot change rows of tollgate.${of.table}: ${row.failure}`);
    }
    onProgress(row.parts);
    await sleep(POLL_MS);
  }
}
