import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { select, selectUntil } from "./stack-client.ts";
import { type BadProvider, startBadProvider } from "./start-bad-provider.ts";
import { type NodeAppRun, startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
const tenant = `bad-${randomUUID()}`;

interface LedgerRow {
  session: string;
  status: string;
  cost_status: string;
  usage_source: string;
  cost: string;
  input_tokens: number;
  output_tokens: number;
}

describe("an app whose provider misbehaves", () => {
  let provider: BadProvider;
  let without: NodeAppRun;
  let metered: NodeAppRun;
  let rows: Map<string, LedgerRow>;

  beforeAll(async () => {
    provider = await startBadProvider();
    const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
    // A provider that has stopped is one too, as far as the app knows.
    const gone = await startBadProvider();
    gone.stop();
    const app = { OPENAI_BASE_URL: `${provider.url}/v1`, GONE_BASE_URL: `${gone.url}/v1` };
    const hosts = `${provider.host}=openai,${gone.host}=openai`;
    const env = { ...app, ...reporting, OTEL_SERVICE_NAME: tenant, TOLLGATE_TENANT: tenant, TOLLGATE_HOSTS: hosts };
    without = await startNodeApp("tests/pipeline/apps/bad-input-app.ts", { env: app, metered: false }).ended;
    metered = await startNodeApp("tests/pipeline/apps/bad-input-app.ts", { env }).ended;
    const query = `SELECT session, status, cost_status, usage_source, toString(cost_usd) AS cost, toUInt32(input_tokens) AS input_tokens,
      toUInt32(output_tokens) AS output_tokens FROM tollgate.calls WHERE tenant = '${tenant}'`;
    const found = await selectUntil<LedgerRow>(stack, query, (some) => some.length >= 7);
    rows = new Map(found.map((row) => [row.session, row]));
  });
  afterAll(() => provider.stop());

  it("sees exactly what it would see without us", () => {
    expect({ ...metered, stderr: "" }).toEqual(without);
    expect(metered.code).toBe(0);
    expect(without.stdout.trim().split("\n")).toHaveLength(7);
  });

  it("has its operator told once, in a line each, what could not be counted or priced, and where", () => {
    const where = provider.host;
    expect(metered.stderr.trim().split("\n")).toEqual([
      `tollgate: Cannot read the answer of ${where}: not the JSON of openai; charged as an estimate`,
      `tollgate: Cannot count the tokens of model "gpt-4.1" at ${where}: its answer has no usage; charged as an estimate`,
      expect.stringMatching(
        /^tollgate: Cannot price call: model "house-model-1" of provider "openai" is not in the price book, nearest are .*; it is in the ledger as unpriced$/,
      ),
    ]);
  });

  it("has each of its calls in the ledger once", async () => {
    const count = `SELECT toUInt32(count()) AS calls FROM tollgate.calls WHERE service = '${tenant}'`;
    expect(await select(stack, count)).toEqual([{ calls: 7 }]);
    expect(rows.size).toBe(7);
  });

  it("pays nothing for a provider's error and for a provider that is not there", () => {
    expect(rows.get("provider-error")).toMatchObject({ status: "server_error", cost_status: "free", cost: "0" });
    expect(rows.get("no-provider")).toMatchObject({ status: "ECONNREFUSED", cost_status: "free", cost: "0" });
  });

  it("is charged by an estimate, and marked so, for an answer that does not say what it cost", () => {
    expect(rows.get("not-json")).toMatchObject({ status: "invalid_answer", cost_status: "estimated" });
    expect(rows.get("no-usage")).toMatchObject({ status: "ok", cost_status: "estimated", usage_source: "estimated" });
    expect(Number(rows.get("no-usage")?.cost)).toBeGreaterThan(0);
  });

  it("is charged for what it had of a stream that broke off or that it aborted itself", () => {
    // Eight chunks of four characters, at four characters a token; of the aborted one three.
    expect(rows.get("cut-stream")).toMatchObject({
      cost_status: "estimated",
      usage_source: "interrupted",
      output_tokens: 8,
    });
    expect(rows.get("aborted-stream")).toMatchObject({ cost_status: "estimated", usage_source: "interrupted" });
    expect(rows.get("aborted-stream")?.output_tokens).toBeGreaterThanOrEqual(3);
  });

  it("has a model without a price counted as unpriced, with its tokens", () => {
    expect(rows.get("unknown-model")).toMatchObject({
      cost_status: "unpriced",
      input_tokens: 1_000,
      output_tokens: 50,
    });
  });
});
