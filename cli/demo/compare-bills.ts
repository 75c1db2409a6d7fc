import { usdOfPico } from "../usd-of-pico.ts";
import type { BillRow } from "./expected-bill.ts";

export interface BillComparison {
  exact: boolean;
  /** Rows of the provider's log that the ledger lacks. */
  missing: BillRow[];
  /** Rows of the ledger that the provider's log lacks, a call counted twice among them. */
  surplus: BillRow[];
  expectedPicoUsd: bigint;
  actualPicoUsd: bigint;
}

/** Compares two bills as multisets: each call must be there exactly once, with the same tokens and the same price. */
export function compareBills(expected: readonly BillRow[], actual: readonly BillRow[]): BillComparison {
  const open = new Map<string, BillRow[]>();
  for (const row of expected) open.set(keyOf(row), [...(open.get(keyOf(row)) ?? []), row]);
  const surplus = actual.filter((row) => open.get(keyOf(row))?.pop() === undefined);
  const missing = [...open.values()].flat();
  const expectedPicoUsd = sumOf(expected);
  const actualPicoUsd = sumOf(actual);
  const exact = missing.length === 0 && surplus.length === 0 && expectedPicoUsd === actualPicoUsd;
  return { exact, missing, surplus, expectedPicoUsd, actualPicoUsd };
}

/** One line: what is wrong, with an example of each kind, and the money it comes to. */
export function describeDifference({ missing, surplus, expectedPicoUsd, actualPicoUsd }: BillComparison): string {
  const example = (rows: BillRow[]) => (rows[0] ? ` (first: ${rows[0].id}, ${keyOf(rows[0])})` : "");
  return (
    `Bill differs: ${missing.length} answered calls are not in the ledger${example(missing)}, ` +
    `${surplus.length} ledger rows are not in the provider's log${example(surplus)}; ledger ${usdOfPico(actualPicoUsd)}, ` +
    `provider's log ${usdOfPico(expectedPicoUsd)}, difference ${usdOfPico(actualPicoUsd - expectedPicoUsd)}`
  );
}

function keyOf(row: BillRow): string {
  const { provider, operation, inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens } = row;
  const input = `in ${inputTokens}/${cacheReadTokens}/${cacheWriteTokens}/${cacheWrite1hTokens}`;
  const cost = row.costPicoUsd === undefined ? "unpriced" : usdOfPico(row.costPicoUsd);
  return `${provider} ${operation} ${input} out ${row.outputTokens}/${row.reasoningTokens} ${cost}`;
}

function sumOf(rows: readonly BillRow[]): bigint {
  return rows.reduce((sum, row) => sum + (row.costPicoUsd ?? 0n), 0n);
}
