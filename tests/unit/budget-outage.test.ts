import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBudgetGuard } from "../../instrumentation/budget/clickhouse-budget-guard.ts";
import { BudgetServer, call, message, row, settle } from "./budget-server.ts";

const NOON = Date.UTC(2026, 10, 22, 12);

describe("createBudgetGuard when budgets cannot be read", () => {
  let budgets: BudgetServer;
  beforeEach(async () => {
    budgets = new BudgetServer(NOON);
    await budgets.start();
  });
  afterEach(() => budgets.stop());

  test("counts calls from before the first read, settled or in flight, once budgets are known", async () => {
    budgets.answer = () => ({ status: 503, body: "starting" });
    const guard = await budgets.guardOf([row("all", 10, 0)]);
    settle(guard.reserve(call(5)), 4);
    const inFlight = guard.reserve(call(5));
    budgets.answer = undefined;
    await guard.refresh();
    // $4 settled + $5 held of $10: there is room for $1 and no more
    expect(guard.reserve(call(1.000001)).outcome).toBe("blocked");
    settle(inFlight, 2);
    // $4 + $2 settled
    expect(guard.reserve(call(4)).outcome).toBe("allowed");
  });

  test("lets calls pass and says so once when budgets cannot be read", async () => {
    budgets.answer = () => ({ status: 403, body: "Code: 516. DB::Exception: guard: Authentication failed" });
    const guard = await budgets.guardOf([]);
    await guard.refresh();
    expect(guard.reserve(call(1e6)).outcome).toBe("allowed");
    expect(budgets.told).toEqual([
      `Cannot read budgets from "127.0.0.1:${budgets.port}": HTTP 403: Code: 516. DB::Exception: guard: Authentication failed; calls pass unchecked until it works`,
    ]);
    budgets.answer = undefined;
    await guard.refresh();
    expect(budgets.told.slice(1)).toEqual(["Budgets are readable again"]);
  });

  test("keeps what it knew while reads fail", async () => {
    const guard = await budgets.guardOf([row("all", 10, 10)]);
    budgets.answer = () => ({
      status: 200,
      body: `${JSON.stringify(row("all", 99, 0))}\nCode: 241. DB::Exception: memory limit\n`,
    });
    await guard.refresh();
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    expect(budgets.told.join()).toContain(
      'Cannot parse budget row "Code: 241. DB::Exception: memory limit": it is not JSON',
    );
  });

  test("refuses calls by choice when budgets were never read or the last read is old", async () => {
    budgets.answer = () => ({ status: 500, body: "down" });
    const guard = await budgets.guardOf([], { failMode: "closed", refreshMs: 60_000 });
    expect(message(guard.reserve(call(0)))).toMatch(
      /^Call refused: Cannot read budgets from "127\.0\.0\.1:\d+": HTTP 500: down; TOLLGATE_BUDGET_FAIL is "closed"$/,
    );
    budgets.answer = undefined;
    await guard.refresh();
    expect(guard.reserve(call(0)).outcome).toBe("allowed");
    // 15 reads of 60 s
    budgets.nowMs += 900_000;
    expect(guard.reserve(call(0)).outcome).toBe("allowed");
    budgets.nowMs += 1;
    expect(guard.reserve(call(0)).outcome).toBe("blocked");
  });

  test("takes an address that is none, or where nobody listens, as unreadable, and names no password", async () => {
    for (const url of ["not a url", "http://guard:secret@127.0.0.1:1"]) {
      const guard = createBudgetGuard(url, { log: (line) => budgets.told.push(line) });
      budgets.keep(guard);
      await guard.ready();
      expect(guard.reserve(call(1)).outcome).toBe("allowed");
    }
    expect(budgets.told).toHaveLength(2);
    expect(budgets.told[1]).toMatch(/ECONNREFUSED/);
    expect(budgets.told.join()).not.toContain("secret");
  });

  test("tells of a budget whose scope it does not know, and enforces the others", async () => {
    const guard = await budgets.guardOf([row("odd", 1, 1, { scope: "galaxy" }), row("all", 10, 0)]);
    await guard.refresh();
    expect(guard.reserve(call(10)).outcome).toBe("allowed");
    expect(budgets.told).toEqual([
      'Cannot enforce every budget: budget "odd" has scope "galaxy", allowed are total, tenant, project, customer, agent, user, model, provider, environment',
    ]);
  });
});
