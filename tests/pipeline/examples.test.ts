import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { budgetRow } from "../../cli/budget/budget-row.ts";
import { writeBudget } from "../../cli/budget/write-budget.ts";
import { adminClient } from "../../cli/demo/demo-stack.ts";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { type ProviderServer, startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";
import { selectUntil } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
let provider: ProviderServer;
beforeAll(async () => {
  const logPath = join(mkdtempSync(join(tmpdir(), "examples-")), "provider.jsonl");
  provider = await startProviderServer(logPath, { errorShare: 0, slowShare: 0 });
});
afterAll(() => provider.stop());

/** Runs an example under a service name of its own. */
async function run(example: string, service: string) {
  const openai = { OPENAI_BASE_URL: `${provider.url}/v1`, TOLLGATE_HOSTS: `${provider.host}=openai` };
  const env = { ...appEnv(stack), ...openai, OTEL_SERVICE_NAME: service };
  return startNodeApp(`examples/${example}`, { env }).ended;
}

const calls = (service: string) =>
  selectUntil<Record<string, string>>(
    stack,
    `SELECT tenant, agent, user_id, session, status, toString(cost_usd) AS cost FROM tollgate.calls WHERE service = '${service}'`,
    (rows) => rows.length > 0,
  );

describe("the examples do what they say", () => {
  it("attribute-openai-chat: the call is charged to the names given", async () => {
    const service = randomUUID();
    expect(await run("attribute-openai-chat.ts", service)).toMatchObject({ code: 0, stderr: "" });
    expect(await calls(service)).toMatchObject([{ tenant: "acme", agent: "greeter", user_id: "ana", session: "s-1" }]);
  });

  it("catch-budget-refusal: the first call over the limit is refused with status 429 and the budget's name", async () => {
    const client = adminClient(stack);
    const options = { tenant: "", timezone: "UTC", gracePercent: 0, threshold: [], action: "block" as const };
    const scope = { scope: "agent" as const, value: "spender", period: "month" as const, limitUsd: "0.0001" };
    const tiny = budgetRow("tiny", { ...options, ...scope });
    await writeBudget(client, tiny);
    const { code, stdout } = await run("catch-budget-refusal.ts", randomUUID());
    await writeBudget(client, tiny, { deleted: true });
    await client.close();
    expect(code).toBe(0);
    expect(stdout).toMatch(/call \d+ refused: 429 Call refused by budget "tiny"/);
  });

  it("record-call-outside-fetch: the call is priced like any other", async () => {
    const service = randomUUID();
    expect(await run("record-call-outside-fetch.ts", service)).toMatchObject({ code: 0, stdout: "recorded\n" });
    // claude-haiku-4-5: 176 x $1 + 1,024 x $0.10 + 300 x $5 per million = 176,000,000 + 102,400,000 + 1,500,000,000 picodollars.
    expect(await calls(service)).toMatchObject([{ agent: "batch", cost: "0.0017784" }]);
  });
});
