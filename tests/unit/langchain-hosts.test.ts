import { setTimeout as sleep } from "node:timers/promises";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { OpenAI } from "@langchain/openai";
import { afterEach, expect, it } from "vitest";
import { AFTER_GRACE_MS, callbacks, callsOf, openAiModel, readStream } from "./langchain-models.ts";
import { CHAT_COST_PICO_USD, CHAT_USAGE, chatEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
const unmetered = globalThis.fetch;
afterEach(async () => {
  await app.stop();
  globalThis.fetch = unmetered;
});

it("an answer that is there at once and read slowly keeps who asked for it", async () => {
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents()));
  const metadata = { lc_agent_name: "researcher" };
  for await (const _ of await openAiModel(app).stream("Hi", { metadata })) await sleep(120);
  expect(await callsOf(app)).toMatchObject([
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
  await model((input, init) => unmetered(input, init)).generate(["a", "b", "c"]);
  const usage = { inputTokens: 1000, outputTokens: 200 };
  expect(await callsOf(app)).toMatchObject([
    { record: { source: "wire", operation: "text_completion", usage } },
    { record: { source: "langchain", operation: "text_completion", usage, provider: "openai" } },
  ]);
  expect(app.calls[0]?.costPicoUsd).toBeGreaterThan(0);
});

it("Google, which gives LangChain no id and no thoughts: one call by the wire, and alone the thoughts are in the output", async () => {
  const usageMetadata = {
    promptTokenCount: 1000,
    cachedContentTokenCount: 400,
    candidatesTokenCount: 150,
    thoughtsTokenCount: 50,
    totalTokenCount: 1200,
  };
  const candidate = { index: 0, finishReason: "STOP", content: { role: "model", parts: [{ text: "Hi" }] } };
  const answer = { candidates: [candidate], usageMetadata, modelVersion: "gemini-2.5-flash", responseId: "g1" };
  const google: Answer = ({ path }, response) =>
    path.includes("streamGenerateContent")
      ? sendEvents(response, [`data: ${JSON.stringify(answer)}\n\n`])
      : sendJson(response, answer);
  app = await startMeteredApp(google, { provider: "gcp.gemini" });
  const options = { model: "gemini-2.5-flash", apiKey: "k", maxRetries: 0, baseUrl: app.provider.url };
  const model = new ChatGoogleGenerativeAI({ ...options, callbacks: callbacks() });
  const metadata = { lc_agent_name: "researcher" };
  await model.invoke("Hi", { metadata });
  await readStream(await model.stream("Hi", { metadata }));
  await sleep(AFTER_GRACE_MS);
  // As where an app replaces fetch after us.
  globalThis.fetch = unmetered;
  await model.invoke("Hi", { metadata });
  const usage = { inputTokens: 1000, cacheReadTokens: 400, outputTokens: 200, reasoningTokens: 50 };
  // 600 × 0.30 + 400 × 0.03 + 200 × 2.50 $ per million = $0.00018 + $0.000012 + $0.0005.
  const call = { costPicoUsd: 692_000_000, record: { usage, attribution: { agent: "researcher" } } };
  expect(await callsOf(app)).toMatchObject([call, call, call]);
  expect(app.calls.map(({ record }) => record.source)).toEqual(["wire", "wire", "langchain"]);
});
