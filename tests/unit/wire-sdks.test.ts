import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { ChatOpenAI } from "@langchain/openai";
import { embed, generateText, streamText } from "ai";
import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
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

let app: MeteredApp;
afterEach(() => app.stop());

const answer: Answer = ({ path, body }, response) => {
  const { stream } = JSON.parse(body);
  if (path.endsWith("/embeddings")) return sendJson(response, EMBEDDINGS_ANSWER);
  if (path.endsWith("/messages")) {
    return stream ? sendEvents(response, messageEvents(), 1) : sendJson(response, messageAnswer());
  }
  return stream ? sendEvents(response, chatEvents(), 1) : sendJson(response, chatAnswer());
};

const messages = [{ role: "user" as const, content: "Hi" }];
const openai = () => new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" });
const anthropic = () => new Anthropic({ baseURL: app.provider.url, apiKey: "k" });
const aiSdk = () => createOpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" });

it("openai: a plain answer keeps its object, its request id and its cost", async () => {
  app = await startMeteredApp(answer);
  const completion = await openai().chat.completions.create({ model: "gpt-4o", messages });
  expect(completion).toEqual(chatAnswer());
  expect(completion._request_id).toBe("req_1");
  expect(app.calls).toMatchObject([{ costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD }]);
});

it("openai: a stream gives every chunk and is charged once, with the time to its first chunk", async () => {
  app = await startMeteredApp(answer);
  const stream = await openai().chat.completions.create({
    model: "gpt-4o",
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("Grüße, 世界 👋");
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { stream: true, usageSource: "provider" } },
  ]);
  expect(app.calls[0]?.record.timeToFirstChunkMs).toBeGreaterThan(0);
});

it("openai: asResponse() and embeddings", async () => {
  app = await startMeteredApp(answer);
  const response = await openai().chat.completions.create({ model: "gpt-4o", messages }).asResponse();
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(JSON.stringify(chatAnswer()));
  await openai().embeddings.create({ model: "text-embedding-3-small", input: "Hi", encoding_format: "float" });
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD },
    {
      costPicoUsd: EMBEDDINGS_COST_PICO_USD,
      record: { operation: "embeddings", usage: { inputTokens: 1000, outputTokens: 0 } },
    },
  ]);
});

it("anthropic: cached tokens are part of the input, one-hour writes are priced as such", async () => {
  app = await startMeteredApp(answer, { provider: "anthropic" });
  const message = await anthropic().messages.create({ model: "claude-sonnet-4-5", max_tokens: 100, messages });
  expect(message.content).toEqual([{ type: "text", text: "Hello" }]);
  const usage = {
    inputTokens: 1000,
    outputTokens: 200,
    cacheReadTokens: 300,
    cacheWriteTokens: 100,
    cacheWrite1hTokens: 40,
    reasoningTokens: 0,
  };
  expect(app.calls).toMatchObject([{ costPicoUsd: MESSAGE_COST_PICO_USD, record: { responseId: "msg_01A", usage } }]);
});

it("anthropic: a stream's cumulative counts replace each other, in both of the SDK's ways to stream", async () => {
  app = await startMeteredApp(answer, { provider: "anthropic" });
  const request = { model: "claude-sonnet-4-5", max_tokens: 100, messages };
  for await (const _ of await anthropic().messages.create({ ...request, stream: true }));
  expect(await anthropic().messages.stream(request).finalText()).toBe("Hello");
  await app.waitForCalls(2);
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([MESSAGE_COST_PICO_USD, MESSAGE_COST_PICO_USD]);
});

it("ai: generateText, streamText and embed", async () => {
  app = await startMeteredApp(answer);
  expect((await generateText({ model: aiSdk().chat("gpt-4o"), prompt: "Hi" })).text).toBe("Grüße, 世界 👋");
  expect(await streamText({ model: aiSdk().chat("gpt-4o"), prompt: "Hi" }).text).toBe("Grüße, 世界 👋");
  await embed({ model: aiSdk().embedding("text-embedding-3-small"), value: "Hi" });
  await app.waitForCalls(3);
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([
    CHAT_COST_PICO_USD,
    CHAT_COST_PICO_USD,
    EMBEDDINGS_COST_PICO_USD,
  ]);
});

it("@langchain/openai without our handler: invoke and stream", async () => {
  app = await startMeteredApp(answer);
  const model = new ChatOpenAI({ model: "gpt-4o", apiKey: "k", configuration: { baseURL: `${app.provider.url}/v1` } });
  expect((await model.invoke("Hi")).text).toBe("Grüße, 世界 👋");
  let text = "";
  for await (const chunk of await model.stream("Hi")) text += chunk.text;
  expect(text).toBe("Grüße, 世界 👋");
  await app.waitForCalls(2);
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([CHAT_COST_PICO_USD, CHAT_COST_PICO_USD]);
});

it("a provider's error reaches the SDK as it is and is a free call under the provider's code", async () => {
  const error = { message: "Rate limit reached", type: "requests", param: null, code: "rate_limit_exceeded" };
  app = await startMeteredApp((_request, response) => sendJson(response, { error }, 429));
  const failing = new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
  await expect(failing.chat.completions.create({ model: "gpt-4o", messages })).rejects.toMatchObject({
    status: 429,
    code: "rate_limit_exceeded",
    requestID: "req_1",
  });
  expect(app.calls).toMatchObject([
    { costStatus: "free", costPicoUsd: 0, record: { errorType: "rate_limit_exceeded", httpStatus: 429 } },
  ]);
  expect(app.calls[0]?.record).not.toHaveProperty("usage");
});

it("anthropic: an overloaded provider is free, an error in the middle of a stream is not", async () => {
  const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
  app = await startMeteredApp(
    ({ body }, response) => {
      if (!JSON.parse(body).stream) return sendJson(response, error, 529);
      const begun = messageEvents({ words: ["x".repeat(400)] }).slice(0, 4);
      return sendEvents(response, [...begun, `event: error\ndata: ${JSON.stringify(error)}\n\n`]);
    },
    { provider: "anthropic" },
  );
  const failing = new Anthropic({ baseURL: app.provider.url, apiKey: "k", maxRetries: 0 });
  const request = { model: "claude-sonnet-4-5", max_tokens: 100, messages };
  await expect(failing.messages.create(request)).rejects.toMatchObject({ status: 529 });
  const reading = (async () => {
    for await (const _ of await failing.messages.create({ ...request, stream: true }));
  })();
  await expect(reading).rejects.toMatchObject({ error: { error: { type: "overloaded_error" } } });
  await app.waitForCalls(2);
  // 400 characters seen are 100 tokens of output; the input was counted by the provider.
  expect(app.calls).toMatchObject([
    { costStatus: "free", record: { errorType: "overloaded_error" } },
    {
      costStatus: "estimated",
      record: {
        errorType: "overloaded_error",
        usageSource: "interrupted",
        usage: { inputTokens: 1000, outputTokens: 100 },
      },
    },
  ]);
});
