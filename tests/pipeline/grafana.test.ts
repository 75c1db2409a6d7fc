import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findGrafana } from "../../cli/stack/find-grafana.ts";
import { clickHouseQuery } from "../../grafana/clickhouse-query.ts";
import { generatedPanels, generatedRules } from "../contract/generated-files.ts";
import { insertCalls } from "../contract/insert-calls.ts";
import { type Ledger, startLedger } from "../contract/start-ledger.ts";
import { catchWebhooks } from "./catch-webhooks.ts";
import { type RunningGrafana, startGrafana } from "./start-grafana.ts";

const grafana = await findGrafana();

describe("a real Grafana with our provisioning", () => {
  let ledger: Ledger;
  let hook: Awaited<ReturnType<typeof catchWebhooks>>;
  let server: RunningGrafana;

  beforeAll(async () => {
    if (grafana === undefined) return;
    [ledger, hook] = await Promise.all([startLedger(), catchWebhooks()]);
    process.env.TOLLGATE_ALERT_WEBHOOK_URL = hook.url;
    server = await startGrafana(grafana, { port: ledger.port, readerPassword: ledger.passwords.reader });
  });
  afterAll(async () => {
    delete process.env.TOLLGATE_ALERT_WEBHOOK_URL;
    await server?.stop();
    await hook?.close();
    await ledger?.stop();
  });

  /** Tests that need the server; without one they report why they did not run. */
  const withGrafana = (name: string, body: () => Promise<void>) =>
    test(name, { timeout: 300_000 }, async (context) => {
      if (grafana === undefined) context.skip("GRAFANA_HOME is not set and no grafana is on PATH");
      await body();
    });

  withGrafana("loads datasource, boards, rules, contact points and policies without an error", async () => {
    const boards = await server.api<{ uid: string }[]>("/api/search?type=dash-db");
    expect(boards.map((board) => board.uid).sort()).toEqual(["tollgate-runbook", "tollgate-spend"]);
    const rules = await server.api<{ title: string }[]>("/api/v1/provisioning/alert-rules");
    expect(rules.map((rule) => rule.title).sort()).toEqual(
      generatedRules()
        .map((rule) => rule.title)
        .sort(),
    );
    const points = await server.api<{ uid: string }[]>("/api/v1/provisioning/contact-points");
    expect(points.map((point) => point.uid).filter((uid) => uid.startsWith("tollgate"))).toEqual([
      "tollgate-crossings-webhook",
      "tollgate-incidents-webhook",
    ]);
    expect(
      server
        .log()
        .split("\n")
        .filter((line) => /level=(error|eror|crit)/.test(line)),
    ).toEqual([]);
  });

  withGrafana("answers every panel's query", async () => {
    for (const panel of generatedPanels()) {
      const now = Math.floor(Date.now() / 1000);
      const sql = panel.sql
        .replaceAll(/\$\{__from:date:seconds\}/g, String(now - 30 * 86_400))
        .replaceAll(/\$\{__to:date:seconds\}/g, String(now));
      const answer = await server.api<{ results: { A: { error?: string; frames?: unknown[] } } }>("/api/ds/query", {
        from: "now-30d",
        to: "now",
        queries: [clickHouseQuery(sql).build()],
      });
      expect(answer.results.A.error, panel.title).toBeUndefined();
      expect(answer.results.A.frames, panel.title).toHaveLength(1);
    }
  });

  /** Waits until the budget rule has been evaluated `times` more: what had to be sent is sent by then, and what is repeated too. */
  const evaluations = async (times: number) => {
    for (let count = 0; count < times; count++) {
      const before = await lastEvaluation(server);
      await expect.poll(() => lastEvaluation(server), { timeout: 60_000, interval: 500 }).not.toBe(before);
    }
  };
  const titles = () => hook.messages.map((message) => message.title);

  withGrafana("tells each crossing to the webhook once, in our words, and is quiet below", async () => {
    // $10 a day, so 50 % is $5, 75 % $7.50, 90 % $9.
    await ledger.admin.insert({
      table: "tollgate.budgets",
      values: [{ budget: 'Acme "all" {{ .X }}', scope: "total", period: "day", limit_usd: "10" }],
      format: "JSONEachRow",
    });
    await insertCalls(ledger.admin, [{ costUsd: 4.99 }]);
    await evaluations(2);
    expect(titles()).toEqual([]);

    await insertCalls(ledger.admin, [{ costUsd: 0.01 }]);
    // A minute at most: Grafana takes a minute after its very first start until it uses provisioned policies.
    await expect.poll(titles, { timeout: 120_000, interval: 500 }).toEqual(['Budget Acme "all" {{ .X }} passed 50 %']);
    const today = new Date().toISOString().slice(0, 10);
    expect(hook.messages[0]?.message.trim().split("\n")).toEqual([
      `50.0 % of $10.00 is used. Period: day from ${today}.`,
      `Board: ${server.url}/d/tollgate-spend?orgId=1&viewPanel=7`,
      `Runbook: ${server.url}/d/tollgate-runbook?viewPanel=1`,
    ]);

    await insertCalls(ledger.admin, [{ costUsd: 1 }]);
    await evaluations(3);
    expect(titles()).toHaveLength(1);

    // $9.50: passes 75 and 90 at once, and says neither 50 again nor 100 yet.
    await insertCalls(ledger.admin, [{ costUsd: 3.5 }]);
    await expect.poll(() => titles().length, { timeout: 60_000, interval: 500 }).toBe(3);
    await evaluations(3);
    expect(titles().slice(1).sort()).toEqual([
      'Budget Acme "all" {{ .X }} passed 75 %',
      'Budget Acme "all" {{ .X }} passed 90 %',
    ]);
    expect(hook.messages.every((message) => message.status === "firing")).toBe(true);
    expect(hook.messages.map((message) => message.alerts.map((alert) => alert.labels.severity))).toEqual([
      ["warning"],
      ["warning"],
      ["warning"],
    ]);
  });
});

async function lastEvaluation(server: RunningGrafana): Promise<string> {
  const answer = await server.api<{ data: { groups: { rules: { name: string; lastEvaluation: string }[] }[] } }>(
    "/api/prometheus/grafana/api/v1/rules",
  );
  const rules = answer.data.groups.flatMap((group) => group.rules);
  return rules.find((rule) => rule.name === "BudgetThresholdCrossed")?.lastEvaluation ?? "never";
}
