import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";
import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import { chatAnswer, chatEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const WORDS = Array.from({ length: 200 }, () => "word");
const slowStream: Answer = (_request, response) => sendEvents(response, chatEvents({ words: WORDS }), 5);
const request = { model: "gpt-4o", messages: [{ role: "user" as const, content: "Hi" }], stream: true as const };
const openai = () => new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });

function callRaw(init: RequestInit = {}): Promise<Response> {
  return fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(request), ...init });
}

function expectInterrupted(): void {
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: { usageSource: "interrupted", responseModel: "gpt-4o-2024-08-06", responseId: "chatcmpl-9x2" },
    },
  ]);
  const { usage } = app.calls[0]?.record ?? {};
  expect(usage?.inputTokens).toBeGreaterThan(0);
  expect(usage?.outputTokens).toBeGreaterThan(0);
  expect(usage?.outputTokens).toBeLessThan(200);
  expect(app.calls[0]?.costPicoUsd).toBeGreaterThan(0);
  expect(app.calls[0]?.record).not.toHaveProperty("errorType");
}

it("openai: leaving the loop early is one interrupted call, estimated from what was seen", async () => {
  app = await startMeteredApp(slowStream);
  let chunks = 0;
  for await (const _ of await openai().chat.completions.create(request)) if (++chunks === 5) break;
  await app.waitForCalls(1);
  expectInterrupted();
  // Role, then four words: 16 characters are 4 tokens.
  expect(app.calls[0]?.record.usage?.outputTokens).toBe(4);
});

it("openai: an abort throws as without us and is one interrupted call", async () => {
  app = await startMeteredApp(slowStream);
  const controller = new AbortController();
  let chunks = 0;
  for await (const _ of await openai().chat.completions.create(request, { signal: controller.signal })) {
    if (++chunks === 5) controller.abort();
  }
  await app.waitForCalls(1);
  expectInterrupted();
});

it("ai: an aborted stream is one interrupted call", async () => {
  app = await startMeteredApp(slowStream);
  const controller = new AbortController();
  const model = createOpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" }).chat("gpt-4o");
  let chunks = 0;
  for await (const _ of streamText({ model, prompt: "Hi", abortSignal: controller.signal }).textStream) {
    if (++chunks === 5) controller.abort();
  }
  await app.waitForCalls(1);
  expectInterrupted();
});

it("raw fetch: a cancelled body, a cancelled reader and an abort each are one interrupted call", async () => {
  app = await startMeteredApp(slowStream);
  await (await callRaw()).body?.cancel();
  const reader = (await callRaw()).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  const controller = new AbortController();
  const response = await callRaw({ signal: controller.signal });
  controller.abort();
  await expect(response.text()).rejects.toMatchObject({ name: "AbortError" });
  await app.waitForCalls(3);
  await sleep(50);
  expect(app.calls.map(({ record }) => record.usageSource)).toEqual(["interrupted", "interrupted", "interrupted"]);
});

it("an abort before the answer is interrupted, one before the request is no call", async () => {
  app = await startMeteredApp(async (_request, response) => {
    await sleep(200);
    sendJson(response, chatAnswer());
  });
  await expect(callRaw({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  await expect(callRaw({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: { usageSource: "interrupted", errorType: "TimeoutError", usage: { outputTokens: 0 } },
    },
  ]);
});

it("a stream that openai sends without usage is estimated", async () => {
  app = await startMeteredApp((_request, response) =>
    sendEvents(response, chatEvents({ words: WORDS, withUsage: false })),
  );
  for await (const _ of await openai().chat.completions.create(request));
  await app.waitForCalls(1);
  // 200 words of 4 characters are 200 tokens.
  expect(app.calls).toMatchObject([
    { costStatus: "estimated", record: { usageSource: "estimated", usage: { outputTokens: 200 } } },
  ]);
});

it("a stream cut by the provider's end is interrupted, with the counts it had sent if they were the last", async () => {
  let withUsage = false;
  app = await startMeteredApp((_request, response) =>
    sendEvents(response, chatEvents({ words: ["word"], withUsage, withDone: false })),
  );
  await (await callRaw()).text();
  withUsage = true;
  await (await callRaw()).text();
  expect(app.calls.map(({ record }) => record.usageSource)).toEqual(["interrupted", "provider"]);
});

it("a connection broken in the middle throws as without us and is interrupted", async () => {
  app = await startMeteredApp((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(
      chatEvents({ words: ["word"] })
        .slice(0, 2)
        .join(""),
    );
    setTimeout(() => response.destroy(), 50);
  });
  await expect((await callRaw()).text()).rejects.toThrow(TypeError);
  expect(app.calls).toMatchObject([
    { costStatus: "estimated", record: { usageSource: "interrupted", errorType: "UND_ERR_SOCKET" } },
  ]);
});

it("answers that nobody reads are ended as interrupted, at the latest with the process", async () => {
  app = await startMeteredApp(slowStream);
  const unread = await callRaw();
  const reader = (await callRaw()).body?.getReader();
  await reader?.read();
  await app.handle.close();
  expect(app.calls.map(({ record }) => record.usageSource)).toEqual(["interrupted", "interrupted"]);
  expect(unread.bodyUsed).toBe(false);
});

it("a stream that the app forgets without a word is ended when its reader is collected", async () => {
  app = await startMeteredApp(slowStream);
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const forget = async () => {
    const reader = (await callRaw()).body?.getReader();
    // The first piece may be the role alone, without text.
    for (let reads = 0; reads < 3; reads += 1) await reader?.read();
  };
  await forget();
  for (let turns = 0; app.calls.length === 0 && turns < 100; turns += 1) {
    await sleep(10);
    collectGarbage();
  }
  expectInterrupted();
});

it("a provider that cannot be reached is a free call with the system's code", async () => {
  app = await startMeteredApp(() => {}, { env: { TOLLGATE_HOSTS: "127.0.0.1:9=openai" } });
  const failing = fetch("http://127.0.0.1:9/v1/chat/completions", { method: "POST", body: JSON.stringify(request) });
  await expect(failing).rejects.toThrow(TypeError);
  expect(app.calls).toMatchObject([{ costStatus: "free", costPicoUsd: 0 }]);
  expect(app.calls[0]?.record.errorType).toBeTruthy();
});

it("an answer 200 without counts is estimated", async () => {
  app = await startMeteredApp((_request, response) =>
    sendJson(response, chatAnswer({ usage: undefined, choices: [{ message: { content: "x".repeat(400) } }] })),
  );
  await (await callRaw()).text();
  await (await callRaw()).json();
  const url = `${app.provider.url}/v1/responses`;
  await (
    await fetch(url, { method: "POST", body: JSON.stringify({ model: "gpt-4o", input: "Hi", stream: true }) })
  ).text();
  expect(app.calls).toHaveLength(3);
  const line = `tollgate: Cannot count the tokens of model "gpt-4o-2024-08-06" at ${app.provider.host}: its answer has no usage; charged as an estimate`;
  // Responses always have counts in their last event; what helps chat would be refused there.
  expect(app.lines).toEqual([`${line}; send stream_options: {include_usage: true}\n`, `${line}\n`]);
  // 400 characters are 100 tokens.
  expect(app.calls.slice(0, 2).map(({ record }) => [record.usageSource, record.usage?.outputTokens])).toEqual([
    ["estimated", 100],
    ["estimated", 100],
  ]);
});

it("an answer 200 that is no JSON fails in the app as without us and is never a silent $0", async () => {
  app = await startMeteredApp((_request, response) => {
    response.setHeader("content-type", "text/html").end(`<html>${"x".repeat(394)}`);
  });
  await expect((await callRaw()).json()).rejects.toThrow(SyntaxError);
  expect(await (await callRaw()).text()).toContain("<html>");
  for (const call of app.calls) {
    // The request may have been worked on, the page was not generated.
    expect(call.costPicoUsd).toBeGreaterThan(0);
    expect(call).toMatchObject({
      costStatus: "estimated",
      record: { errorType: "invalid_answer", usage: { outputTokens: 0 } },
    });
  }
  expect(app.calls).toHaveLength(2);
  expect(app.lines).toEqual([
    `tollgate: Cannot read the answer of ${app.provider.host}: not the JSON of openai; charged as an estimate\n`,
  ]);
});

it("a refusal that the app does not read is a free call within a second or so, not when its answer is collected", async () => {
  const refusal = { error: { code: "rate_limit_exceeded" } };
  app = await startMeteredApp((_request, response) => {
    response.writeHead(429, { "content-type": "application/json" });
    response.end(JSON.stringify(refusal));
  });
  const response = await callRaw();
  const [call] = await app.waitForCalls(1);
  expect([call?.costStatus, call?.record.errorType, response.bodyUsed]).toEqual(["free", "429", false]);
  // What the app reads later is as it was, and is no second call.
  expect(await response.json()).toEqual(refusal);
  expect(app.calls).toHaveLength(1);
});
