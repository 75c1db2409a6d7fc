import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { Command } from "commander";
import type { DemoReport } from "../examples/demo/app-report.ts";
import { history } from "../examples/demo/history.ts";
import { writeBudget } from "./budget/write-budget.ts";
import { demoBudgets, readSpentBefore } from "./demo/demo-budgets.ts";
import { adminClient, type DemoStack } from "./demo/demo-stack.ts";
import { ledgerBill } from "./demo/ledger-bill.ts";
import { DEMO_APP, runApp } from "./demo/run-app.ts";
import {
  HISTORY_SERVICE,
  type PricedHistoryCall,
  priceHistory,
  sendHistory,
  writeHistoryLog,
} from "./demo/send-history.ts";
import { type DemoRun, verifyDemo } from "./demo/verify-demo.ts";
import { parseDays } from "./parse-days.ts";
import { printSpend } from "./spend.ts";
import { answers } from "./stack/answers.ts";
import { connectStack } from "./stack/connect-stack.ts";
import { stackHome } from "./stack/start-stack.ts";

export { verifyDemo };

export interface DemoOptions {
  /** Days of generated history before the live calls. @default 0 */
  days?: number;
  /** @default "demo" */
  seed?: string;
  /** Where the provider's log is kept. @default a new folder under .tollgate/demo */
  directory?: string;
  /** Unix milliseconds; the history ends at the full hour before. @default now */
  nowMs?: number;
  log?: (line: string) => void;
  /** Ends the program. */
  signal?: AbortSignal;
}

export interface DemoResult extends DemoRun {
  report: DemoReport;
  historyCalls: number;
}

/**
 * Sends the demo's traffic through a running stack: the history if asked for, then budgets, then the program with its
 * six agents. `verifyDemo` tells whether the ledger has it all.
 */
export async function runDemo(stack: DemoStack, options: DemoOptions = {}): Promise<DemoResult> {
  const { days = 0, seed = "demo", nowMs = Date.now(), log = console.log } = options;
  if (!existsSync(DEMO_APP)) {
    throw new Error(
      `Cannot run the demo: "${DEMO_APP}" is missing. The demo and its model SDKs come with the repository, not with the package.`,
    );
  }
  const directory =
    options.directory ?? join(stackHome(), "demo", new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-"));
  mkdirSync(directory, { recursive: true });
  const untilMs = Math.floor(nowMs / 3_600_000) * 3_600_000;
  const past = days > 0 ? priceHistory(history({ days, seed, untilMs })) : [];
  const client = adminClient(stack);
  try {
    const paths: Pick<DemoResult, "historyLogPath"> = {};
    if (past.length > 0) {
      log(`Sending ${past.length.toLocaleString("en-US")} calls of the past ${days} days …`);
      paths.historyLogPath = join(directory, "history.jsonl");
      writeHistoryLog(paths.historyLogPath, past);
      await sendHistory(stack, past);
      await historyArrived(client, past);
    }
    for (const budget of demoBudgets(await readSpentBefore(client))) await writeBudget(client, budget);
    log("Running six agents of three tenants on openai, anthropic, ai and langchain …");
    const providerLogPath = join(directory, "provider.jsonl");
    const startedAtMs = Date.now();
    const report = await runApp(stack, providerLogPath, {
      seed,
      log,
      ...(options.signal && { signal: options.signal }),
    });
    const { asked, answered, failed } = report;
    log(`${answered} of ${asked} questions answered${failed > 0 ? `, ${failed} failed at the provider` : ""}.`);
    return { ...paths, providerLogPath, startedAtMs, finishedAtMs: Date.now(), report, historyCalls: past.length };
  } finally {
    await client.close();
  }
}

export function demoCommand(): Command {
  return new Command("demo")
    .description("send the demo's traffic through the running stack, print what it cost, and check the bill")
    .option("--days <n>", "days of generated history to send first", parseDays, 0)
    .option("--seed <text>", "the same seed gives the same history", "demo")
    .action(async ({ days, seed }: { days: number; seed: string }) => {
      const stack = await connectStack();
      if (!(await answers(`${stack.clickhouseUrl}/ping`))) {
        throw new Error(
          `Cannot run the demo: nothing answers at "${stack.clickhouseUrl}". Is the stack up (npm start)?`,
        );
      }
      const result = await runDemo(stack, { days, seed });
      const verdict = await verifyDemo(stack, result);
      await printSpend(stack, { days: Math.max(days, 30) });
      console.log(verdict.line);
      if (!verdict.exact) process.exitCode = 1;
    });
}

/** The budgets are sized by what the ledger has, so it must have the history first. */
async function historyArrived(client: ClickHouseClient, past: readonly PricedHistoryCall[]): Promise<void> {
  const traces = new Set(past.map((call) => call.traceId));
  const fromMs = past[0]?.record.startMs ?? 0;
  const toMs = past.at(-1)?.record.startMs ?? 0;
  for (const deadlineMs = Date.now() + 60_000; ; await sleep(250)) {
    const rows = await ledgerBill(client, { service: HISTORY_SERVICE, fromMs, toMs });
    const arrived = rows.filter((row) => traces.has(row.id)).length;
    if (arrived >= past.length) return;
    if (Date.now() > deadlineMs) {
      throw new Error(`Cannot start the demo's program: ${arrived} of ${past.length} past calls arrived within 60 s`);
    }
  }
}
