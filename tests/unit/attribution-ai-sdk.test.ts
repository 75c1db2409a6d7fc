import diagnostics from "node:diagnostics_channel";
import { createOpenAI } from "@ai-sdk/openai";
import { OpenTelemetry } from "@ai-sdk/otel";
import * as api from "@opentelemetry/api";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { AlwaysOffSampler, AlwaysOnSampler } from "@opentelemetry/sdk-trace";
import { embed, generateText, jsonSchema, stepCountIs, streamText, ToolLoopAgent, tool } from "ai";
import { createOpenAI as createOpenAI3 } from "ai-sdk-openai-v3";
import * as ai6 from "ai-v6";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { Attribution } from "../../instrumentation/llm-call.ts";
import { answerInShape } from "./ways-provider.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type Answer, type MeteredApp, type MeteredAppOptions, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
let sdk: NodeSDK | undefined;
const serve = async (options: MeteredAppOptions = {}, answer: Answer = answerInShape) => {
  app = await startMeteredApp(answer, options);
};
beforeEach(() => {
  sdk = undefined;
});
afterEach(async () => {
  await app.stop();
  await sdk?.shutdown();
  for (const part of [api.trace, api.context, api.propagation, api.metrics, api.logs]) part.disable();
});

const connection = () => ({ baseURL: `${app.provider.url}/v1`, apiKey: "k" });
const model = () => createOpenAI(connection()).chat("gpt-4o");
const model3 = () => createOpenAI3(connection()).chat("gpt-4o");
const who = async (count = 1): Promise<Attribution[]> => {
  await app.waitForCalls(count);
  return app.calls.map(({ record }) => ({ ...record.attribution }));
};

function startSdk(sampler: AlwaysOnSampler | AlwaysOffSampler = new AlwaysOnSampler()): void {
  // Without a processor the SDK registers no tracer.
  const done = () => Promise.resolve();
  const processor = { onStart() {}, onEnd() {}, forceFlush: done, shutdown: done };
  sdk = new NodeSDK({
    sampler,
    spanProcessors: [processor],
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
    autoDetectResources: false,
  });
  sdk.start();
}

/** Asks for a tool as long as none has answered. */
const askForTool: Answer = (received, response) => {
  const { messages, tools } = JSON.parse(received.body) as { messages: { role: string }[]; tools?: unknown[] };
  if (tools === undefined || messages.some(({ role }) => role === "tool")) return answerInShape(received, response);
  const call = { id: "call_1", type: "function", function: { name: "look", arguments: "{}" } };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  return sendJson(response, chatAnswer({ choices: [{ index: 0, message, finish_reason: "tool_calls" }] }));
};
const inputSchema = jsonSchema({ type: "object" as const, properties: {} });

describe("AI SDK 7, without any OpenTelemetry of the app's", () => {
  it("a function's id is the agent, plain, streamed and embedding", async () => {
    await serve();
    const telemetry = { functionId: "summarise" };
    await generateText({ model: model(), prompt: "Hi", telemetry });
    await streamText({ model: model(), prompt: "Hi", telemetry }).text;
    await embed({ model: createOpenAI(connection()).embedding("text-embedding-3-small"), value: "Hi", telemetry });
    expect(await who(3)).toEqual([{ agent: "summarise" }, { agent: "summarise" }, { agent: "summarise" }]);
  });

  it("an agent's steps are its own, and what a tool asks is that function's", async () => {
    await serve({}, askForTool);
    const look = tool({
      inputSchema,
      execute: async () =>
        (await generateText({ model: model(), prompt: "?", telemetry: { functionId: "look-up" } })).text,
    });
    const agent = new ToolLoopAgent({
      model: model(),
      tools: { look },
      stopWhen: stepCountIs(3),
      telemetry: { functionId: "planner" },
    });
    await agent.generate({ prompt: "Hi" });
    expect(await who(3)).toEqual([{ agent: "planner" }, { agent: "look-up" }, { agent: "planner" }]);
  });

  it("user and session are taken from a runtime context only where the app includes them", async () => {
    await serve();
    const runtimeContext = { userId: "ada", sessionId: "s-1", secret: "x" };
    const ask = (included: object) =>
      generateText({
        model: model(),
        prompt: "Hi",
        runtimeContext,
        telemetry: { functionId: "f", includeRuntimeContext: included },
      } as never);
    await ask({});
    await ask({ userId: true, sessionId: true });
    expect(await who(2)).toEqual([{ agent: "f" }, { agent: "f", user: "ada", session: "s-1" }]);
  });

  it("a user is hashed like every other", async () => {
    await serve({ env: { TOLLGATE_USER_HASH_KEY: "key" } });
    const telemetry = { includeRuntimeContext: { userId: true } };
    await generateText({ model: model(), prompt: "Hi", runtimeContext: { userId: "ada" }, telemetry } as never);
    const [{ user } = {}] = await who();
    expect(user).toMatch(/^hmac-[0-9a-f]{32}$/);
  });

  it("what the app itself says goes before it", async () => {
    await serve({ env: { TOLLGATE_PROJECT: "p" } });
    await withAttribution({ agent: "mine", tags: ["t"] }, () =>
      generateText({ model: model(), prompt: "Hi", telemetry: { functionId: "theirs" } }),
    );
    expect(await who()).toEqual([{ project: "p", agent: "mine", tags: ["t"] }]);
  });

  it("calls beside it have none, and it is over when metering is", async () => {
    await serve();
    const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
    await Promise.all([
      generateText({ model: model(), prompt: "Hi", telemetry: { functionId: "f" } }),
      fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body }).then((answer) => answer.text()),
    ]);
    expect((await who(2)).sort((a, b) => Object.keys(a).length - Object.keys(b).length)).toEqual([{}, { agent: "f" }]);
    await app.handle.close();
    expect(diagnostics.tracingChannel("ai:telemetry").hasSubscribers).toBe(false);
  });

  it("with telemetry switched off nobody knows, and the call is charged all the same", async () => {
    await serve();
    await generateText({ model: model(), prompt: "Hi", telemetry: { isEnabled: false, functionId: "f" } });
    expect(await who()).toEqual([{}]);
  });

  it("its errors are its own", async () => {
    await serve();
    const failing = createOpenAI({ baseURL: `${app.provider.url}/failing/v1`, apiKey: "k" }).chat("gpt-4o");
    await expect(
      generateText({ model: failing, prompt: "Hi", maxRetries: 0, telemetry: { functionId: "f" } }),
    ).rejects.toThrow("No");
    expect(await who()).toEqual([{ agent: "f" }]);
  });
});

it("AI SDK 7 with its spans: one charge, under the same agent", async () => {
  await serve();
  startSdk();
  await generateText({
    model: model(),
    prompt: "Hi",
    telemetry: { functionId: "summarise", integrations: [new OpenTelemetry()] },
  });
  expect(await who()).toEqual([{ agent: "summarise" }]);
  expect(app.calls).toMatchObject([{ record: { supersedesSpanId: expect.stringMatching(/^[0-9a-f]{16}$/) } }]);
});

describe("AI SDK 6, which tells it in its spans", () => {
  const experimental_telemetry = {
    isEnabled: true,
    functionId: "summarise",
    metadata: { userId: "ada", sessionId: "s-1", other: "x" },
  };

  it("with telemetry and an SDK of the app's: agent, user and session, plain and streamed", async () => {
    await serve();
    startSdk();
    await ai6.generateText({ model: model3(), prompt: "Hi", experimental_telemetry });
    await ai6.streamText({ model: model3(), prompt: "Hi", experimental_telemetry }).text;
    const said = { agent: "summarise", user: "ada", session: "s-1" };
    expect(await who(2)).toEqual([said, said]);
  });

  it.each([
    ["telemetry is off", () => startSdk(), { isEnabled: false }],
    ["its span is not sampled", () => startSdk(new AlwaysOffSampler()), {}],
  ])("where %s nobody knows", async (_name, begin, off) => {
    await serve();
    begin();
    await ai6.generateText({
      model: model3(),
      prompt: "Hi",
      experimental_telemetry: { ...experimental_telemetry, ...off },
    });
    expect(await who()).toEqual([{}]);
  });
});

it("the agent and the conversation of any other framework's active span are taken", async () => {
  await serve();
  startSdk();
  const attributes = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "scout",
    "gen_ai.conversation.id": "c-1",
  };
  await api.trace.getTracer("framework").startActiveSpan("invoke_agent scout", { attributes }, async (span) => {
    await generateText({ model: model(), prompt: "Hi" });
    span.end();
  });
  expect(await who()).toEqual([{ agent: "scout", session: "c-1" }]);
});
