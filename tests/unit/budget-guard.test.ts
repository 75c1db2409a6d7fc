import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BudgetServer, call, message, row, settle } from "./budget-server.ts";

const NOON = Date.UTC(2026, 10, 22, 12);

describe("createBudgetGuard", () => {
  let budgets: BudgetServer;
  beforeEach(async () => {
    budgets = new BudgetServer(NOON);
    await budgets.start();
  });
  afterEach(() => budgets.stop());

  test("reads the view with basic auth over one kept connection", async () => {
    const guard = await budgets.guardOf([row("all", 1, 0)]);
    await guard.refresh();
    await guard.refresh();
    const target = new URL(budgets.requests[0]?.url ?? "", "http://x");
    expect(target.searchParams.get("query")).toBe("SELECT * FROM tollgate.budget_state FORMAT JSONEachRow");
    expect(budgets.requests.map((request) => request.headers.authorization)).toEqual(
      Array(3).fill(`Basic ${Buffer.from("guard:p@ss").toString("base64")}`),
    );
    expect(budgets.sockets.size).toBe(1);
  });

  // $10 limit, $9 spent: a call that may cost $0.999999, $1 or $1.000001
  test.each([
    ["below", 0.999999, "allowed"],
    ["at", 1, "allowed"],
    ["above", 1.000001, "blocked"],
  ])("lets a call end %s the limit of a budget: %d", async (_, usd, outcome) => {
    const guard = await budgets.guardOf([row("all", 10, 9)]);
    expect(guard.reserve(call(usd)).outcome).toBe(outcome);
  });

  test.each([
    ["a picodollar below", 9.999999, "allowed"],
    ["at", 10, "blocked"],
    ["above", 10.5, "blocked"],
  ])("refuses calls without an estimate when the budget is spent: %s the limit", async (_, spent, outcome) => {
    const guard = await budgets.guardOf([row("all", 10, spent)]);
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
    const guard = await budgets.guardOf([row("research", 50, 54.9988, monthly)]);
    const decision = guard.reserve(call(0.25, { agent: "researcher" }));
    expect(message(decision)).toBe(
      'Call refused by budget "research": $55.00 of $50.00 and 10 % grace used or held this month for agent "researcher", this call may cost $0.25; it resets at 2026-12-01 00:00 UTC',
    );
    expect(decision).toMatchObject({ block: { limitPicoUsd: 50_000_000_000_000n, resetsAtMs: Date.UTC(2026, 11, 1) } });
  });

  test("asks every budget that applies, and names the one that resets last", async () => {
    const guard = await budgets.guardOf([
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
    const guard = await budgets.guardOf([
      row("wide", 10, 0),
      row("narrow", 1, 0, { scope: "agent", scope_value: "a" }),
    ]);
    for (let i = 0; i < 5; i++) expect(guard.reserve(call(6, { agent: "a" })).outcome).toBe("blocked");
    expect(guard.reserve(call(10)).outcome).toBe("allowed");
  });

  test("leaves other tenants, agents and models alone", async () => {
    const guard = await budgets.guardOf([
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
    const guard = await budgets.guardOf([
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
    const guard = await budgets.guardOf([row("all", 10, 0)]);
    const decisions = Array.from({ length: 100 }, () => guard.reserve(call(0.5)));
    expect(decisions.filter(({ outcome }) => outcome === "allowed")).toHaveLength(20);
    // Each cost $0.20 in truth: $4 are spent, and 12 more of $0.50 have room
    for (const decision of decisions) if (decision.outcome !== "blocked") settle(decision, 0.2);
    const more = Array.from({ length: 100 }, () => guard.reserve(call(0.5)));
    expect(more.filter(({ outcome }) => outcome === "allowed")).toHaveLength(12);
  });

  test("counts a call once, however often it is settled, and nothing for hostile amounts", async () => {
    const guard = await budgets.guardOf([row("all", 10, 0)]);
    for (const amount of [Number.NaN, -5, Number.POSITIVE_INFINITY]) settle(guard.reserve(call(1)), amount);
    const decision = guard.reserve(call(1));
    for (let i = 0; i < 20; i++) settle(decision, 1);
    expect(guard.reserve(call(9)).outcome).toBe("allowed");
    expect(guard.reserve(call(0.000001)).outcome).toBe("blocked");
  });

  test("counts settled money until a snapshot that surely contains it, and then no more", async () => {
    const guard = await budgets.guardOf([row("all", 10, 0)], { lagMs: 10_000 });
    settle(guard.reserve(call(6)), 6);
    // 10 s later the snapshot is not sure to have it: taken as not, $6 + $5 > $10
    budgets.nowMs += 10_000;
    await guard.refresh();
    expect(guard.reserve(call(5)).outcome).toBe("blocked");
    // A second later it is: the snapshot's own $6 count, and only they
    budgets.rows = [row("all", 10, 6)];
    budgets.nowMs += 1_000;
    await guard.refresh();
    expect(guard.reserve(call(4)).outcome).toBe("allowed");
    expect(guard.reserve(call(0.1)).outcome).toBe("blocked");
  });

  test("keeps what is held for a call in flight over any number of snapshots", async () => {
    const guard = await budgets.guardOf([row("all", 10, 0)]);
    const slow = guard.reserve(call(8));
    for (let i = 0; i < 3; i++) {
      budgets.nowMs += 60_000;
      await guard.refresh();
    }
    expect(guard.reserve(call(3)).outcome).toBe("blocked");
    settle(slow, 1);
    expect(guard.reserve(call(9)).outcome).toBe("allowed");
  });

  test("starts anew when the period turns, without a new snapshot, and owes the new one nothing for older calls", async () => {
    const guard = await budgets.guardOf([row("all", 10, 10)]);
    const midnight = Date.UTC(2026, 10, 23);
    budgets.nowMs = midnight - 1;
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    budgets.nowMs = midnight;
    const next = guard.reserve(call(10));
    expect(next.outcome).toBe("allowed");
    settle(next, 10);
    expect(message(guard.reserve(call(1)))).toContain("it resets at 2026-11-24 00:00 UTC");
  });

  test("turns a month on its first day in UTC", async () => {
    const guard = await budgets.guardOf([
      row("all", 1, 1, { period: "month", period_start: "2026-11-01 00:00:00", period_end: "2026-12-01 00:00:00" }),
    ]);
    budgets.nowMs = Date.UTC(2026, 11, 1) - 1;
    expect(guard.reserve(call(1)).outcome).toBe("blocked");
    budgets.nowMs += 1;
    settle(guard.reserve(call(1)), 1);
    expect(message(guard.reserve(call(1)))).toContain("it resets at 2027-01-01 00:00 UTC");
  });

  test("warns instead of refusing within the grace, and always for a budget that only warns", async () => {
    // $10 and 10 % grace: refused above $11
    const guard = await budgets.guardOf([row("grace", 10, 10, { grace_percent: 10 })]);
    expect(guard.reserve(call(1))).toMatchObject({ outcome: "warned", budget: "grace" });
    expect(guard.reserve(call(0.000001)).outcome).toBe("blocked");
    const lenient = await budgets.guardOf([row("soft", 10, 500, { action: "warn" })]);
    expect(lenient.reserve(call(1))).toMatchObject({ outcome: "warned", budget: "soft" });
  });
});
