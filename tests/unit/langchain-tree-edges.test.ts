import { setTimeout as sleep } from "node:timers/promises";
import { BaseRetriever } from "@langchain/core/retrievers";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { ChatOpenAI } from "@langchain/openai";
import * as api from "@opentelemetry/api";
import { trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createAgent } from "langchain";
import { afterEach, expect, it, vi } from "vitest";
import type { BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { RunTree } from "../../instrumentation/run-tree.ts";
import { toolCallingProvider, weatherTool } from "./langchain-provider.ts";
import { outline, sentSpans } from "./sent-spans.ts";
import { chatEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
  trace.disable();
  api.context.disable();
  vi.useRealTimers();
});

const openAi = ({ provider }: MeteredApp) =>
  new ChatOpenAI({ model: "gpt-4o", apiKey: "k", maxRetries: 0, configuration: { baseURL: `${provider.url}/v1` } });
const callbacks = () => [new TollgateCallbackHandler()];
const question = { messages: [{ role: "user" as const, content: "Hi" }] };

/** An app with its own SDK; gives what it has recorded. */
function startAppTracing() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return { tracer: provider.getTracer("app"), exporter };
}

it("in an app's span the tree stands under it, its own spans stay parents, and nothing of ours is ever active", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const { tracer, exporter } = startAppTracing();
  const active: (string | undefined)[] = [];
  const model = openAi(app);
  const weather = weatherTool(async () => {
    active.push(trace.getActiveSpan()?.spanContext().spanId);
    await tracer.startActiveSpan("look up", async (span) => {
      await model.invoke("Hi");
      span.end();
    });
  });
  const agent = createAgent({ model, tools: [weather], name: "researcher" });
  const requestId = await tracer.startActiveSpan("request", async (span) => {
    await agent.invoke(question, { callbacks: callbacks() });
    span.end();
    return span.spanContext().spanId;
  });
  expect(active).toEqual([requestId]);
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["look up", "request"]);
  await app.handle.flush();
  const appSpans = exporter.getFinishedSpans().map((span) => ({
    scope: "app",
    name: span.name,
    isError: false,
    ...span.spanContext(),
    parentSpanId: span.parentSpanContext?.spanId,
    attributes: {},
    startMs: span.startTime[0] * 1e3 + span.startTime[1] / 1e6,
    endMs: 0,
  }));
  expect(outline([...appSpans, ...sentSpans(app)])).toEqual([
    "request",
    "  invoke_agent researcher",
    "    model_request",
    "      chat gpt-4o",
    "      RunnableLambda",
    "    tools",
    "      execute_tool weather",
    "    model_request",
    "      chat gpt-4o",
    "      RunnableLambda",
    "  look up",
    "    chat gpt-4o",
  ]);
  expect(app.calls.map(({ record }) => record.attribution.agent)).toEqual(Array(3).fill("researcher"));
});

it("a stream that the app leaves early: its call is one, interrupted, in the tree, which is written when the process ends", async () => {
  const words = Array(200).fill("word ");
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents({ words }), 5));
  const model = openAi(app);
  const chain = RunnableSequence.from([RunnableLambda.from((text: string) => text), model]);
  let chunks = 0;
  const named = chain.withConfig({ runName: "greeting", metadata: { lc_agent_name: "greeter" } });
  for await (const _ of await named.stream("Hi", { callbacks: callbacks() })) if (++chunks === 3) break;
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([{ record: { usageSource: "interrupted", attribution: { agent: "greeter" } } }]);
  await app.handle.close();
  const sent = sentSpans(app);
  expect(outline(sent)).toEqual(["invoke_agent greeter", "  RunnableLambda", "  chat gpt-4o"]);
  expect(sent.find(({ name }) => name.startsWith("invoke"))?.attributes["tollgate.run.interrupted"]).toBe(true);
});

it("a retriever is in the tree by its name, without its query", async () => {
  class Notes extends BaseRetriever {
    lc_namespace = ["test"];
    override async _getRelevantDocuments() {
      return [];
    }
  }
  app = await startMeteredApp(toolCallingProvider());
  await new Notes().invoke("secret query", { callbacks: callbacks() });
  await app.handle.flush();
  expect(sentSpans(app)).toMatchObject([
    { name: "retrieval Notes", attributes: { "gen_ai.operation.name": "retrieval" } },
  ]);
  expect(JSON.stringify(sentSpans(app))).not.toContain("secret");
});

it("budgets see the agent of every call in LangGraph, also where several agents ask one model at once", async () => {
  const asked: PendingCall[] = [];
  const guard: BudgetGuard = {
    reserve(call) {
      asked.push(call);
      return { outcome: "allowed", reservation: { settle: () => {} } };
    },
    ready: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => {},
  };
  app = await startMeteredApp(toolCallingProvider(), { guard });
  const model = openAi(app);
  const run = (name: string) => createAgent({ model, name }).invoke(question, { callbacks: callbacks() });
  await Promise.all(["a", "b", "c"].map(run));
  expect(asked.map(({ attribution }) => attribution.agent).toSorted()).toEqual(["a", "b", "c"]);
});

it("where the collector is away, spans without money take no more than half of the buffer, so that calls stay", async () => {
  let status = 503;
  app = await startMeteredApp(toolCallingProvider(), {
    collect: (_request, response) => response.writeHead(status).end("{}"),
    env: { TOLLGATE_BUFFER_SPANS: "20" },
  });
  // Two calls and seven other spans each time.
  const agent = createAgent({ model: openAi(app), tools: [weatherTool()], name: "researcher" });
  for (let times = 0; times < 5; times += 1) await agent.invoke(question, { callbacks: callbacks() });
  await app.waitForCalls(10);
  expect(await app.handle.flush()).toBe(false);
  status = 200;
  app.collector.requests.length = 0;
  expect(await app.handle.flush()).toBe(true);
  expect(sentSpans(app).filter(({ scope }) => scope === "tollgate")).toHaveLength(10);
});

it("a handler whose process meters nothing opens nothing", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const model = openAi(app);
  await app.handle.close();
  await createAgent({ model, name: "a" }).invoke(question, { callbacks: callbacks() });
  expect(sentSpans(app)).toEqual([]);
});

it("a run of which nothing is heard for 15 minutes is written as interrupted, and one that is at work is not", async () => {
  vi.useFakeTimers();
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tree = new RunTree(provider.getTracer("test"));
  const start = (name: string) => ({
    above: undefined,
    active: {},
    attribution: {},
    run: {},
    agentName: undefined,
    span: { name, attributes: {} },
  });
  tree.open("left", undefined, start("left"));
  tree.open("at work", undefined, start("at work"));
  vi.advanceTimersByTime(14 * 60_000);
  tree.open("step", "at work", { ...start("step"), above: tree.placeOf("at work") });
  tree.close("step");
  vi.advanceTimersByTime(2 * 60_000);
  const written = () => exporter.getFinishedSpans().map(({ name, attributes }) => ({ name, ...attributes }));
  await vi.waitFor(() =>
    expect(written()).toEqual([{ name: "step" }, { name: "left", "tollgate.run.interrupted": true }]),
  );
  tree.close("at work");
  await vi.waitFor(() => expect(written().at(-1)).toEqual({ name: "at work" }));
  expect(vi.getTimerCount()).toBe(0);
});

it("no more than 10,000 runs are held open; the tree that is open longest is written", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tree = new RunTree(provider.getTracer("test"));
  const start = { above: undefined, active: {}, attribution: {}, run: {}, agentName: undefined };
  for (let index = 0; index <= 10_000; index += 1)
    tree.open(`run ${index}`, undefined, { ...start, span: { name: `run ${index}`, attributes: {} } });
  await sleep(0);
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["run 0"]);
  tree.endAll();
});
