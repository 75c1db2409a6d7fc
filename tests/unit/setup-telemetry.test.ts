import Anthropic from "@anthropic-ai/sdk";
import * as api from "@opentelemetry/api";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { AlwaysOffSampler, AlwaysOnSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, expect, it, vi } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { start } from "../../instrumentation/setup.ts";
import { CHAT_COST_PICO_USD, chatAnswer, messageAnswer } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(async () => {
  await app.stop();
  trace.disable();
  api.context.disable();
  api.propagation.disable();
  api.logs.disable();
});

const chat: Answer = (_request, response) => sendJson(response, chatAnswer());

async function callOnce(): Promise<void> {
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "A secret question" }] });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
}

interface SentSpan {
  name: string;
  kind: number;
  spanId: string;
  traceId: string;
  parentSpanId?: string;
  status: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

/** Spans of one scope, as the collector got them. */
function sentSpans(scope = "tollgate"): SentSpan[] {
  return app.collector.requests
    .filter(({ path }) => path === "/v1/traces")
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .filter((spans) => spans.scope.name === scope)
    .flatMap(({ spans }) => spans);
}

function attributesOf(span: SentSpan | undefined): Record<string, unknown> {
  return Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));
}

it("a call becomes one CLIENT span with the documented names and no word of its content", async () => {
  app = await startMeteredApp(chat, { env: { TOLLGATE_TENANT: "acme", OTEL_TRACES_SAMPLER: "always_off" } });
  await withAttribution({ agent: "researcher", user: "u1" }, () =>
    withAttribution({ session: "s1", user: "u2" }, callOnce),
  );
  expect(await app.handle.flush()).toBe(true);
  const [span] = sentSpans();
  expect(span).toMatchObject({ name: "chat gpt-4o", kind: 3 });
  expect(Number(span?.endTimeUnixNano)).toBeGreaterThanOrEqual(Number(span?.startTimeUnixNano));
  expect(attributesOf(span)).toEqual({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.model": "gpt-4o-2024-08-06",
    "gen_ai.response.id": "chatcmpl-9x1",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 200,
    "gen_ai.usage.cache_read.input_tokens": 400,
    "gen_ai.usage.reasoning.output_tokens": 50,
    "gen_ai.agent.name": "researcher",
    "gen_ai.conversation.id": "s1",
    "user.id": "u2",
    "session.id": "s1",
    "server.address": "127.0.0.1",
    "server.port": Number(app.provider.host.split(":")[1]),
    "http.response.status_code": 200,
    "tollgate.tenant": "acme",
    "tollgate.service_tier": "default",
    "tollgate.cost.picousd": CHAT_COST_PICO_USD,
    "tollgate.cost.status": "priced",
    "tollgate.price.id": expect.stringContaining("gpt-4o"),
    "tollgate.usage.source": "provider",
    "tollgate.source": "wire",
  });
  expect(app.collector.requests.map(({ body }) => body).join()).not.toMatch(/secret question|Grüße/);
});

it("metrics are cumulative and carry the same money", async () => {
  app = await startMeteredApp(chat);
  await callOnce();
  await callOnce();
  await app.handle.flush();
  const { body = "{}" } = app.collector.requests.findLast(({ path }) => path === "/v1/metrics") ?? {};
  const metrics = JSON.parse(body).resourceMetrics[0].scopeMetrics[0].metrics;
  const point = (name: string) => {
    const { sum, histogram } = metrics.find((metric: { name: string }) => metric.name === name);
    expect((sum ?? histogram).aggregationTemporality).toBe(2);
    return (sum ?? histogram).dataPoints[0];
  };
  // 2 × $0.004.
  expect(point("tollgate.cost").asDouble).toBeCloseTo(0.008, 12);
  expect(point("tollgate.calls").asDouble).toBe(2);
  expect(point("gen_ai.client.token.usage")).toMatchObject({ count: 2, sum: 2000 });
  // 1000 tokens lie between 256 and 1024.
  expect(point("gen_ai.client.token.usage").bucketCounts[5]).toBe(2);
  expect(point("gen_ai.client.operation.duration").count).toBe(2);
});

it("an idle app goes on sending its metrics, or it would look like one whose telemetry is broken", async () => {
  app = await startMeteredApp(chat, { env: { OTEL_METRIC_EXPORT_INTERVAL: "50" } });
  await callOnce();
  const sent = () => app.collector.requests.filter(({ path }) => path === "/v1/metrics");
  await vi.waitFor(() => expect(sent().length).toBeGreaterThan(3), 10_000);
  expect(sent().at(-1)?.body).toContain('"tollgate.calls"');
});

it("an app's own SDK that samples everything out keeps its place, and no call is lost", async () => {
  const own = new TracerProvider({ sampler: new AlwaysOffSampler() });
  trace.setGlobalTracerProvider(own);
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  app = await startMeteredApp(chat);
  let outer = { traceId: "", spanId: "" };
  await trace.getTracer("app").startActiveSpan("work", async (span) => {
    outer = span.spanContext();
    await callOnce();
    span.end();
  });
  await app.handle.flush();
  expect((trace.getTracerProvider() as { getDelegate?(): unknown }).getDelegate?.()).toBe(own);
  expect(sentSpans()).toMatchObject([{ traceId: outer.traceId, parentSpanId: outer.spanId }]);
  expect(sentSpans("app")).toEqual([]);
});

it("the spans of others reach the collector when nobody has registered a tracer provider by the first call", async () => {
  app = await startMeteredApp(chat);
  await callOnce();
  await trace.getTracer("app").startActiveSpan("work", async (span) => {
    await callOnce();
    span.end();
  });
  await app.handle.flush();
  const [work] = sentSpans("app");
  expect(work).toMatchObject({ name: "work" });
  expect(sentSpans().map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, work?.spanId]);
});

it("an app may register its own logs after the first call", async () => {
  app = await startMeteredApp(chat);
  await callOnce();
  const { getDelegateTracer } = trace.getTracerProvider() as api.ProxyTracerProvider;
  await vi.waitFor(() => expect(getDelegateTracer.call(trace.getTracerProvider(), "app")).toBeDefined(), 10_000);
  expect(api.logs.setGlobalLoggerProvider({ getLogger: api.createNoopLogger })).toBe(true);
});

it("anthropic's own span of a call is marked as superseded by ours", async () => {
  trace.setGlobalTracerProvider(new TracerProvider({ sampler: new AlwaysOnSampler() }));
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  app = await startMeteredApp((_request, response) => sendJson(response, messageAnswer()), { provider: "anthropic" });
  const client = new Anthropic({ baseURL: app.provider.url, apiKey: "k" });
  await client.messages.create({
    model: "claude-haiku-4-5",
    max_tokens: 9,
    messages: [{ role: "user", content: "Hi" }],
  });
  const { parent, supersedesSpanId } = app.calls[0]?.record ?? {};
  expect(supersedesSpanId).toMatch(/^[0-9a-f]{16}$/);
  expect(parent?.spanId).toBe(supersedesSpanId);
});

it("a span that is no inference, such as an agent's, is a parent and stays charged with nothing", async () => {
  trace.setGlobalTracerProvider(new TracerProvider({ sampler: new AlwaysOnSampler() }));
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  app = await startMeteredApp(chat);
  const attributes = { "gen_ai.operation.name": "invoke_agent" };
  await trace.getTracer("app").startActiveSpan("invoke_agent", { attributes }, callOnce);
  expect(app.calls[0]?.record.parent).toBeDefined();
  expect(app.calls[0]?.record).not.toHaveProperty("supersedesSpanId");
});

it("recordLlmCall meters what no hook sees, as an error without money when it failed", async () => {
  app = await startMeteredApp(chat);
  recordLlmCall({
    provider: "openai",
    model: "gpt-4o",
    usage: { inputTokens: 1000, outputTokens: 100 },
    responseId: "x",
  });
  recordLlmCall({ provider: "openai", model: "gpt-4o", errorType: "throttled" });
  recordLlmCall({ provider: "openai", model: "no-such-model", usage: { inputTokens: 1 } });
  // 1000 × $2.50 + 100 × $10.00 per million = $0.0035.
  expect(app.calls).toMatchObject([
    { costStatus: "priced", costPicoUsd: 3_500_000_000, record: { source: "manual" } },
    { costStatus: "free", costPicoUsd: 0 },
    { costStatus: "unpriced" },
  ]);
  await app.handle.flush();
  expect(sentSpans().map(({ status }) => status.code)).toEqual([
    SpanStatusCode.UNSET,
    SpanStatusCode.ERROR,
    SpanStatusCode.UNSET,
  ]);
});

it("a call with times that are none is charged at its end, now or as given", async () => {
  app = await startMeteredApp(chat);
  const call = { provider: "openai", model: "gpt-4o", usage: { inputTokens: 1000 } };
  const beforeMs = Date.now();
  for (const startMs of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e15]) recordLlmCall({ ...call, startMs });
  recordLlmCall({ ...call, startMs: Number.NaN, endMs: 1_795_000_000_000 });
  recordLlmCall({ ...call, startMs: 1_795_000_000_009, endMs: 1_795_000_000_000 });
  expect(await app.handle.flush()).toBe(true);
  const times = app.calls.map(({ record }) => [record.startMs, record.endMs]);
  for (const [startMs, endMs] of times.slice(0, 4)) {
    expect(startMs).toBeGreaterThanOrEqual(beforeMs);
    expect(endMs).toBe(startMs);
  }
  expect(times.slice(4)).toEqual([
    [1_795_000_000_000, 1_795_000_000_000],
    [1_795_000_000_009, 1_795_000_000_009],
  ]);
  expect(sentSpans()).toHaveLength(6);
});

it("a second start, as by a second copy of the package, hooks nothing again", async () => {
  app = await startMeteredApp(chat);
  const hooked = globalThis.fetch;
  expect(start()).toBe(app.handle);
  expect(globalThis.fetch).toBe(hooked);
});

it.each(["TOLLGATE_DISABLED", "OTEL_SDK_DISABLED"])("%s switches everything off", async (name) => {
  app = await startMeteredApp(chat);
  await app.handle.close();
  const bare = globalThis.fetch;
  expect(start({ env: { [name]: "true" } })).toBeUndefined();
  expect(globalThis.fetch).toBe(bare);
  expect(withAttribution({ agent: "a" }, () => 1)).toBe(1);
});
