import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BudgetDecision, BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { type BudgetGuardOptions, createBudgetGuard } from "../../instrumentation/budget/clickhouse-budget-guard.ts";

const USD = 1_000_000_000_000;
const NOON = Date.UTC(2026, 10, 22, 12);

/** A row of tollgate.budget_state as ClickHouse writes it. Amounts in dollars. */
function row(budget: string, limitUsd: number, spentUsd: number, more: Record<string, unknown> = {}) {
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

function call(estimatedUsd: number, attribution: PendingCall["attribution"] = {}): PendingCall {
  return { provider: "openai", model: "gpt-4o", attribution, estimatedCostPicoUsd: Math.round(estimatedUsd * USD) };
}

function settle(decision: BudgetDecision, usd: number): void {
  if (decision.outcome === "blocked") throw new Error(decision.block.message);
  decision.reservation.settle(Math.round(usd * USD));
}

function message(decision: BudgetDecision): string {
  return decision.outcome === "blocked" ? decision.block.message : `(${decision.outcome})`;
}

describe("createBudgetGuard", () => {
  let rows: Record<string, unknown>[] = [];
  let answer: (() => { status: number; body: string }) | undefined;
  let requests: IncomingMessage[] = [];
  let sockets = new Set<unknown>();
  let nowMs = NOON;
  let told: string[] = [];
  const open: BudgetGuard[] = [];

  const server = createServer((request, response) => {
    requests.push(request);
    sockets.add(request.socket);
    const { status, body } = answer?.() ?? {
      status: 200,
      body: rows.map((line) => `${JSON.stringify(line)}\n`).join(""),
    };
    response.writeHead(status, { "content-type": "application/x-ndjson; charset=UTF-8" }).end(body);
  });

  beforeEach(async () => {
    rows = [];
    answer = undefined;
    requests = [];
    sockets = new Set();
    nowMs = NOON;
    told = [];
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterEach(async () => {
    for (const guard of open.splice(0)) guard.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function guardOf(lines: Record<string, unknown>[], options: BudgetGuardOptions = {}): Promise<BudgetGuard> {
    rows = lines;
    const { port } = server.address() as AddressInfo;
    const guard = createBudgetGuard(`http://guard:p%40ss@127.0.0.1:${port}`, {
      refreshMs: 3_600_000,
      now: () => nowMs,
      log: (line) => told.push(line),
      ...options,
    });
    open.push(guard);
    await guard.ready();
    return guard;
  }

  test("reads the view with basic auth over one kept connection", async () => {
    const guard = await guardOf([row("all", 1, 0)]);
    await guard.refresh();
    await guard.refresh();
    const target = new URL(requests[0]?.url ?? "", "http://x");
    expect(target.searchParams.get("query")).toBe("SELECT * FROM tollgate.budget_state FORMAT JSONEachRow");
    expect(requests.map((request) => request.headers.authorization)).toEqual(
      Array(3).fill(`Basic ${Buffer.from("guard:p@ss").toString("base64")}`),
    );
    expect(sockets.size).toBe(1);
  });

  // $10 limit, $9 spent: a call that may cost $0.999999, $1 or $1.000001
  test.each([
    ["below", 0.999999, "allowed"],
    ["at", 1, "allowed"],
    ["above", 1.000001, "blocked"],
  ])("lets a call end %s the limit of a budget: %d", async (_, usd, outcome) => {
    const guard = await guardOf([row("all", 10, 9)]);
    expect(guard.reserve(call(usd)).outcome).toBe(outcome);
  });

  test.each([
    ["a picodollar below", 9.999999, "allowed"],
    ["at", 10, "blocked"],
    ["above", 10.5, "blocked"],
  ])("refuses calls without an estimate when the budget is spent: %s the limit", async (_, spent, outcome) => {
    const guard = await guardOf([row("all", 10, spent)]);
    expect(guard.reserve(call(0)).outcome).toBe(outcome);
  });

  test("says in one line which budget, how much of what, for whom and when it resets", async () => {
    const monthly = {
      scope: "agent",
      scope_value: "researcher",
      period: "month",
      period_end: "2026-12-01 00:00:00",
      grace_percent: 10,
    };
    const guard = await guardOf([row("research", 50, 54.9988, monthly)]);
    const decision = guard.reserve(call(0.25, { agent: "researcher" }));
    expect(message(decision)).toBe(
      'Call refused by budget "research": $55.00 of $50.00 and 10 % grace used or held this month for agent "researcher", this call may cost $0.25; it resets at 2026-12-01 00:00 UTC',
    );
    expect(decision).toMatchObject({ block: { limitPicoUsd: 50_000_000_000_000n, resetsAtMs: Date.UTC(2026, 11, 1) } });
  });

  test("asks every budget that applies, and names the one that resets last", async () => {
    const guard = await guardOf([
      row("day", 1, 1),
      row("ever", 5, 5, { period: "total" }),
      row("acme", 9, 0, { scope: "tenant", scope_value: "acme" }),
    ]);
    const decision = guard.reserve(call(0, { tenant: "acme" }));
    expect(message(decision)).toBe(
      'Call refused by budget "ever": $5.00 of $5.00 used or held in total; it does not reset: raise the limit to go on',
    );
  });

  test("holds nothing of a refused call in the budgets that had room", async () => {
    const guard = await guardOf([row("wide", 10, 0), row("narrow", 1, 0, { scope: "agent", scope_value: "a" })]);
    for (let i = 0; i < 5; i++) expect(guard.reserve(call(6, { agent: "a" })).outcome).toBe("blocked");
    expect(guard.reserve(call(10)).outcome).toBe("allowed");
  });

  test("leaves other tenants, agents and models alone", async () => {
    const guard = await guardOf([
      row("t", 1, 1, { tenant: "acme" }),
      row("a", 1, 1, { scope: "agent", scope_value: "spent" }),
      row("m", 1, 1, { scope: "model", scope_value: "gpt-5" }),
      row("d", 1, 1, { scope: "tenant", scope_value: "default" }),
    ]);
    expect(guard.reserve(call(1, { tenant: "other", agent: "fresh" })).outcome).toBe("allowed");
    expect(guard.reserve(call(1, { tenant: "acme" })).outcome).toBe("blocked");
    expect(message(guard.reserve(call(1)))).toContain('budget "d"');
  });

  test("gives each value of a '*' budget its own limit, one that was never seen too, and no value none", async () => {
    const each = { scope: "agent" };
    const guard = await guardOf([
      row("each", 2, 0, { ...each, scope_value: "*" }),
      row("each", 2, 1.5, { ...each, scope_value: "seen" }),
    ]);
    expect(guard.reserve(call(1, { agent: "seen" })).outcome).toBe("blocked");
    expect(guard.reserve(call(1, { agent: "new" })).outcome).toBe("allowed");
    expect(guard.reserve(call(1, { agent: "new" })).outcome).toBe("allowed");
    expect(guard.reserve(call(0.1, { agent: "new" })).outcome).toBe("blocked");
    expect(guard.reserve(call(5)).outcome).toBe("allowed");
  });

  test("lets 100 calls at once not overshoot: $10 hold 20 of $0.50", async () => {
    const guard = await guardOf([row("all", 10, 0)]);
    const decisions = Array.from({ length: 100 }, () => guard.reserve(call(0.5)));
    expect(decisions.filter(({ outcome }) => outcome === "allowed")).toHaveLength(20);
    // Each cost $0.20 in truth: $4 are spent, and 12 more of $0.50 have room
    for (const decision of decisions) if (decision.outcome !== "blocked") settle(decision, 0.2);
    const more = Array.from({ length: 100 }, () => guard.reserve(call(0.5)));
    expect(more.filter(({ outcome }) => outcome === "allowed")).toHaveLength(12);
  });

  test("counts a call once, however often it is settled, and nothing for hostile amounts", async () => {
    const guard = await guardOf([row("all", 10, 0)]);
    for (const amount of [Number.NaN, -5, Number.POSITIVE_INFINITY]) settle(guard.reserve(call(1)), amount);
    const decision = guard.reserve(call(1));
    for (let i = 0; i < 20; i++) settle(decision, 1);
    expect(guard.reserve(call(9)).outcome).toBe("allowed");
    expect(guard.reserve(call(0.000001)).outcome).toBe("blocked");
  });

  test("counts settled money until a snapshot that surely contains it, and then no more", async () => {
    const guard = await guardOf([row("all", 10, 0)], { lagMs: 10_000 });
    settle(guard.reserve(call(6)), 6);
    // 10 s later the snapshot is not sure to have it: taken as not, $6 + $5 > $10
    nowMs += 10_000;
    await guard.refresh();
    expect(guard.reserve(call(5)).outcome).toBe("blocked");
    // A second later it is: the snapshot's own $6 count, and only they
    rows = [row("all", 10, 6)];
    nowMs += 1_000;
    await guard.refresh();
    expect(guard.reserve(call(4)).outcome).toBe("allowed");
    expect(guard.reserve(call(0.1)).outcome).toBe("blocked");
  });

  test("keeps what is held for a call in flight over any number of snapshots", async () => {
    const guard = await guardOf([row("all", 10, 0)]);
    const slow = guard.reserve(call(8));
    for (let i = 0; i < 3; i++) {
      nowMs += 60_000;
      await guard.refresh();
    }
    expect(guard.reserve(call(3)).outcome).toBe("blocked");
    settle(slow, 1);
    expect(guard.reserve(call(9)).outcome).toBe("allowed");
  });

  test("starts anew when the period turns, without a new snapshot, and owes the new one nothing for older calls", async () => {
    const guard = await guardOf([row("all", 10, 10)]);
    const midnight = Date.UTC(2026, 10, 23);
    nowMs = midnight - 1;
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    nowMs = midnight;
    const next = guard.reserve(call(10));
    expect(next.outcome).toBe("allowed");
    settle(next, 10);
    expect(message(guard.reserve(call(1)))).toContain("it resets at 2026-11-24 00:00 UTC");
  });

  test("turns a month on its first day in UTC", async () => {
    const guard = await guardOf([
      row("all", 1, 1, { period: "month", period_start: "2026-11-01 00:00:00", period_end: "2026-12-01 00:00:00" }),
    ]);
    nowMs = Date.UTC(2026, 11, 1) - 1;
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    nowMs += 1;
    settle(guard.reserve(call(1)), 1);
    expect(message(guard.reserve(call(1)))).toContain("it resets at 2027-01-01 00:00 UTC");
  });

  test("warns instead of refusing within the grace, and always for a budget that only warns", async () => {
    // $10 and 10 % grace: refused above $11
    const guard = await guardOf([row("grace", 10, 10, { grace_percent: 10 })]);
    expect(guard.reserve(call(1))).toMatchObject({ outcome: "warned", budget: "grace" });
    expect(guard.reserve(call(0.000001)).outcome).toBe("blocked");
    const lenient = await guardOf([row("soft", 10, 500, { action: "warn" })]);
    expect(lenient.reserve(call(1))).toMatchObject({ outcome: "warned", budget: "soft" });
  });

  test("lets calls pass and says so once when budgets cannot be read", async () => {
    answer = () => ({ status: 403, body: "Code: 516. DB::Exception: guard: Authentication failed" });
    const guard = await guardOf([]);
    await guard.refresh();
    expect(guard.reserve(call(1e6)).outcome).toBe("allowed");
    const { port } = server.address() as AddressInfo;
    expect(told).toEqual([
      `Cannot read budgets from "127.0.0.1:${port}": HTTP 403: Code: 516. DB::Exception: guard: Authentication failed; calls pass unchecked until it works`,
    ]);
    answer = undefined;
    await guard.refresh();
    expect(told.slice(1)).toEqual(["Budgets are readable again"]);
  });

  test("keeps what it knew while reads fail", async () => {
    const guard = await guardOf([row("all", 10, 10)]);
    answer = () => ({
      status: 200,
      body: `${JSON.stringify(row("all", 99, 0))}\nCode: 241. DB::Exception: memory limit\n`,
    });
    await guard.refresh();
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    expect(told.join()).toContain('Cannot parse budget row "Code: 241. DB::Exception: memory limit": it is not JSON');
  });

  test("refuses calls by choice when budgets were never read or the last read is old", async () => {
    answer = () => ({ status: 500, body: "down" });
    const guard = await guardOf([], { failMode: "closed", refreshMs: 60_000 });
    expect(message(guard.reserve(call(0)))).toMatch(
      /^Call refused: Cannot read budgets from "127\.0\.0\.1:\d+": HTTP 500: down; TOLLGATE_BUDGET_FAIL is "closed"$/,
    );
    answer = undefined;
    await guard.refresh();
    expect(guard.reserve(call(0)).outcome).toBe("allowed");
    // 15 reads of 60 s
    nowMs += 900_000;
    expect(guard.reserve(call(0)).outcome).toBe("allowed");
    nowMs += 1;
    expect(guard.reserve(call(0)).outcome).toBe("blocked");
  });

  test("takes an address that is none, or where nobody listens, as unreadable, and names no password", async () => {
    for (const url of ["not a url", "http://guard:secret@127.0.0.1:1"]) {
      const guard = createBudgetGuard(url, { log: (line) => told.push(line) });
      open.push(guard);
      await guard.ready();
      expect(guard.reserve(call(1)).outcome).toBe("allowed");
    }
    expect(told).toHaveLength(2);
    expect(told[1]).toMatch(/ECONNREFUSED/);
    expect(told.join()).not.toContain("secret");
  });

  test("tells of a budget whose scope it does not know, and enforces the others", async () => {
    const guard = await guardOf([row("odd", 1, 1, { scope: "galaxy" }), row("all", 10, 0)]);
    await guard.refresh();
    expect(guard.reserve(call(10)).outcome).toBe("allowed");
    expect(told).toEqual([
      'Cannot enforce every budget: budget "odd" has scope "galaxy", allowed are total, tenant, project, customer, agent, user, model, provider, environment',
    ]);
  });
});
