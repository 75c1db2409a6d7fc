import { InMemoryCache } from "@langchain/core/caches";
import { OpenAIEmbeddings } from "@langchain/openai";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { anthropicModel, callbacks, callsOf, type ModelOptions, openAiModel, readStream } from "./langchain-models.ts";
import {
  CHAT_COST_PICO_USD,
  chatAnswer,
  chatEvents,
  EMBEDDINGS_ANSWER,
  EMBEDDINGS_COST_PICO_USD,
  MESSAGE_COST_PICO_USD,
  messageAnswer,
  messageEvents,
} from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

/** In the form of LangChain's tokenizer; every byte is a token. */
const VOCABULARY = {
  pat_str: "[^]",
  special_tokens: {},
  bpe_ranks: `! 0 ${Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]).toString("base64")).join(" ")}`,
};

let app: MeteredApp;
const unmetered = globalThis.fetch;
beforeEach(() => {
  // Where LangChain estimates what a stream used it fetches a vocabulary, and tries for minutes when it cannot.
  globalThis.fetch = (input, init) =>
    String(input).startsWith("https://tiktoken.pages.dev/")
      ? Promise.resolve(Response.json(VOCABULARY))
      : unmetered(input, init);
});
afterEach(async () => {
  await app.stop();
  globalThis.fetch = unmetered;
  vi.unstubAllEnvs();
});

const openAi = (options?: ModelOptions) => openAiModel(app, options);
const anthropic = (options?: ModelOptions) => anthropicModel(app, options);
const calls = () => callsOf(app);

/** Each answers as the request asks: plain or streamed, with as many choices, with usage in streams where it is asked for. */
const chat: Answer = ({ body }, response) => {
  const { stream, stream_options, n = 1 } = JSON.parse(body);
  if (stream) return sendEvents(response, chatEvents({ withUsage: stream_options?.include_usage === true }));
  const choices = Array.from({ length: n }, (_, index) => ({ ...chatAnswer().choices[0], index }));
  sendJson(response, chatAnswer({ choices }));
};
const messages: Answer = ({ body }, response) =>
  JSON.parse(body).stream ? sendEvents(response, messageEvents()) : sendJson(response, messageAnswer());

/** The same for LangChain alone: what the provider answers, over a transport that is not hooked. */
const past = (): typeof globalThis.fetch => (input, init) => unmetered(input, init);

const slowWords: Answer = (_request, response) =>
  sendEvents(response, chatEvents({ words: Array(200).fill("word") }), 5);

it("(a) a stream left early, of which LangChain says no end: one interrupted call of who asked", async () => {
  app = await startMeteredApp(slowWords);
  const metadata = { lc_agent_name: "researcher", thread_id: "t1" };
  await readStream(await openAi().stream("Hi", { metadata }), 5);
  expect(await calls()).toMatchObject([
    { costStatus: "estimated", record: { source: "wire", usageSource: "interrupted" } },
  ]);
  expect(app.calls[0]?.record.attribution).toEqual({ agent: "researcher", session: "t1" });
});

it("(a) a stream left early that only LangChain sees is charged by what was heard, when the process ends", async () => {
  app = await startMeteredApp(slowWords);
  await readStream(await openAi({ fetch: past() }).stream("Hi"), 6);
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
  // 12 characters of text are 3 tokens by the rule of thumb; LangChain's own estimate is one for each of 20 bytes.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD, record: { source, usageSource: "provider" } },
    { costStatus: "estimated", record: { source, usageSource: "estimated", usage: { outputTokens: 3 } } },
  ]);
});

it("(e) Anthropic's cumulative output is counted once on the wire; LangChain's sum of it is marked as an estimate", async () => {
  app = await startMeteredApp(messages, { provider: "anthropic" });
  await readStream(await anthropic().stream("Hi"));
  await readStream(await anthropic({ fetch: past() }).stream("Hi"));
  // 200 in all, of which LangChain adds the 1 of the start once more.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: MESSAGE_COST_PICO_USD, record: { usage: { outputTokens: 200 } } },
    { costStatus: "estimated", record: { usageSource: "estimated", usage: { outputTokens: 201 } } },
  ]);
});

it("(f) one-hour cache writes, which LangChain's own counts leave out, are priced as such by LangChain alone too", async () => {
  app = await startMeteredApp(messages, { provider: "anthropic" });
  await anthropic({ fetch: past() }).invoke("Hi");
  await readStream(await anthropic({ fetch: past() }).stream("Hi"));
  // One output token more than the plain answer, at $15 per million.
  expect(await calls()).toMatchObject([
    { costStatus: "priced", costPicoUsd: MESSAGE_COST_PICO_USD, record: { usage: { cacheWrite1hTokens: 40 } } },
    { costPicoUsd: MESSAGE_COST_PICO_USD + 15_000_000, record: { usage: { cacheWrite1hTokens: 40 } } },
  ]);
});

it("(g) streamEvents of a model, which calls no callback in its newest form, is one call in every form", async () => {
  app = await startMeteredApp(chat);
  await readStream(openAi().streamEvents("Hi") as unknown as AsyncIterable<unknown>);
  await readStream(openAi().streamEvents("Hi", { version: "v2" }));
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
  const one = new TollgateCallbackHandler();
  const model = openAi({ callbacks: [one, one], ...(isAlone && { fetch: past() }) });
  await model.invoke("Hi", { callbacks: [...callbacks(), one] });
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
