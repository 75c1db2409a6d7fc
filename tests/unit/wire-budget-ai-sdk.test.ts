import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import * as ai7 from "ai";
import { createOpenAI as createOpenAI3 } from "ai-sdk-openai-v3";
import * as ai6 from "ai-v6";
import { afterEach, expect, it } from "vitest";
import type { BudgetGuard } from "../../instrumentation/budget/budget-guard.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const MESSAGE =
  'Call refused by budget "team-a": $10.00 of $10.00 used in total; it does not reset: raise the limit to go on';
const guard: BudgetGuard = {
  reserve: () => ({
    outcome: "blocked",
    block: {
      budget: "team-a",
      scope: "total",
      scopeValue: "",
      period: "total",
      limitPicoUsd: 10n ** 13n,
      spentPicoUsd: 10n ** 13n,
      message: MESSAGE,
    },
  }),
  ready: () => Promise.resolve(),
  refresh: () => Promise.resolve(),
  close: () => {},
};

const openai = (headers?: Record<string, string>) =>
  createOpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", ...(headers && { headers }) }).chat("gpt-4o");
const openai3 = () => createOpenAI3({ baseURL: `${app.provider.url}/v1`, apiKey: "k" }).chat("gpt-4o");
const claude = () => createAnthropic({ baseURL: `${app.provider.url}/v1`, apiKey: "k" })("claude-sonnet-4-5");
const schema = ai7.jsonSchema({ type: "object", properties: { a: { type: "string" } } });

/** The first error that a stream carries: reading one does not throw. */
async function errorIn(stream: AsyncIterable<{ type: string; error?: unknown }>): Promise<never> {
  for await (const part of stream) if (part.type === "error") throw part.error;
  throw new Error("The stream carries no error");
}

it.each<[string, () => Promise<unknown>]>([
  ["generateText", () => ai7.generateText({ model: openai(), prompt: "Hi" })],
  [
    "generateText of an app that names itself",
    () => ai7.generateText({ model: openai({ "user-agent": "shop/1.0" }), prompt: "Hi" }),
  ],
  ["generateText of Anthropic", () => ai7.generateText({ model: claude(), prompt: "Hi" })],
  ["generateObject", () => ai7.generateObject({ model: openai(), prompt: "Hi", schema })],
  ["streamText", () => errorIn(ai7.streamText({ model: openai(), prompt: "Hi", onError: () => {} }).fullStream)],
  [
    "streamText of Anthropic",
    () => errorIn(ai7.streamText({ model: claude(), prompt: "Hi", onError: () => {} }).fullStream),
  ],
  [
    "streamObject",
    () => errorIn(ai7.streamObject({ model: openai(), prompt: "Hi", schema, onError: () => {} }).fullStream),
  ],
  ["ToolLoopAgent.generate", () => new ai7.ToolLoopAgent({ model: openai() }).generate({ prompt: "Hi" })],
  [
    "ToolLoopAgent.stream",
    async () => errorIn((await new ai7.ToolLoopAgent({ model: openai() }).stream({ prompt: "Hi" })).fullStream),
  ],
  [
    "embed",
    () =>
      ai7.embed({
        model: createOpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k" }).embedding("text-embedding-3-small"),
        value: "Hi",
      }),
  ],
  ["generateText of version 6", () => ai6.generateText({ model: openai3(), prompt: "Hi" })],
  [
    "streamText of version 6",
    () => errorIn(ai6.streamText({ model: openai3(), prompt: "Hi", onError: () => {} }).fullStream),
  ],
  ["ToolLoopAgent.generate of version 6", () => new ai6.ToolLoopAgent({ model: openai3() }).generate({ prompt: "Hi" })],
])("the AI SDK's %s sees status 429 and the budget, once, and nothing is sent", async (_name, call) => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { guard });
  await expect(call()).rejects.toMatchObject({
    name: "BudgetExceededError",
    status: 429,
    budget: "team-a",
    message: MESSAGE,
  });
  expect(app.provider.requests).toEqual([]);
  expect(app.calls).toMatchObject([
    { costStatus: "free", record: { errorType: "blocked", budget: { outcome: "blocked", name: "team-a" } } },
  ]);
});

it.each([undefined, "OpenAI/JS 6.0.0", "openai/7.0.173", "not-ai/1.0", "chai/5.0 ai"])(
  "a caller with user agent %s gets an answer with status 429 and no error",
  async (userAgent) => {
    app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { guard });
    const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
    const response = await fetch(`${app.provider.url}/v1/chat/completions`, {
      method: "POST",
      body,
      headers: userAgent === undefined ? {} : { "user-agent": userAgent },
    });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { message: MESSAGE } });
  },
);
