import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { writeBudget } from "../../cli/budget/write-budget.ts";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import { type ProviderServer, startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";
import { selectUntil } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
const agent = `budget-refusal-${randomUUID()}`;
const client = connectClickHouse(
  stack.clickhouseUrl.replace("://", `://admin:${stack.secrets.TOLLGATE_ADMIN_PASSWORD}@`),
);

/**
 * Each call has 10 tokens in and 10,000 out, which is also its max_tokens. gpt-4.1 is $2 and $8 a million:
 * 10 × 2,000,000 + 10,000 × 8,000,000 = 80,020,000,000 picodollars = $0.08002. Before the call it is estimated at a little above $0.08.
 */
const TOKENS = { uncachedInput: 10, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 10_000, reasoning: 0 };

function limit(limitUsd: string, deleted = false): Promise<void> {
  const row = {
    budget: agent,
    tenant: "",
    scope: "agent",
    scope_value: agent,
    period: "month",
    timezone: "UTC",
  } as const;
  return writeBudget(
    client,
    { ...row, limit_usd: limitUsd, grace_percent: 0, action: "block", thresholds: [] },
    { deleted },
  );
}

describe("a budget of $0.50 a month for an agent whose calls cost $0.08 each", () => {
  let provider: ProviderServer;

  beforeAll(async () => {
    const logPath = join(mkdtempSync(join(tmpdir(), "budget-")), "provider.jsonl");
    provider = await startProviderServer(logPath, { errorShare: 0, slowShare: 0, tokensOf: () => TOKENS });
    await limit("0.5");
  });

  afterAll(async () => {
    await limit("0.5", true);
    await client.close();
    await provider.stop();
  });

  async function tenCalls(): Promise<{ passed: number; refused: [status: number, message: string][] }> {
    const env = { ...appEnv(stack), TOLLGATE_HOSTS: `${provider.host}=openai`, OPENAI_BASE_URL: `${provider.url}/v1` };
    const run = await startNodeApp("tests/pipeline/apps/budget-app.ts", { env, args: [agent] }).ended;
    expect(run).toMatchObject({ code: 0, stderr: "" });
    return JSON.parse(run.stdout);
  }

  test("lets six of ten calls at once through, and refuses the others with status 429 and the budget's name", async () => {
    const { passed, refused } = await tenCalls();
    // 6 × $0.08 = $0.48; a seventh would make $0.56
    expect({ passed, refused: refused.length }).toEqual({ passed: 6, refused: 4 });
    for (const [status, message] of refused) {
      expect(status).toBe(429);
      expect(message).toMatch(`Call refused by budget "${agent}": $0.48`);
    }
  });

  test("has the six and the four in the ledger: 6 × $0.08002 spent, nothing charged for a refusal", async () => {
    const calls = `SELECT status, toUInt32(count()) AS calls, toString(sum(cost_usd)) AS usd FROM tollgate.calls WHERE agent = '${agent}' GROUP BY status ORDER BY status`;
    const rows = await selectUntil<{ calls: number }>(
      stack,
      calls,
      (found) => found.reduce((sum, row) => sum + row.calls, 0) === 10,
    );
    expect(rows).toEqual([
      { status: "blocked", calls: 4, usd: "0" },
      { status: "ok", calls: 6, usd: "0.48012" },
    ]);
  });

  test("refuses all calls of a process that starts later, by what the first one spent", async () => {
    const used = `SELECT toString(spent_usd) AS usd FROM tollgate.budget_used WHERE budget = '${agent}'`;
    await selectUntil<{ usd: string }>(stack, used, ([row]) => row?.usd === "0.48012");
    const { passed, refused } = await tenCalls();
    expect({ passed, refused: refused.length }).toEqual({ passed: 0, refused: 10 });
  });

  test("lets one more through when the limit is raised to $0.60", async () => {
    await limit("0.6");
    expect(await tenCalls()).toMatchObject({ passed: 1 });
  });
});
