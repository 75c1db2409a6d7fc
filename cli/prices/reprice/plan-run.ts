import type { ClickHouseClient } from "@clickhouse/client";
import { picoUsd } from "../../demo/pico-usd.ts";
import type { LedgerChunk, PlanLine, RepricingPlan } from "./repricing-plan.ts";

/** A line as ClickHouse gives it: dollars as exact decimals, counts as texts. */
export interface PlanRow {
  provider: string;
  model: string;
  calls: string;
  billedUsd: string;
  beforeUsd: string;
  deltaUsd: string;
  correctedCalls: string;
  newlyPricedCalls: string;
  unpricedCalls: string;
  unknownCalls: string;
}

/**
 * Adds up, over the parts of a period, what a statement says of each.
 *
 * @param query PLAN_SQL or UNDO_PLAN_SQL
 */
export async function planRun(
  client: ClickHouseClient,
  query: string,
  options: { chunks: readonly LedgerChunk[]; params: Record<string, unknown> },
): Promise<RepricingPlan> {
  const lines = new Map<string, PlanLine>();
  const changedChunks: LedgerChunk[] = [];
  for (const chunk of options.chunks) {
    const query_params = { ...options.params, chunk_from: chunk.from, chunk_to: chunk.to };
    const result = await client.query({ query, query_params, format: "JSONEachRow" });
    const rows = await result.json<PlanRow>();
    if (rows.some((row) => row.correctedCalls !== "0")) changedChunks.push(chunk);
    for (const row of rows) {
      const key = JSON.stringify([row.provider, row.model]);
      const known = lines.get(key);
      lines.set(key, {
        provider: row.provider,
        model: row.model,
        ...sumOf(known ? [known, lineOf(row)] : [lineOf(row)]),
      });
    }
  }
  const sorted = [...lines.values()].sort((a, b) => compare(a.provider, b.provider) || compare(a.model, b.model));
  return { lines: sorted, total: sumOf(sorted), chunks: options.chunks, changedChunks };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineOf(row: PlanRow): Omit<PlanLine, "provider" | "model"> {
  return {
    calls: Number(row.calls),
    billed: picoUsd(row.billedUsd),
    before: picoUsd(row.beforeUsd),
    delta: picoUsd(row.deltaUsd),
    correctedCalls: Number(row.correctedCalls),
    newlyPricedCalls: Number(row.newlyPricedCalls),
    unpricedCalls: Number(row.unpricedCalls),
    unknownCalls: Number(row.unknownCalls),
  };
}

function sumOf(lines: readonly Omit<PlanLine, "provider" | "model">[]): RepricingPlan["total"] {
  const count = (of: (line: Omit<PlanLine, "provider" | "model">) => number) =>
    lines.reduce((n, line) => n + of(line), 0);
  const money = (of: (line: Omit<PlanLine, "provider" | "model">) => bigint) =>
    lines.reduce((n, line) => n + of(line), 0n);
  return {
    calls: count((line) => line.calls),
    billed: money((line) => line.billed),
    before: money((line) => line.before),
    delta: money((line) => line.delta),
    correctedCalls: count((line) => line.correctedCalls),
    newlyPricedCalls: count((line) => line.newlyPricedCalls),
    unpricedCalls: count((line) => line.unpricedCalls),
    unknownCalls: count((line) => line.unknownCalls),
  };
}
