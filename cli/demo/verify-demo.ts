import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { readProviderLog } from "../../examples/demo/provider/provider-log.ts";
import { usdOfPico } from "../usd-of-pico.ts";
import { type BillComparison, compareBills, describeDifference } from "./compare-bills.ts";
import { adminClient, type DemoStack } from "./demo-stack.ts";
import { type BillRow, expectedBill } from "./expected-bill.ts";
import { type LedgerWindow, ledgerBill } from "./ledger-bill.ts";
import { DEMO_SERVICE } from "./run-app.ts";
import { HISTORY_SERVICE } from "./send-history.ts";

/** What `runDemo` leaves for the check. */
export interface DemoRun {
  providerLogPath: string;
  /** Absent when no history was sent. */
  historyLogPath?: string;
  /** Unix milliseconds; the demo's program ran in between. */
  startedAtMs: number;
  finishedAtMs: number;
}

export interface DemoVerdict {
  exact: boolean;
  /** One line for the operator. */
  line: string;
  expectedPicoUsd: bigint;
  actualPicoUsd: bigint;
}

/**
 * Checks that every call the provider answered with 200 is in the ledger exactly once, and that the ledger's sum is the
 * one computed from the provider's own log with the price book, to the picodollar. Waits up to `timeoutMs` for the last
 * spans to arrive.
 */
export async function verifyDemo(
  stack: DemoStack,
  run: DemoRun,
  { timeoutMs = 30_000 }: { timeoutMs?: number } = {},
): Promise<DemoVerdict> {
  const client = adminClient(stack);
  const deadlineMs = Date.now() + timeoutMs;
  try {
    const parts = [await settled(deadlineMs, () => compareLive(client, run))];
    if (run.historyLogPath)
      parts.push(await settled(deadlineMs, () => compareHistory(client, run.historyLogPath ?? "")));
    const expectedPicoUsd = parts.reduce((sum, part) => sum + part.expectedPicoUsd, 0n);
    const actualPicoUsd = parts.reduce((sum, part) => sum + part.actualPicoUsd, 0n);
    const wrong = parts.find((part) => !part.exact);
    const calls = parts.reduce((sum, part) => sum + part.calls, 0).toLocaleString("en-US");
    const line = wrong
      ? describeDifference(wrong)
      : `Bill exact: ${calls} calls answered, each in the ledger once; ${usdOfPico(actualPicoUsd)} there and in the provider's log`;
    return { exact: !wrong, line, expectedPicoUsd, actualPicoUsd };
  } finally {
    await client.close();
  }
}

type PartComparison = BillComparison & { calls: number };

async function settled(deadlineMs: number, compare: () => Promise<PartComparison>): Promise<PartComparison> {
  for (;;) {
    const result = await compare();
    if (result.exact || Date.now() > deadlineMs) return result;
    await sleep(250);
  }
}

async function compareLive(client: ClickHouseClient, run: DemoRun): Promise<PartComparison> {
  const log = existsSync(run.providerLogPath) ? readProviderLog(run.providerLogPath) : [];
  const window = { service: DEMO_SERVICE, fromMs: run.startedAtMs, toMs: run.finishedAtMs };
  return compareWindow(client, window, expectedBill(log));
}

/** Only traces of this history: another seed's may lie in the same weeks. */
async function compareHistory(client: ClickHouseClient, logPath: string): Promise<PartComparison> {
  const log = readProviderLog(logPath);
  const times = log.map((line) => line.atMs);
  const window = { service: HISTORY_SERVICE, fromMs: times[0] ?? 0, toMs: times.at(-1) ?? 0 };
  return compareWindow(client, window, expectedBill(log), new Set(log.map((line) => line.id)));
}

/** Errors and refusals are rows too; what is asked of them is that they carry no money. */
async function compareWindow(
  client: ClickHouseClient,
  window: LedgerWindow,
  expected: BillRow[],
  traces?: ReadonlySet<string>,
): Promise<PartComparison> {
  const rows = await ledgerBill(client, window);
  const actual = rows.filter(
    (row) => (!traces || traces.has(row.id)) && (row.status === "ok" || row.costPicoUsd !== 0n),
  );
  return { ...compareBills(expected, actual), calls: expected.length };
}
