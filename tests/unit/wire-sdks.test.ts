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

/** 600 × 2.50 + 400 × 1.25 + 200 × 10.00 $ per million, as the chat answer. */
const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_795_000_000,
  status: "completed",
  model: "gpt-4o-2024-08-06",
  output: [
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "Hello", annotations: [] }],
    },
  ],
  service_tier: "default",
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400 },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 50 },
    total_tokens: 1200,
  },
};

function responseEvents(): string[] {
  const begun = { ...RESPONSE, status: "in_progress", output: [], usage: null, service_tier: "auto" };
  const item = { output_index: 0, content_index: 0, item_id: "msg_1" };
  const events = [
    { type: "response.created", response: begun },
    { type: "response.output_item.added", ...item, item: { ...RESPONSE.output[0], content: [] } },
    { type: "response.output_text.delta", ...item, delta: "Hello" },
    { type: "response.output_text.done", ...item, text: "Hello" },
    { type: "response.output_item.done", ...item, item: RESPONSE.output[0] },
    { type: "response.completed", response: RESPONSE },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

const answer: Answer = ({ path, body }, response) => {
  const { stream } = JSON.parse(body);
  if (path.endsWith("/embeddings")) return sendJson(response, EMBEDDINGS_ANSWER);
  if (path.endsWith("/responses")) {
    return stream ? sendEvents(response, responseEvents(), 1) : sendJson(response, RESPONSE);
  }
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

it("openai and ai: the Responses API, plain and streamed", async () => {
  app = await startMeteredApp(answer);
  expect((await openai().responses.create({ model: "gpt-4o", input: "Hi" })).output_text).toBe("Hello");
  for await (const _ of await openai().responses.create({ model: "gpt-4o", input: "Hi", stream: true }));
  expect((await generateText({ model: aiSdk()("gpt-4o"), prompt: "Hi" })).text).toBe("Hello");
  expect(await streamText({ model: aiSdk()("gpt-4o"), prompt: "Hi" }).text).toBe("Hello");
  await app.waitForCalls(4);
  for (const call of app.calls) {
    expect(call).toMatchObject({
      costPicoUsd: CHAT_COST_PICO_USD,
      record: { responseId: "resp_1", serviceTier: "default" },
    });
  }
  for await (const event of await openai().responses.create({ model: "gpt-4o", input: "Hi", stream: true })) {
    if (event.type === "response.output_text.delta") break;
  }
  await app.waitForCalls(5);
  // "Hello" is 5 characters, 2 tokens.
  expect(app.calls[4]?.record).toMatchObject({ usageSource: "interrupted", usage: { outputTokens: 2 } });
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
