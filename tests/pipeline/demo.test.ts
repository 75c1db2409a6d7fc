import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { writeBudget } from "../../cli/budget/write-budget.ts";
import { demoBudgets } from "../../cli/demo/demo-budgets.ts";
import { adminClient } from "../../cli/demo/demo-stack.ts";
import { HISTORY_SERVICE } from "../../cli/demo/send-history.ts";
import { runDemo, verifyDemo } from "../../cli/demo.ts";
import { printSpend } from "../../cli/spend.ts";
import { BLOCKED_AGENT } from "../../examples/demo/cast.ts";
import { readProviderLog } from "../../examples/demo/provider/provider-log.ts";
import { select } from "./stack-client.ts";

const stack = inject("stack");
const directory = () => mkdtempSync(join(tmpdir(), "demo-"));
const historyTotal = () =>
  select(
    stack,
    `SELECT toUInt32(count()) AS calls, toString(sum(cost_usd)) AS cost, uniqExact(call_id) AS ids
     FROM tollgate.calls WHERE service = '${HISTORY_SERVICE}'`,
  );

describe("the demo", () => {
  it("has every answered call in the ledger once, at the provider's own sum, and one agent refused by its budget", async () => {
    const said: string[] = [];
    const options = { days: 2, seed: "test", nowMs: Date.now() };
    const run = await runDemo(stack, { ...options, directory: directory(), log: (line) => said.push(line) });
    const verdict = await verifyDemo(stack, run);
    expect(verdict.line).toMatch(/^Bill exact: [\d,]+ calls answered/);
    expect(verdict.exact).toBe(true);
    expect(run.report.refused).toMatchObject([{ agent: BLOCKED_AGENT, status: 429, budget: "agent-monthly" }]);
    expect(said.join("\n")).toContain(`${BLOCKED_AGENT} was refused with status 429: `);
    // The others went on: all six agents were answered.
    const answered = readProviderLog(run.providerLogPath).filter((line) => line.status === 200);
    expect(new Set(answered.map((line) => line.model)).size).toBe(7);
    const { asked, answered: heard, failed, refused } = run.report;
    expect(asked).toBe(heard + failed + refused.length);

    const printed: string[] = [];
    await printSpend(stack, { print: (text) => printed.push(text) });
    const text = stripVTControlCharacters(printed.join("\n")).replaceAll(stack.home, ".tollgate");
    expect(text).toMatch(/deep-researcher +\d+/);
    expect(text).toMatch(/house-model-1 .* no price/);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);

    const before = await historyTotal();
    const again = await runDemo(stack, { ...options, directory: directory(), log: () => {} });
    expect((await verifyDemo(stack, again)).line).toMatch(/^Bill exact/);
    expect(again.historyCalls).toBe(run.historyCalls);
    expect(again.report.refused.map(({ agent }) => agent)).toEqual([BLOCKED_AGENT]);
    expect(await historyTotal()).toEqual(before);
    await withoutBudgets();
  });

  it("says in one line which call the ledger lacks", async () => {
    const nowMs = Date.now();
    const path = join(directory(), "provider.jsonl");
    const { appendProviderLog } = await import("../../examples/demo/provider/provider-log.ts");
    const tokens = { uncachedInput: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 5, reasoning: 0 };
    appendProviderLog(path, {
      ...{ id: "chatcmpl-lost", provider: "openai", api: "chat", model: "gpt-4.1-2025-04-14", atMs: nowMs },
      ...{ status: 200, complete: true, tokens },
    });
    const run = { providerLogPath: path, startedAtMs: nowMs - 1, finishedAtMs: nowMs };
    const verdict = await verifyDemo(stack, run, { timeoutMs: 0 });
    // gpt-4.1: 10 x $2 + 5 x $8 per million.
    expect(verdict).toMatchObject({ exact: false, expectedPicoUsd: 60_000_000n, actualPicoUsd: 0n });
    expect(verdict.line).toContain("Bill differs: 1 answered calls are not in the ledger (first: chatcmpl-lost");
    expect(verdict.line).not.toContain("\n");
  });
});

/** Other files share the stack; a budget over every agent must not reach their calls. */
async function withoutBudgets(): Promise<void> {
  const client = adminClient(stack);
  for (const budget of demoBudgets({ agentMonthPicoUsd: 0n, todayPicoUsd: 0n }))
    await writeBudget(client, budget, { deleted: true });
  await client.close();
}
