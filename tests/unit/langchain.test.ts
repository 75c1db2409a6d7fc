import { setTimeout as sleep } from "node:timers/promises";
import { ChatAnthropic } from "@langchain/anthropic";
import { InMemoryCache } from "@langchain/core/caches";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { afterEach, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import type { BudgetGuard, PendingCall } from "../../instrumentation/budget/budget-guard.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import {
  CHAT_COST_PICO_USD,
  chatAnswer,
  chatEvents,
  MESSAGE_COST_PICO_USD,
  messageAnswer,
  messageEvents,
} from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

/** Longer than both sides wait for each other. */
const AFTER_GRACE_MS = 400;

const answer: Answer = ({ path, body }, response) => {
  const { stream } = JSON.parse(body);
  if (path.endsWith("/messages"))
    return stream ? sendEvents(response, messageEvents()) : sendJson(response, messageAnswer());
  return stream ? sendEvents(response, chatEvents()) : sendJson(response, chatAnswer());
};

function openAi(options: Record<string, unknown> = {}): ChatOpenAI {
  const configuration = {
    baseURL: `${app.provider.url}/v1`,
    ...(options.fetch ? { fetch: options.fetch as typeof fetch } : {}),
  };
  return new ChatOpenAI({
    model: "gpt-4o",
    apiKey: "k",
    maxRetries: 0,
    callbacks: [new TollgateCallbackHandler()],
    ...options,
    configuration,
  });
}

it("invoke and stream seen by both sides are charged once each, by the wire's numbers", async () => {
  app = await startMeteredApp(answer);
  await openAi().invoke("Hi");
  for await (const _ of await openAi().stream("Hi"));
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { source: "wire" } },
    { costPicoUsd: CHAT_COST_PICO_USD, record: { source: "wire", stream: true } },
  ]);
});

it("@langchain/anthropic, plain and streamed, is charged once each", async () => {
  app = await startMeteredApp(answer, { provider: "anthropic" });
  const options = { model: "claude-sonnet-4-5", anthropicApiKey: "k", anthropicApiUrl: app.provider.url, maxTokens: 9 };
  const model = new ChatAnthropic({ ...options, callbacks: [new TollgateCallbackHandler()] });
  await model.invoke("Hi");
  for await (const _ of await model.stream("Hi"));
  await sleep(AFTER_GRACE_MS);
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([MESSAGE_COST_PICO_USD, MESSAGE_COST_PICO_USD]);
});

it("LangChain adds the agent and the thread to the wire's call; what the app said stays", async () => {
  app = await startMeteredApp(answer);
  const metadata = { lc_agent_name: "researcher", thread_id: "t1" };
  await openAi().invoke("Hi", { metadata });
  await withAttribution({ agent: "planner" }, () => openAi().invoke("Hi", { metadata }));
  await sleep(AFTER_GRACE_MS);
  expect(app.calls.map(({ record }) => record.attribution)).toEqual([
    { agent: "researcher", session: "t1" },
    { agent: "planner", session: "t1" },
  ]);
});

it("budgets are asked for LangChain's agent, unless several ask the same model at once", async () => {
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
  app = await startMeteredApp(answer, { guard });
  const ask = (agent: string) => openAi().invoke("Hi", { metadata: { lc_agent_name: agent } });
  const agents = () => asked.splice(0).map(({ attribution }) => attribution.agent);
  await ask("researcher");
  await withAttribution({ agent: "planner" }, () => ask("researcher"));
  expect(agents()).toEqual(["researcher", "planner"]);
  await Promise.all([ask("researcher"), ask("researcher")]);
  expect(agents()).toEqual(["researcher", "researcher"]);
  await Promise.all([ask("researcher"), ask("writer")]);
  expect(agents()).toEqual([undefined, undefined]);
  const inRequest = (agent: string) => withAttribution({ session: agent }, () => ask(agent));
  await Promise.all([inRequest("researcher"), inRequest("writer")]);
  expect(agents().toSorted()).toEqual(["researcher", "writer"]);
});

it("calls at once that only LangChain sees are each charged to their own attribution", async () => {
  app = await startMeteredApp(answer);
  const bare = () => Promise.resolve(Response.json(chatAnswer()));
  const customers = ["a", "b", "c"];
  await Promise.all(
    customers.map((customer) => withAttribution({ customer }, () => openAi({ fetch: bare }).invoke("Hi"))),
  );
  await sleep(AFTER_GRACE_MS);
  expect(app.calls.map(({ record }) => record.attribution.customer).toSorted()).toEqual(customers);
});

it("ten calls at once are ten charges", async () => {
  app = await startMeteredApp(({ body }, response) => {
    const [{ content }] = JSON.parse(body).messages;
    sendJson(response, chatAnswer({ id: `chatcmpl-${content}` }));
  });
  await openAi().batch(Array.from({ length: 10 }, (_, index) => String(index)));
  await sleep(AFTER_GRACE_MS);
  expect(new Set(app.calls.map(({ record }) => record.responseId)).size).toBe(10);
  expect(app.calls).toHaveLength(10);
});

it("a call that no hook sees is charged by LangChain's numbers, after the grace", async () => {
  app = await startMeteredApp(answer);
  const bare = () => Promise.resolve(Response.json(chatAnswer()));
  await openAi({ fetch: bare }).invoke("Hi");
  expect(app.calls).toEqual([]);
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([
    {
      costStatus: "priced",
      costPicoUsd: CHAT_COST_PICO_USD,
      record: { source: "langchain", provider: "openai", requestModel: "gpt-4o", responseId: "chatcmpl-9x1" },
    },
  ]);
});

it("an answer from LangChain's cache is no call", async () => {
  app = await startMeteredApp(answer);
  const cached = openAi({ cache: new InMemoryCache() });
  await cached.invoke("Hi");
  await cached.invoke("Hi");
  await sleep(AFTER_GRACE_MS);
  expect(app.provider.requests).toHaveLength(1);
  expect(app.calls).toHaveLength(1);
});

it("a provider's error seen by both sides is one free call", async () => {
  const error = { message: "No", type: "requests", param: null, code: "rate_limit_exceeded" };
  app = await startMeteredApp((_request, response) => sendJson(response, { error }, 429));
  await expect(openAi().invoke("Hi")).rejects.toMatchObject({ status: 429 });
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([
    { costStatus: "free", record: { source: "wire", errorType: "rate_limit_exceeded" } },
  ]);
});

it("a model that reports no usage is estimated and unpriced, never silent", async () => {
  app = await startMeteredApp(answer);
  const model = new FakeListChatModel({ responses: ["x".repeat(40)], callbacks: [new TollgateCallbackHandler()] });
  await model.invoke("Hi");
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([
    { costStatus: "unpriced", record: { source: "langchain", usageSource: "estimated", usage: { outputTokens: 10 } } },
  ]);
});

it("a stream left early by the app is one interrupted call", async () => {
  app = await startMeteredApp((_request, response) =>
    sendEvents(response, chatEvents({ words: Array(200).fill("word") }), 5),
  );
  let chunks = 0;
  for await (const _ of await openAi().stream("Hi")) if (++chunks === 5) break;
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toMatchObject([{ record: { source: "wire", usageSource: "interrupted" } }]);
});

it("two handlers on one call do not charge it twice, with the wire's side or without", async () => {
  app = await startMeteredApp(answer);
  const callbacks = [new TollgateCallbackHandler(), new TollgateCallbackHandler()];
  await openAi({ callbacks }).invoke("Hi");
  await sleep(AFTER_GRACE_MS);
  expect(app.calls).toHaveLength(1);
  await openAi({ callbacks, fetch: () => Promise.resolve(Response.json(chatAnswer({ id: "chatcmpl-b" }))) }).invoke(
    "Hi",
  );
  await sleep(AFTER_GRACE_MS);
  expect(app.calls.map(({ record }) => record.source)).toEqual(["wire", "langchain"]);
});

it("what waits for its other side is sent by a flush", async () => {
  app = await startMeteredApp(answer);
  await openAi({ fetch: () => Promise.resolve(Response.json(chatAnswer())) }).invoke("Hi");
  expect(await app.handle.flush()).toBe(true);
  expect(app.calls).toHaveLength(1);
});

it("without tollgate/register the handler does nothing", async () => {
  app = await startMeteredApp(answer);
  await app.handle.close();
  expect((await openAi().invoke("Hi")).text).toBe("Grüße, 世界 👋");
  expect(app.calls).toEqual([]);
});
