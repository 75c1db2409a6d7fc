import { setTimeout as sleep } from "node:timers/promises";
import { ChatAnthropic } from "@langchain/anthropic";
import { InMemoryCache } from "@langchain/core/caches";
import { ChatOpenAI, OpenAI, OpenAIEmbeddings } from "@langchain/openai";
import o200k from "js-tiktoken/ranks/o200k_base";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import {
  CHAT_COST_PICO_USD,
  CHAT_USAGE,
  chatAnswer,
  chatEvents,
  EMBEDDINGS_ANSWER,
  EMBEDDINGS_COST_PICO_USD,
  MESSAGE_COST_PICO_USD,
  messageAnswer,
  messageEvents,
} from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
const unmetered = globalThis.fetch;
beforeEach(() => {
  // Where LangChain estimates what a stream used it fetches a vocabulary, and tries for minutes when it cannot.
  globalThis.fetch = (input, init) =>
    String(input).startsWith("https://tiktoken.pages.dev/")
      ? Promise.resolve(Response.json(o200k))
      : unmetered(input, init);
});
afterEach(async () => {
  await app.stop();
  globalThis.fetch = unmetered;
  vi.unstubAllEnvs();
});

const callbacks = () => [new TollgateCallbackHandler()];
/** Longer than both sides wait for each other. */
const AFTER_GRACE_MS = 400;
const calls = async () => {
  await sleep(AFTER_GRACE_MS);
  return app.calls;
};

/** Each answers as the request asks: plain or streamed, with as many choices, with usage in streams where it is asked for. */
const chat: Answer = ({ body }, response) => {
  const { stream, stream_options, n = 1 } = JSON.parse(body);
  if (stream) return sendEvents(response, chatEvents({ withUsage: stream_options?.include_usage === true }));
  const choices = Array.from({ length: n }, (_, index) => ({ ...chatAnswer().choices[0], index }));
  sendJson(response, chatAnswer({ choices }));
};
const messages: Answer = ({ body }, response) =>
  JSON.parse(body).stream ? sendEvents(response, messageEvents()) : sendJson(response, messageAnswer());

interface ModelOptions {
  /** The app's own, which no hook sees. */
  fetch?: typeof globalThis.fetch;
  [option: string]: unknown;
}

const openAi = ({ fetch, ...options }: ModelOptions = {}) =>
  new ChatOpenAI({
    model: "gpt-4o",
    apiKey: "k",
    maxRetries: 0,
    callbacks: callbacks(),
    ...options,
    configuration: { baseURL: `${app.provider.url}/v1`, ...(fetch && { fetch }) },
  });

/** The same for LangChain alone: what the provider answers, over a transport that is not hooked. */
const past = (): typeof globalThis.fetch => (input, init) => unmetered(input, init);

const anthropic = ({ fetch, ...options }: ModelOptions = {}) =>
  new ChatAnthropic({
    model: "claude-sonnet-4-5",
    anthropicApiKey: "k",
    anthropicApiUrl: app.provider.url,
    maxTokens: 9,
    maxRetries: 0,
    callbacks: callbacks(),
    ...options,
    clientOptions: fetch ? { fetch } : {},
  });

/** Reads a stream to its end, or leaves it after `limit` chunks. */
async function read(stream: AsyncIterable<unknown>, limit = Number.POSITIVE_INFINITY): Promise<void> {
  let chunks = 0;
  for await (const _ of stream) if (++chunks === limit) break;
}

const slowWords: Answer = (_request, response) =>
  sendEvents(response, chatEvents({ words: Array(200).fill("word") }), 5);

it("(a) a stream left early, of which LangChain says no end: one interrupted call of who asked", async () => {
  app = await startMeteredApp(slowWords);
  const metadata = { lc_agent_name: "researcher", thread_id: "t1" };
  await read(await openAi().stream("Hi", { metadata }), 5);
  expect(await calls()).toMatchObject([
    { costStatus: "estimated", record: { source: "wire", usageSource: "interrupted" } },
  ]);
  expect(app.calls[0]?.record.attribution).toEqual({ agent: "researcher", session: "t1" });
});

it("(a) a stream left early that only LangChain sees is charged by what was heard, when the process ends", async () => {
  app = await startMeteredApp(slowWords);
  await read(await openAi({ fetch: past() }).stream("Hi"), 6);
  expect(await calls()).toEqual([]);
  await app.handle.close();
  // "word" five times, heard before the app left: 20 characters, 4 to a token.
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: { source: "langchain", stream: true, usageSource: "interrupted", usage: { outputTokens: 5 } },
    },
  ]);
});

it("(b) two answers to one request carry the same usage twice and are charged once", async () => {
  app = await startMeteredApp(chat);
  const both = await openAi({ n: 2 }).generate([[["human", "Hi"]]]);
  expect(both.generations[0]).toHaveLength(2);
  await openAi({ n: 2, fetch: past() }).invoke("Hi");
  expect((await calls()).map(({ costPicoUsd, record }) => [record.source, costPicoUsd])).toEqual([
    ["wire", CHAT_COST_PICO_USD],
    ["langchain", CHAT_COST_PICO_USD],
  ]);
});

it.each([false, true])("(c) an answer from LangChain's cache is no call; LangChain alone: %s", async (isAlone) => {
  app = await startMeteredApp(chat);
  const model = openAi({ cache: new InMemoryCache(), ...(isAlone && { fetch: past() }) });
  for (let times = 0; times < 3; times += 1) await model.invoke("Hi");
  expect(app.provider.requests).toHaveLength(1);
  expect(await calls()).toHaveLength(1);
});

it.each([
  { isAlone: false, source: "wire" },
  { isAlone: true, source: "langchain" },
])("(d) what LangChain estimates of a stream is never taken: $source", async ({ isAlone, source }) => {
  app = await startMeteredApp(chat);
  const fetch = isAlone ? { fetch: past() } : {};
  await openAi({ streaming: true, ...fetch }).invoke("Hi");
  await openAi({ streaming: true, streamUsage: false, ...fetch }).invoke("Hi");
  // 12 characters of text are 3 tokens by the rule of thumb; LangChain's own estimate is 7.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD, record: { source, usageSource: "provider" } },
    { costStatus: "estimated", record: { source, usageSource: "estimated", usage: { outputTokens: 3 } } },
  ]);
});

it("(e) Anthropic's cumulative output is counted once on the wire; LangChain's sum of it is marked as an estimate", async () => {
  app = await startMeteredApp(messages, { provider: "anthropic" });
  await read(await anthropic().stream("Hi"));
  await read(await anthropic({ fetch: past() }).stream("Hi"));
  // 200 in all, of which LangChain adds the 1 of the start once more.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: MESSAGE_COST_PICO_USD, record: { usage: { outputTokens: 200 } } },
    { costStatus: "estimated", record: { usageSource: "estimated", usage: { outputTokens: 201 } } },
  ]);
});

it("(f) one-hour cache writes, which LangChain's own counts leave out, are priced as such by LangChain alone too", async () => {
  app = await startMeteredApp(messages, { provider: "anthropic" });
  await anthropic({ fetch: past() }).invoke("Hi");
  await read(await anthropic({ fetch: past() }).stream("Hi"));
  // One output token more than the plain answer, at $15 per million.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: MESSAGE_COST_PICO_USD, record: { usage: { cacheWrite1hTokens: 40 } } },
    { costPicoUsd: MESSAGE_COST_PICO_USD + 15_000_000, record: { usage: { cacheWrite1hTokens: 40 } } },
  ]);
});

it("(g) streamEvents of a model, which calls no callback in its newest form, is one call in every form", async () => {
  app = await startMeteredApp(chat);
  await read(openAi().streamEvents("Hi") as unknown as AsyncIterable<unknown>);
  await read(openAi().streamEvents("Hi", { version: "v2" }));
  expect((await calls()).map(({ costPicoUsd, record }) => [record.source, costPicoUsd])).toEqual(
    Array(2).fill(["wire", CHAT_COST_PICO_USD]),
  );
});

it("(h) embeddings, which have no callbacks, are metered on the wire", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, EMBEDDINGS_ANSWER));
  const configuration = { baseURL: `${app.provider.url}/v1` };
  await new OpenAIEmbeddings({ model: "text-embedding-3-small", apiKey: "k", configuration }).embedQuery("Hi");
  expect(await calls()).toMatchObject([
    { costPicoUsd: EMBEDDINGS_COST_PICO_USD, record: { source: "wire", operation: "embeddings" } },
  ]);
});

it.each([
  { isAlone: false, source: "wire" },
  { isAlone: true, source: "langchain" },
])("(i) two handlers do not charge a call twice, nor does one given twice: $source", async ({ isAlone, source }) => {
  app = await startMeteredApp(chat);
  const [one] = callbacks();
  const model = openAi({ callbacks: [one, one], ...(isAlone && { fetch: past() }) });
  await model.invoke("Hi", { callbacks: [...callbacks(), one as TollgateCallbackHandler] });
  expect((await calls()).map(({ record }) => record.source)).toEqual([source]);
});

it("(j) with LangChain's callbacks in the background, calls at once are each of who asked", async () => {
  vi.stubEnv("LANGCHAIN_CALLBACKS_BACKGROUND", "true");
  app = await startMeteredApp(chat);
  const customers = ["a", "b", "c", "d"];
  await Promise.all(
    customers.map((customer) => withAttribution({ customer }, () => openAi({ fetch: past() }).invoke("Hi"))),
  );
  expect((await calls()).map(({ record }) => record.attribution.customer).toSorted()).toEqual(customers);
});

it("(k) LangChain leaves the tier out of plain answers: the wire has it, and alone it is the one that was asked for", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer({ service_tier: "priority" })));
  await openAi({ service_tier: "priority" }).invoke("Hi");
  await openAi({ service_tier: "priority", fetch: past() }).invoke("Hi");
  // gpt-4o at priority: 600 × 4.25 + 400 × 2.125 + 200 × 17.00 $ per million = $0.0068.
  expect(await calls()).toMatchObject([
    { costPicoUsd: 6_800_000_000, record: { source: "wire", serviceTier: "priority" } },
    { costPicoUsd: 6_800_000_000, record: { source: "langchain", serviceTier: "priority" } },
  ]);
});

it("an answer that is there at once and read slowly keeps who asked for it", async () => {
  app = await startMeteredApp(chat);
  const metadata = { lc_agent_name: "researcher" };
  for await (const _ of await openAi().stream("Hi", { metadata })) await sleep(120);
  expect(await calls()).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { source: "wire", attribution: { agent: "researcher" } } },
  ]);
});

it("several prompts in one request of a completion model are one charge", async () => {
  app = await startMeteredApp(({ body }, response) => {
    const choices = JSON.parse(body).prompt.map((_: string, index: number) => ({ index, text: "Hi", logprobs: null }));
    const id = `cmpl-${app.provider.requests.length}abcdefgh`;
    sendJson(response, { id, object: "text_completion", model: "gpt-3.5-turbo-instruct", choices, usage: CHAT_USAGE });
  });
  const model = (fetch?: typeof globalThis.fetch) =>
    new OpenAI({
      model: "gpt-3.5-turbo-instruct",
      apiKey: "k",
      maxRetries: 0,
      callbacks: callbacks(),
      configuration: { baseURL: `${app.provider.url}/v1`, ...(fetch && { fetch }) },
    });
  await model().generate(["a", "b", "c"]);
  await model(past()).generate(["a", "b", "c"]);
  const usage = { inputTokens: 1000, outputTokens: 200 };
  expect(await calls()).toMatchObject([
    { record: { source: "wire", operation: "text_completion", usage } },
    { record: { source: "langchain", operation: "text_completion", usage, provider: "openai" } },
  ]);
  expect(app.calls[0]?.costPicoUsd).toBeGreaterThan(0);
});
