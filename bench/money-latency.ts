/**
 * From a call's answer to its money in the view that the boards read, one call at a time, on an embedded stack.
 * Target: 3 s or less.
 *
 *   node bench/money-latency.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import OpenAI from "openai";
import { adminClient } from "../cli/demo/demo-stack.ts";
import { startStack } from "../cli/stack/start-stack.ts";
import { appEnv } from "../cli/stack/write-app-env.ts";
import { startProviderServer } from "../examples/demo/provider/start-provider-server.ts";
import { start } from "../instrumentation/setup.ts";

const CALLS = 20;
const TARGET_MS = 3000;

const home = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
const ports = { otlpHttp: 0, otlpGrpc: 0, clickhouse: 0, grafana: 0, health: 0 };
const stack = await startStack({ home, mode: "embedded", ports, grafana: false, log: console.log });
const provider = await startProviderServer(join(home, "provider.jsonl"), { errorShare: 0, slowShare: 0 });
const { TOLLGATE_BUDGET_URL: _, ...reporting } = appEnv(stack);
const tollgate = start({ env: { ...reporting, TOLLGATE_HOSTS: `${provider.host}=openai`, TOLLGATE_TENANT: "bench" } });
const client = adminClient(stack);
const openai = new OpenAI({ apiKey: "bench", baseURL: `${provider.url}/v1` });

const latenciesMs: number[] = [];
for (let call = 1; call <= CALLS; call++) {
  // At a different place in the sender's one-second rhythm each time.
  await sleep(137 * (call % 8));
  await openai.chat.completions.create({ model: "gpt-4.1", messages: [{ role: "user", content: `call ${call}` }] });
  const answeredAtMs = performance.now();
  while ((await callsWithMoney()) < call) await sleep(20);
  latenciesMs.push(performance.now() - answeredAtMs);
}
latenciesMs.sort((one, other) => one - other);
const at = (share: number) => `${Math.round(latenciesMs[Math.ceil(share * CALLS) - 1] ?? 0)} ms`;
console.log(
  `answer to money in spend_by_day, ${CALLS} calls: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}; target ${TARGET_MS} ms`,
);

await tollgate?.close();
await client.close();
await provider.stop();
await stack.stop();
rmSync(home, { recursive: true, force: true });

async function callsWithMoney(): Promise<number> {
  const query =
    "SELECT toUInt32(sum(calls)) AS calls FROM tollgate.spend_by_day WHERE tenant = 'bench' AND cost_usd > 0";
  const result = await client.query({ query, format: "JSONEachRow" });
  const [row] = await result.json<{ calls: number }>();
  return row?.calls ?? 0;
}
