import { createOpenAI } from "@ai-sdk/openai";
import { OpenTelemetry } from "@ai-sdk/otel";
import Anthropic from "@anthropic-ai/sdk";
import { OpenAIInstrumentation as OpenInference } from "@arizeai/openinference-instrumentation-openai";
import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OpenAIInstrumentation as OpenTelemetryOpenAI } from "@opentelemetry/instrumentation-openai";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { OpenAIInstrumentation as OpenLLMetry } from "@traceloop/instrumentation-openai";
import { embed, generateText, registerTelemetry, streamText } from "ai";
import OpenAI from "openai";
import OpenAIv5 from "openai-v5";
import OpenAIv6 from "openai-v6";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  CHAT_COST_PICO_USD,
  chatAnswer,
  chatEvents,
  EMBEDDINGS_ANSWER,
  EMBEDDINGS_COST_PICO_USD,
  MESSAGE_COST_PICO_USD,
  messageAnswer,
  messageEvents,
} from "../unit/wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "../unit/wire-metered-app.ts";
import { exportTo, rowsOf } from "./exported-spans.ts";
import { queryRows } from "./query-rows.ts";
import { randomHex } from "./span-row.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

/** It has no way to be given a module that is loaded already, as ES modules are. */
class PatchableOpenTelemetryOpenAI extends OpenTelemetryOpenAI {
  patch(module: object): void {
    for (const definition of this.init()) definition.patch?.(module);
  }
}

let ledger: Ledger;
let app: MeteredApp;
/** What the app's own SDK has exported. */
const exported: string[] = [];

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [exportTo(exported)] }));
  // Each on a copy of its own of the SDK, at the newest version that it supports.
  new OpenInference().manuallyInstrument(OpenAI);
  new OpenLLMetry().manuallyInstrument(OpenAIv6 as never);
  const official = new PatchableOpenTelemetryOpenAI();
  // Its streams throw into the app where nobody has set a meter provider, so every app that has it has set one.
  official.setMeterProvider(metrics.getMeterProvider());
  official.patch({ OpenAI: OpenAIv5 });
  registerTelemetry(new OpenTelemetry());
  ledger = await startLedger();
});
afterAll(async () => {
  await ledger.stop();
  trace.disable();
  context.disable();
  propagation.disable();
});

/** Answers each call with an id of its own, as providers do: the ledger tells calls apart by it. */
async function serve(provider: string): Promise<void> {
  exported.length = 0;
  const answer: Answer = ({ path, body }, response) => {
    const { stream, model } = JSON.parse(body);
    const id = randomHex(12);
    if (model === "failing") return sendJson(response, { error: { code: "overloaded", message: "No" } }, 503);
    if (path.endsWith("/embeddings")) return sendJson(response, EMBEDDINGS_ANSWER);
    if (path.endsWith("/messages")) {
      if (!stream) return sendJson(response, messageAnswer({ id: `msg_${id}` }));
      return sendEvents(
        response,
        messageEvents().map((event) => event.replace("msg_01A", `msg_${id}`)),
      );
    }
    if (!stream) return sendJson(response, chatAnswer({ id: `chatcmpl-${id}` }));
    return sendEvents(
      response,
      chatEvents().map((event) => event.replace("chatcmpl-9x2", `chatcmpl-${id}`)),
    );
  };
  app = await startMeteredApp(answer, { provider });
}
afterEach(() => app.stop());

async function ledgerSums(): Promise<{ calls: number; picoUsd: number }> {
  const [row] = await queryRows(
    ledger.reader,
    "SELECT count() AS calls, sum(cost_usd) * 1e12 AS usd FROM tollgate.calls",
  );
  return { calls: Number(row?.calls), picoUsd: Math.round(Number(row?.usd)) };
}

/** Makes a call inside a span of the app; returns what the ledger has more of it, and the other instrumentation's spans. */
async function charge(makeCall: () => Promise<unknown>, { ours = true } = {}) {
  const before = await ledgerSums();
  await trace.getTracer("app").startActiveSpan("work", (span) => makeCall().finally(() => span.end()));
  await app.waitForCalls(1);
  await app.handle.flush();
  const sent = app.collector.requests.filter(({ path }) => path === "/v1/traces").map(({ body }) => body);
  const values = rowsOf([...(ours ? sent : []), ...exported]);
  await ledger.admin.insert({ table: "tollgate.otel_traces", values, format: "JSONEachRow" });
  const after = await ledgerSums();
  const others = values.filter(({ ScopeName }) => ScopeName !== "tollgate" && ScopeName !== "app");
  return { calls: after.calls - before.calls, picoUsd: after.picoUsd - before.picoUsd, others };
}

const MESSAGES = [{ role: "user" as const, content: "Hi" }];
const failing = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail("It has answered"),
    () => {},
  );
async function drain(stream: Promise<AsyncIterable<unknown>> | AsyncIterable<unknown>): Promise<void> {
  for await (const _ of await stream);
}
const options = () => ({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });

/** The part of the SDK that is the same in all its versions. */
function callsOf(client: () => OpenAI) {
  const model = "gpt-4o";
  return {
    plain: () => client().chat.completions.create({ model, messages: MESSAGES }),
    streamed: () =>
      drain(
        client().chat.completions.create({
          model,
          messages: MESSAGES,
          stream: true,
          stream_options: { include_usage: true },
        }),
      ),
    failed: () => failing(client().chat.completions.create({ model: "failing", messages: MESSAGES })),
    embeddings: () => client().embeddings.create({ model: "text-embedding-3-small", input: "Hi" }),
  };
}

const anthropic = () => new Anthropic({ baseURL: app.provider.url, apiKey: "k", maxRetries: 0 });
const claude = { model: "claude-sonnet-4-6", max_tokens: 100, messages: MESSAGES };

const OPENAI_PEERS: [peer: string, calls: ReturnType<typeof callsOf>][] = [
  ["OpenInference 4.2.7 on openai 7", callsOf(() => new OpenAI(options()))],
  ["OpenLLMetry 0.27.0 on openai 6", callsOf(() => new OpenAIv6(options()) as unknown as OpenAI)],
  ["OpenTelemetry's 0.22.0 on openai 5", callsOf(() => new OpenAIv5(options()) as unknown as OpenAI)],
];

/** These write no span of such a call at all. */
const UNSEEN = new Set(["OpenLLMetry 0.27.0 on openai 6 embeddings"]);

describe.each(OPENAI_PEERS)("%s beside us: one charge for a call", (peer, { plain, streamed, failed, embeddings }) => {
  test.each([
    ["plain", plain, CHAT_COST_PICO_USD],
    ["streamed", streamed, CHAT_COST_PICO_USD],
    ["embeddings", embeddings, EMBEDDINGS_COST_PICO_USD],
  ])("%s", async (mode, makeCall, picoUsd) => {
    await serve("openai");
    const { others, ...charged } = await charge(makeCall);
    expect(charged).toEqual({ calls: 1, picoUsd });
    expect(others).toHaveLength(UNSEEN.has(`${peer} ${mode}`) ? 0 : 1);
  });

  test("failed", async () => {
    await serve("openai");
    const { calls, picoUsd } = await charge(failed);
    expect({ calls, picoUsd }).toEqual({ calls: 1, picoUsd: 0 });
  });
});

describe("@ai-sdk/otel 1.0.173 beside us in AI SDK 7", () => {
  const provider = () => createOpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" });
  const ask = { prompt: "Hi", maxRetries: 0 };

  test.each([
    ["plain", () => generateText({ ...ask, model: provider().chat("gpt-4o") }), CHAT_COST_PICO_USD],
    ["streamed", () => drain(streamText({ ...ask, model: provider().chat("gpt-4o") }).textStream), CHAT_COST_PICO_USD],
    ["failed", () => failing(generateText({ ...ask, model: provider().chat("failing") })), 0],
  ])("one charge for a call, %s", async (_mode, makeCall, picoUsd) => {
    await serve("openai");
    const { others, ...charged } = await charge(makeCall);
    expect(charged).toEqual({ calls: 1, picoUsd });
    expect(others.map(({ SpanName }) => SpanName.replace(/ .*/, ""))).toEqual(["chat", "step", "invoke_agent"]);
  });

  const embedOnce = () => embed({ model: provider().embedding("text-embedding-3-small"), value: "Hi" });

  test("one charge for an embedding, though its own two spans are active nowhere and have no response id", async () => {
    await serve("openai");
    const { others, ...charged } = await charge(embedOnce);
    expect(others).toHaveLength(2);
    expect(charged).toEqual({ calls: 1, picoUsd: EMBEDDINGS_COST_PICO_USD });
  });

  test("one charge for an embedding that only it saw, by the same price", async () => {
    await serve("openai");
    const { calls, picoUsd } = await charge(embedOnce, { ours: false });
    expect({ calls, picoUsd }).toEqual({ calls: 1, picoUsd: EMBEDDINGS_COST_PICO_USD });
  });
});

test.each([
  ["plain", () => anthropic().messages.create(claude), MESSAGE_COST_PICO_USD],
  ["streamed", () => drain(anthropic().messages.create({ ...claude, stream: true })), MESSAGE_COST_PICO_USD],
  ["by its helper", () => anthropic().messages.stream(claude).finalMessage(), MESSAGE_COST_PICO_USD],
  ["failed", () => failing(anthropic().messages.create({ ...claude, model: "failing" })), 0],
])(
  "the spans that @anthropic-ai/sdk 1.12.0 writes by itself: one charge for a call, %s",
  async (_mode, makeCall, picoUsd) => {
    await serve("anthropic");
    const { others, ...charged } = await charge(makeCall);
    expect(charged).toEqual({ calls: 1, picoUsd });
    expect(others).toHaveLength(1);
  },
);
