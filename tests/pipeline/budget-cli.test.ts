import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, inject, test } from "vitest";
import { PACKAGE_ROOT } from "../../cli/package-root.ts";
import { createBudgetGuard } from "../../instrumentation/budget/clickhouse-budget-guard.ts";

const run = promisify(execFile);
const { clickhouseUrl, secrets } = inject("stack");
const at = (user: string, password: string) => clickhouseUrl.replace("://", `://${user}:${password}@`);

/** The budgets of this file name agents of its own, because all pipeline files share one ledger. */
async function budget(...words: string[]): Promise<string> {
  const url = at("admin", secrets.TOLLGATE_ADMIN_PASSWORD);
  const { stdout } = await run(process.execPath, [join(PACKAGE_ROOT, "cli/main.ts"), "budget", ...words, "--url", url]);
  return stdout;
}

/** What the command says when it fails; it has to fail. */
async function refusal(...words: string[]): Promise<string> {
  const outcome = await budget(...words).catch((error: { stderr: string; code: number }) => ({
    ...error,
    failed: true,
  }));
  if (typeof outcome === "string") throw new Error(`budget ${words.join(" ")} did not fail`);
  expect(outcome.code).toBe(1);
  return outcome.stderr.split("\n")[0] ?? "";
}

describe("tollgate budget", () => {
  const guard = createBudgetGuard(at("guard", secrets.TOLLGATE_GUARD_PASSWORD), { refreshMs: 3_600_000 });
  afterAll(() => guard.close());

  async function ask(agent: string) {
    await guard.refresh();
    const call = {
      provider: "openai",
      model: "gpt-4o",
      attribution: { agent },
      estimatedCostPicoUsd: 1_000_000_000_000,
    };
    const decision = guard.reserve(call);
    if (decision.outcome !== "blocked") decision.reservation.settle(0);
    return decision;
  }

  test("sets a budget that the guard of an app then keeps, changes it and removes it", async () => {
    expect(await ask("budget-cli-a")).toMatchObject({ outcome: "allowed" });
    const set = ["set", "cli-a", "--scope", "agent", "--value", "budget-cli-a", "--limit-usd"];
    expect(await budget(...set, "0.99", "--threshold", "80", "--threshold", "20")).toBe(
      'Budget "cli-a" is $0.99 per month for agent "budget-cli-a"; at the limit: block\n',
    );
    expect(await ask("budget-cli-a")).toMatchObject({
      outcome: "blocked",
      block: { budget: "cli-a", scope: "agent", scopeValue: "budget-cli-a", limitPicoUsd: 990_000_000_000n },
    });
    expect(await ask("budget-cli-other")).toMatchObject({ outcome: "allowed" });
    await budget(...set, "0.99", "--action", "warn");
    expect(await ask("budget-cli-a")).toMatchObject({ outcome: "warned", budget: "cli-a" });
    await budget(...set, "1");
    expect(await ask("budget-cli-a")).toMatchObject({ outcome: "allowed" });
    expect(await budget("remove", "cli-a")).toBe('Budget "cli-a" is removed\n');
    expect(await budget("list")).not.toContain("cli-a");
  });

  test("gives each agent its own limit with '*', the next month as the day on which it ends", async () => {
    await budget("set", "cli-each", "--scope", "agent", "--value", "*", "--limit-usd", "0.5", "--tenant", "budget-cli");
    await guard.refresh();
    const attribution = { agent: "any", tenant: "budget-cli" };
    const decision = guard.reserve({
      provider: "openai",
      model: "m",
      attribution,
      estimatedCostPicoUsd: 500_000_000_001,
    });
    const now = new Date();
    expect(decision).toMatchObject({
      outcome: "blocked",
      block: { scopeValue: "any", resetsAtMs: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) },
    });
    await budget("remove", "cli-each");
  });

  test("lists budgets with their limit and use", async () => {
    await budget(
      "set",
      "cli-list",
      "--scope",
      "project",
      "--value",
      "budget-cli",
      "--period",
      "day",
      "--limit-usd",
      "12.5",
      "--grace-percent",
      "10",
    );
    const line = (await budget("list")).split("\n").find((text) => text.includes("cli-list"));
    expect(line?.trim().split(/\s{2,}/)).toEqual([
      "cli-list",
      "all",
      "project budget-cli",
      "day",
      "$12.50",
      "$0.00",
      "0.0 %",
      "block after 10 % grace",
    ]);
    await budget("remove", "cli-list");
  });

  test.each([
    [
      ["set", "x", "--limit-usd", "-5"],
      "error: option '--limit-usd <usd>' argument '-5' is invalid. expected dollars with at most six decimals, as in 50 or 0.25",
    ],
    [
      ["set", "x", "--limit-usd", "5", "--scope", "agent"],
      `Cannot set budget "x": say which agent with --value NAME, or give each its own with --value '*'`,
    ],
    [
      ["set", "x", "--limit-usd", "5", "--value", "a"],
      'Cannot set budget "x": scope "total" is every call and takes no --value; --scope is one of total, tenant, project, customer, agent, user, model, provider, environment',
    ],
    [
      ["set", "x", "--limit-usd", "5", "--timezone", "Mars/Base"],
      "error: option '--timezone <zone>' argument 'Mars/Base' is invalid. expected an IANA timezone, as in Europe/Berlin or UTC",
    ],
    [
      ["remove", "no-such"],
      expect.stringMatching(/^Cannot remove budget "no-such": there is none of that name, known are /),
    ],
  ])("refuses %j in one line", async (words, line) => {
    expect(await refusal(...words)).toEqual(line);
  });
});
