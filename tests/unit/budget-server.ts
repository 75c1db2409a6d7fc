import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { BudgetDecision, BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { type BudgetGuardOptions, createBudgetGuard } from "../../instrumentation/budget/clickhouse-budget-guard.ts";

const USD = 1_000_000_000_000;

/** A row of tollgate.budget_state as ClickHouse writes it. Amounts in dollars. */
export function row(budget: string, limitUsd: number, spentUsd: number, more: Record<string, unknown> = {}) {
  return {
    budget,
    tenant: "",
    scope: "total",
    scope_value: "",
    period: "day",
    period_start: "2026-11-22 00:00:00",
    period_end: "2026-11-23 00:00:00",
    limit_picousd: String(BigInt(limitUsd * 1e6) * 1_000_000n),
    spent_picousd: String(BigInt(spentUsd * 1e6) * 1_000_000n),
    grace_percent: 0,
    action: "block",
    as_of: "2026-11-22 12:00:00",
    ...more,
  };
}

export function call(estimatedUsd: number, attribution: PendingCall["attribution"] = {}): PendingCall {
  return { provider: "openai", model: "gpt-4o", attribution, estimatedCostPicoUsd: Math.round(estimatedUsd * USD) };
}

export function settle(decision: BudgetDecision, usd: number): void {
  if (decision.outcome === "blocked") throw new Error(decision.block.message);
  decision.reservation.settle(Math.round(usd * USD));
}

export function message(decision: BudgetDecision): string {
  return decision.outcome === "blocked" ? decision.block.message : `(${decision.outcome})`;
}

/** Answers as ClickHouse does for the view that guards read, with guards and a clock for a test. */
export class BudgetServer {
  rows: Record<string, unknown>[] = [];
  answer: (() => { status: number; body: string }) | undefined;
  readonly requests: IncomingMessage[] = [];
  readonly sockets = new Set<unknown>();
  nowMs: number;
  readonly told: string[] = [];
  readonly #open: BudgetGuard[] = [];
  readonly #server = createServer((request, response) => {
    this.requests.push(request);
    this.sockets.add(request.socket);
    const { status, body } = this.answer?.() ?? {
      status: 200,
      body: this.rows.map((line) => `${JSON.stringify(line)}\n`).join(""),
    };
    response.writeHead(status, { "content-type": "application/x-ndjson; charset=UTF-8" }).end(body);
  });

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    for (const guard of this.#open) guard.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Closed with the server. */
  keep(guard: BudgetGuard): BudgetGuard {
    this.#open.push(guard);
    return guard;
  }

  async guardOf(lines: Record<string, unknown>[], options: BudgetGuardOptions = {}): Promise<BudgetGuard> {
    this.rows = lines;
    const guard = createBudgetGuard(`http://guard:p%40ss@127.0.0.1:${this.port}`, {
      refreshMs: 3_600_000,
      now: () => this.nowMs,
      log: (line) => this.told.push(line),
      ...options,
    });
    this.keep(guard);
    await guard.ready();
    return guard;
  }
}
