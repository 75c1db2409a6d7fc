import type { ClickHouseClient } from "@clickhouse/client";

/** A row of `tollgate.repricing_audit`. Dollars as exact decimals. */
export interface RepricingRun {
  runId: string;
  mode: "apply" | "undo";
  /** The run that it takes back, or ''. */
  undoes: string;
  state: "running" | "done" | "undone";
  /** The run that took it back, or ''. */
  undoneBy: string;
  from: string;
  /** The first day that is not in it. */
  to: string;
  provider: string;
  models: string[];
  tenant: string;
  reason: string;
  postedBy: string;
  /** The price book's checksum. */
  book: string;
  calls: number;
  correctedCalls: number;
  newlyPricedCalls: number;
  beforeUsd: string;
  afterUsd: string;
  deltaUsd: string;
  /** UTC, `YYYY-MM-DD hh:mm:ss.mmm`. */
  startedAt: string;
}

/** Newest first. */
export async function repricingRuns(client: ClickHouseClient): Promise<RepricingRun[]> {
  const query = `
    SELECT run_id AS runId, mode, undoes, state, undone_by AS undoneBy, toString(from_day) AS from, toString(to_day) AS to, provider, models, tenant, reason,
      posted_by AS postedBy, book, toUInt32(calls) AS calls, toUInt32(corrected_calls) AS correctedCalls, toInt32(newly_priced_calls) AS newlyPricedCalls,
      toString(before_usd) AS beforeUsd, toString(after_usd) AS afterUsd, toString(delta_usd) AS deltaUsd, toString(started_at) AS startedAt
    FROM tollgate.repricing_audit ORDER BY started_at DESC, run_id DESC`;
  return (await client.query({ query, format: "JSONEachRow" })).json<RepricingRun>();
}
