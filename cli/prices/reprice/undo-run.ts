import type { ClickHouseClient } from "@clickhouse/client";
import { assertConfirmed } from "./assert-confirmed.ts";
import { holdLedger } from "./hold-ledger.ts";
import { ledgerChunks } from "./ledger-chunks.ts";
import { newRunId } from "./new-run-id.ts";
import { planRun } from "./plan-run.ts";
import { postRun } from "./post-run.ts";
import type { RepricingOutcome, RunOptions } from "./repricing-outcome.ts";
import type { LedgerChunk } from "./repricing-plan.ts";
import { type RepricingRun, repricingRuns } from "./repricing-runs.ts";
import { BUILT_ON_SQL, UNDO_PLAN_SQL, UNDO_SQL } from "./undo-sql.ts";

/**
 * Takes a run back by posting the contrary of each of its entries. An undo that was killed is gone on with.
 *
 * @throws {Error} when there is no such run, when it is an undo itself, when it is undone already, or when later runs have built on its entries
 */
export async function undoRun(
  client: ClickHouseClient,
  undone: string,
  options: RunOptions,
): Promise<RepricingOutcome> {
  const { apply, reason, yes } = options;
  if (!apply) return { state: "planned", plan: (await planUndo(client, undone, options)).plan };
  return holdLedger(client, async (assertHeld) => {
    const { of, plan, known, runId } = await planUndo(client, undone, options);
    if (known && known.state !== "running") return { state: "known", run: known };
    assertConfirmed(plan, { yes });
    const run = await postRun(client, {
      ...{ runId, mode: "undo", undoes: undone, scope: { from: of.from, to: of.to }, book: of.book },
      ...{ isBegun: known !== undefined, plan, assertHeld, query: UNDO_SQL, params: { undone } },
      ...(reason !== undefined && { reason }),
    });
    return { state: "posted", plan, run };
  });
}

async function planUndo(client: ClickHouseClient, undone: string, { runId }: RunOptions) {
  const runs = await repricingRuns(client);
  const of = runs.find((run) => run.runId === undone);
  if (of === undefined) {
    throw new Error(`Cannot undo run "${undone}": there is none of that id, see "tollgate prices runs"`);
  }
  if (of.mode === "undo") {
    throw new Error(`Cannot undo run "${undone}": it undoes "${of.undoes}" itself. Reprice anew instead`);
  }
  const unfinished = runs.find((run) => run.undoes === undone && run.state === "running");
  const id = runId ?? unfinished?.runId ?? newRunId();
  const known = runs.find((run) => run.runId === id);
  if (known && known.undoes !== undone) {
    throw new Error(`Cannot undo run "${undone}": run "${id}" is another one. Leave out --run`);
  }
  if (of.undoneBy !== "" && of.undoneBy !== id) {
    throw new Error(`Cannot undo run "${undone}": run "${of.undoneBy}" has done so`);
  }
  const chunks = await ledgerChunks(client, of);
  await assertLast(client, { of, chunks, runs: runs.filter((run) => run.runId !== id) });
  const plan = await planRun(client, UNDO_PLAN_SQL, { chunks, params: { run: id, undone } });
  return { of, plan, known, runId: id };
}

async function assertLast(
  client: ClickHouseClient,
  { of, chunks, runs }: { of: RepricingRun; chunks: readonly LedgerChunk[]; runs: readonly RepricingRun[] },
): Promise<void> {
  const later = runs.filter((run) => run.startedAt > of.startedAt && run.undoes !== of.runId).map((run) => run.runId);
  if (later.length === 0) return;
  let calls = 0;
  const builtOn = new Set<string>();
  for (const { from, to } of chunks) {
    const query_params = { undone: of.runId, later, chunk_from: from, chunk_to: to };
    const result = await client.query({ query: BUILT_ON_SQL, query_params, format: "JSONEachRow" });
    for (const row of await result.json<{ runs: string[]; calls: number }>()) {
      calls += row.calls;
      for (const run of row.runs) builtOn.add(run);
    }
  }
  if (calls === 0) return;
  const names = later.filter((run) => builtOn.has(run)).map((run) => `"${run}"`);
  throw new Error(
    `Cannot undo run "${of.runId}": ${names.join(", ")} corrected ${calls.toLocaleString("en")} of its calls after it. Undo ${names.length > 1 ? "those, the newest first" : "that one first"}, or reprice anew`,
  );
}
