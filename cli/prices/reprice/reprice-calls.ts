import type { ClickHouseClient } from "@clickhouse/client";
import { assertConfirmed } from "./assert-confirmed.ts";
import { PLAN_SQL, POST_SQL } from "./corrections-sql.ts";
import { holdLedger } from "./hold-ledger.ts";
import { ledgerChunks } from "./ledger-chunks.ts";
import { loadedBook } from "./loaded-book.ts";
import { newRunId } from "./new-run-id.ts";
import { planRun } from "./plan-run.ts";
import { postRun } from "./post-run.ts";
import type { RepricingOutcome, RunOptions } from "./repricing-outcome.ts";
import type { RepricingPlan, RepricingScope } from "./repricing-plan.ts";
import { type RepricingRun, repricingRuns } from "./repricing-runs.ts";

/**
 * Prices the calls of a period by the book that ClickHouse has now, and posts what their cost differs by. A run that was killed is finished
 * under its id; one that was done stays as it is.
 *
 * @throws {Error} when the run's id is of another run, when much would change and `yes` is not set, or when ClickHouse fails
 */
export async function repriceCalls(
  client: ClickHouseClient,
  scope: RepricingScope,
  options: RunOptions,
): Promise<RepricingOutcome> {
  const { apply, runId, reason, yes } = options;
  const book = await loadedBook(client);
  // '' is no run's id: with it all entries are those of other runs.
  if (!apply) return { state: "planned", plan: await plan(client, scope, runId ?? "") };
  return holdLedger(client, async (assertHeld) => {
    const run = runId ?? newRunId();
    const known = (await repricingRuns(client)).find((other) => other.runId === run);
    if (known) assertSameRun(known, scope);
    if (known && known.state !== "running") return { state: "known", run: known };
    const planned = await plan(client, scope, run);
    if (!known && planned.total.correctedCalls === 0) return { state: "nothing", plan: planned };
    assertConfirmed(planned, { yes });
    const posted = await postRun(client, {
      ...{ runId: run, mode: "apply", scope, book, isBegun: known !== undefined, plan: planned, assertHeld },
      ...{ query: POST_SQL, params: filterParams(scope) },
      ...(reason !== undefined && { reason }),
    });
    return { state: "posted", plan: planned, run: posted };
  });
}

async function plan(client: ClickHouseClient, scope: RepricingScope, run: string): Promise<RepricingPlan> {
  const chunks = await ledgerChunks(client, scope);
  return planRun(client, PLAN_SQL, { chunks, params: { run, ...filterParams(scope) } });
}

function filterParams({ provider = "", models = [], tenant = "" }: RepricingScope) {
  return { provider, models, tenant };
}

function assertSameRun(known: RepricingRun, scope: RepricingScope): void {
  const { from, to, provider = "", models = [], tenant = "" } = scope;
  const isSame =
    JSON.stringify([known.mode, known.from, known.to, known.provider, known.models, known.tenant]) ===
    JSON.stringify(["apply", from, to, provider, models, tenant]);
  if (isSame) return;
  const was =
    known.mode === "undo" ? `undoes "${known.undoes}"` : `is from ${known.from} to ${known.to}${filterText(known)}`;
  throw new Error(`Cannot reprice: run "${known.runId}" ${was}. Repeat it as it was, or leave out --run`);
}

function filterText({ provider, models, tenant }: RepricingRun): string {
  const parts = [
    ...(provider === "" ? [] : [`provider "${provider}"`]),
    ...models.map((model) => `model "${model}"`),
    ...(tenant === "" ? [] : [`tenant "${tenant}"`]),
  ];
  return parts.length === 0 ? ", of all calls" : `, of ${parts.join(", ")}`;
}
