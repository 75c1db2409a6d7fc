import type { ClickHouseClient } from "@clickhouse/client";
import { beginRun, endRun, type RunBegin } from "./record-run.ts";
import type { RepricingPlan } from "./repricing-plan.ts";
import { type RepricingRun, repricingRuns } from "./repricing-runs.ts";

export interface PostedRun extends Omit<RunBegin, "total"> {
  /** A killed run is gone on with: its row is there. */
  isBegun: boolean;
  plan: RepricingPlan;
  /** POST_SQL or UNDO_SQL. */
  query: string;
  params: Record<string, unknown>;
  /** @throws {Error} when the lock is lost */
  assertHeld(): void;
}

/** Posts a run's entries, hours by hours, between its two rows in the audit. */
export async function postRun(client: ClickHouseClient, posted: PostedRun): Promise<RepricingRun> {
  const { runId, isBegun, plan, query, params, assertHeld } = posted;
  const { total, chunks, changedChunks } = plan;
  if (!isBegun) await beginRun(client, { ...posted, total });
  // What a killed run has posted by another book may be to be taken back where nothing is to be posted any more.
  for (const { from, to } of isBegun ? chunks : changedChunks) {
    assertHeld();
    await client.command({
      query,
      query_params: { ...params, run: runId, chunk_from: from, chunk_to: to },
      // A replicated table takes a block that it has seen for a repetition: of two undone runs the second would be lost.
      clickhouse_settings: { insert_deduplicate: 0 },
    });
  }
  assertHeld();
  await endRun(client, { ...posted, total });
  const run = (await repricingRuns(client)).find((other) => other.runId === runId);
  if (run === undefined) throw new Error(`Cannot find run "${runId}" in tollgate.repricing_audit`);
  return run;
}
