import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { appEnv } from "../../cli/stack/write-app-env.ts";
import { otlpTraceRequest } from "../../examples/demo/otlp-trace-request.ts";
import type { BilledTokens } from "../../examples/demo/provider/billed-tokens.ts";
import { startProviderServer } from "../../examples/demo/provider/start-provider-server.ts";
import { select, selectUntil, sendTraces } from "./stack-client.ts";
import { startNodeApp } from "./start-node-app.ts";

const stack = inject("stack");
const none: BilledTokens = {
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
};

/**
 * Six calls, priced by hand. Prices in picodollars a token ($1 per million = 1,000,000):
 *
 * gpt-4o-mini, plain: in 150,000, cached 75,000, out 600,000
 *   976 x 150,000 + 1,024 x 75,000 + 300 x 600,000 = 146,400,000 + 76,800,000 + 180,000,000 =    403,200,000
 * gpt-4.1, streamed: in 2,000,000, out 8,000,000
 *   1,500 x 2,000,000 + 250 x 8,000,000 = 3,000,000,000 + 2,000,000,000                     =  5,000,000,000
 * claude-sonnet-4-6, plain: in 3,000,000, read 300,000, write 5 min 3,750,000, 1 h 6,000,000, out 15,000,000
 *   100 x 3,000,000 + 2,048 x 300,000 + 512 x 3,750,000 + 1,024 x 6,000,000 + 200 x 15,000,000
 *   = 300,000,000 + 614,400,000 + 1,920,000,000 + 6,144,000,000 + 3,000,000,000             = 11,978,400,000
 * claude-haiku-4-5, streamed: in 1,000,000, out 5,000,000
 *   1,000 x 1,000,000 + 400 x 5,000,000                                                     =  3,000,000,000
 * text-embedding-3-small: in 20,000
 *   12,345 x 20,000                                                                         =    246,900,000
 * house-model-1: nobody knows its price                                                     =       unpriced
 *                                                                                      sum  = 20,628,500,000
 */
const TOKENS: Record<string, BilledTokens> = {
  "gpt-4o-mini": { ...none, uncachedInput: 976, cacheRead: 1_024, output: 300 },
  "gpt-4.1": { ...none, uncachedInput: 1_500, output: 250 },
  "claude-sonnet-4-6": {
    ...none,
    ...{ uncachedInput: 100, cacheRead: 2_048, cacheWrite5m: 512, cacheWrite1h: 1_024, output: 200 },
  },
  "claude-haiku-4-5": { ...none, uncachedInput: 1_000, output: 400 },
  "text-embedding-3-small": { ...none, uncachedInput: 12_345 },
  "house-model-1": { ...none, uncachedInput: 1_000, output: 50 },
};
const BILL = [
  ["claude-haiku-4-5", "0.003", "priced", 1_000, 400],
  ["claude-sonnet-4-6", "0.0119784", "priced", 3_684, 200],
  ["gpt-4.1", "0.005", "priced", 1_500, 250],
  ["gpt-4o-mini", "0.0004032", "priced", 2_000, 300],
  ["house-model-1", "0", "unpriced", 1_000, 50],
  ["text-embedding-3-small", "0.0002469", "priced", 12_345, 0],
];
const SUM_USD = "0.0206285";

describe("the hand-computed bill", () => {
  it("is what the boards' view says, to the picodollar, after the hook, the collector and the engine", async () => {
    const tenant = `bill-${randomUUID()}`;
    const logPath = join(mkdtempSync(join(tmpdir(), "bill-")), "provider.jsonl");
    const calm = { errorShare: 0, slowShare: 0, tokensOf: (model: string) => TOKENS[model] };
    const [openai, anthropic] = [await startProviderServer(logPath, calm), await startProviderServer(logPath, calm)];
    try {
      const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
      const env = {
        ...reporting,
        OTEL_SERVICE_NAME: tenant,
        TOLLGATE_HOSTS: `${openai.host}=openai,${anthropic.host}=anthropic`,
        OPENAI_BASE_URL: `${openai.url}/v1`,
        ANTHROPIC_BASE_URL: anthropic.url,
      };
      expect(await startNodeApp("tests/pipeline/apps/bill-app.ts", { env, args: [tenant] }).ended).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/^tollgate: Cannot price call: model "[^"]+"[^\n]*as unpriced\n$/),
      });
    } finally {
      await Promise.all([openai.stop(), anthropic.stop()]);
    }

    const total = `SELECT toUInt32(sum(calls)) AS calls, toUInt32(sum(unpriced_calls)) AS unpriced, toString(sum(cost_usd)) AS cost
      FROM tollgate.spend_by_day WHERE tenant = '${tenant}'`;
    const totals = await selectUntil<{ calls: number }>(stack, total, ([row]) => row?.calls === BILL.length);
    expect(totals).toEqual([{ calls: 6, unpriced: 1, cost: SUM_USD }]);

    // By service, not by tenant: the Anthropic SDK's own spans of the two messages arrive too, and must not be rows anywhere.
    const foreign = `SELECT ScopeName FROM tollgate.otel_traces WHERE ServiceName = '${tenant}' AND ScopeName != 'tollgate'`;
    const anthropicSdk = { ScopeName: "com.anthropic.sdk.typescript" };
    expect(await selectUntil(stack, foreign, (rows) => rows.length === 2)).toEqual([anthropicSdk, anthropicSdk]);
    const rows = await select<Record<string, string | number>>(
      stack,
      `SELECT request_model, toString(cost_usd) AS cost, cost_status, toUInt32(input_tokens) AS i, toUInt32(output_tokens) AS o
       FROM tollgate.calls WHERE service = '${tenant}' ORDER BY request_model`,
    );
    expect(rows.map((row) => [row.request_model, row.cost, row.cost_status, row.i, row.o])).toEqual(BILL);
  });

  it("stays the same when the same OTLP request arrives twice, or one of its calls again in another request", async () => {
    const tenant = `twice-${randomUUID()}`;
    const startMs = Date.now();
    const call = (spanId: string, costPicoUsd: number) => ({
      ...{ traceId: randomUUID().replaceAll("-", ""), spanId, costStatus: "priced" as const, costPicoUsd },
      record: {
        ...{ source: "wire" as const, provider: "openai", operation: "embeddings" as const, requestModel: "ada" },
        ...{ stream: false, startMs, endMs: startMs + 100, usageSource: "provider" as const, attribution: { tenant } },
      },
    });
    // 1 + 999,999,999,999 picodollars are one dollar.
    const calls = [call("00000000000000a1", 1), call("00000000000000a2", 999_999_999_999)];
    const request = JSON.stringify(otlpTraceRequest(calls, tenant));
    for (const body of [request, request, JSON.stringify(otlpTraceRequest(calls.slice(1), tenant))])
      expect(await sendTraces(stack, body)).toBe(200);
    const landed = `SELECT count() AS spans FROM tollgate.otel_traces WHERE ServiceName = '${tenant}' HAVING spans = 5`;
    await selectUntil(stack, landed, (rows) => rows.length === 1);
    const total = `SELECT toUInt32(sum(calls)) AS calls, toString(sum(cost_usd)) AS cost FROM tollgate.spend_by_day WHERE tenant = '${tenant}'`;
    const totals = await selectUntil<{ calls: number }>(stack, total, ([row]) => row?.calls !== 0);
    expect(totals).toEqual([{ calls: 2, cost: "1" }]);
  });
});
