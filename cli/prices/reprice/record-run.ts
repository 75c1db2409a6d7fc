import { hostname, userInfo } from "node:os";
import type { ClickHouseClient } from "@clickhouse/client";
import { picoDecimal } from "./pico-decimal.ts";
import type { RepricingPlan, RepricingScope } from "./repricing-plan.ts";

/** What the audit keeps of a run from its beginning. */
export interface RunBegin {
  runId: string;
  mode: "apply" | "undo";
  /** @default none */
  undoes?: string;
  scope: RepricingScope;
  reason?: string;
  book: string;
  total: RepricingPlan["total"];
}

/** Writes the run's row before its first entry, so that no entry is ever of a run that nobody knows. */
export async function beginRun(client: ClickHouseClient, run: RunBegin): Promise<void> {
  const { scope, total } = run;
  const row = {
    run_id: run.runId,
    mode: run.mode,
    undoes: run.undoes ?? "",
    status: "running",
    from_day: scope.from,
    to_day: scope.to,
    provider: scope.provider ?? "",
    models: scope.models ?? [],
    tenant: scope.tenant ?? "",
    reason: run.reason ?? "",
    posted_by: postedBy(),
    book: run.book,
    calls: total.calls,
    before_usd: picoDecimal(total.before),
    after_usd: picoDecimal(total.before),
  };
  await client.insert({ table: "tollgate.repricing_runs", values: [row], format: "JSONEachRow" });
}

/** Says what the run has posted, counted in the ledger itself. */
export async function endRun(
  client: ClickHouseClient,
  run: Pick<RunBegin, "runId" | "scope" | "book" | "total">,
): Promise<void> {
  const { runId, scope, book, total } = run;
  // Later by a millisecond at least: of two rows of one time the first could stay.
  const query = `
    INSERT INTO tollgate.repricing_runs
    SELECT * REPLACE (
        'done' AS status, {book:String} AS book, {calls:UInt64} AS calls, toDecimal128({before:String}, 12) AS before_usd,
        (SELECT toUInt64(countIf(cost != 0 OR unpriced_delta != 0)) FROM entries) AS corrected_calls,
        (SELECT -toInt64(sum(unpriced_delta)) FROM entries) AS newly_priced_calls,
        (SELECT sum(cost) FROM entries) AS delta_usd,
        -- Not delta_usd: inside REPLACE that is the column as it was.
        toDecimal128({before:String}, 12) + (SELECT sum(cost) FROM entries) AS after_usd,
        greatest(now64(3, 'UTC'), updated_at + INTERVAL 1 MILLISECOND) AS updated_at)
    FROM tollgate.repricing_runs FINAL WHERE run_id = {run:String}`;
  const entries = `
    SELECT cost, unpriced_delta FROM tollgate.llm_calls FINAL
    WHERE kind = 'correction' AND run_id = {run:String} AND hour >= toDateTime({from:String}, 'UTC') AND hour < toDateTime({to:String}, 'UTC')`;
  await client.command({
    query: query.replaceAll("FROM entries", `FROM (${entries})`),
    query_params: {
      ...{ run: runId, book, calls: total.calls, before: picoDecimal(total.before) },
      ...{ from: `${scope.from} 00:00:00`, to: `${scope.to} 00:00:00` },
    },
  });
}

/** Who: the person's login and machine, as far as the system tells. */
function postedBy(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return hostname();
  }
}
