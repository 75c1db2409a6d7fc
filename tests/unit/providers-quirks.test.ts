import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { NO_USAGE } from "../../instrumentation/no-usage.ts";
import { isLocalProvider } from "../../instrumentation/pricing/is-local-provider.ts";
import { priceCall } from "../../instrumentation/pricing/price-call.ts";
import { findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { OPENAI_COMPATIBLE_QUIRKS } from "../../instrumentation/providers/openai-compatible-quirks.ts";
import { readAnswerText } from "../../instrumentation/providers/read-answer-text.ts";
import { chatAnswer } from "./wire-answers.ts";
import { sendJson, startMeteredApp } from "./wire-metered-app.ts";

const chat = findApiShape("chat").shape;
const read = (usage: object) => readAnswerText(chat, JSON.stringify(chatAnswer({ usage }))).usage;
const fixture = (file: string) =>
  readAnswerText(chat, readFileSync(new URL(`../fixtures/answers/${file}`, import.meta.url), "utf8"));
const PLAIN = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

it("each quirk has a source and a host, and no field is changed by two", () => {
  for (const { providers, source, says } of OPENAI_COMPATIBLE_QUIRKS) {
    expect(source).toMatch(/^https:\/\//);
    expect(providers.length).toBeGreaterThan(0);
    expect(says.length).toBeGreaterThan(20);
  }
  const changed = OPENAI_COMPATIBLE_QUIRKS.flatMap(({ field, apply }) => (apply ? [field] : []));
  expect(new Set(changed).size).toBe(changed.length);
});

it.each([
  "x-ai",
  "deepseek",
  "mistral",
  "groq",
  "together",
  "fireworks",
  "perplexity",
  "openrouter",
  "ollama",
  "vllm",
  "lmstudio",
])("%s is in the table", (host) =>
  expect(OPENAI_COMPATIBLE_QUIRKS.some(({ providers }) => providers.includes(host))).toBe(true),
);

it("xAI: reasoning is outside completion_tokens where the total says so, and inside where it does not", () => {
  const details = { completion_tokens_details: { reasoning_tokens: 30 } };
  expect(read({ ...PLAIN, total_tokens: 150, ...details })).toMatchObject({ outputTokens: 50, reasoningTokens: 30 });
  const inside = { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150, ...details };
  expect(read(inside)).toMatchObject({ outputTokens: 50, reasoningTokens: 30 });
});

it("DeepSeek: hits are cached tokens, misses the rest, and the hour decides the price", () => {
  const counts = { ...PLAIN, prompt_cache_hit_tokens: 60, prompt_cache_miss_tokens: 40 };
  const usage = read(counts);
  expect(usage).toEqual({ ...NO_USAGE, inputTokens: 100, outputTokens: 20, cacheReadTokens: 60 });
  const priceAt = (time: string) =>
    priceCall(usage ?? NO_USAGE, { provider: "deepseek", model: "deepseek-v4-flash", atMs: Date.parse(time) });
  const [offPeak, peak] = [priceAt("2026-11-20T04:00:00Z"), priceAt("2026-11-20T03:59:59Z")];
  if (offPeak.status !== "priced" || peak.status !== "priced") throw new Error("DeepSeek has no price");
  expect(peak.costPicoUsd).toBe(2 * offPeak.costPicoUsd);
});

it("Mistral: audio by the second", () => {
  expect(read({ ...PLAIN, prompt_audio_seconds: 12.5 })).toMatchObject({ counted: { audioSecond: 12.5 } });
  expect(read({ ...PLAIN, prompt_audio_seconds: {} })).not.toHaveProperty("counted");
});

it("Groq: a stream's counts in x_groq", () =>
  expect(fixture("groq/stream-usage-in-x-groq.sse.txt").usage?.inputTokens).toBeGreaterThan(0));

it("Together and Moonshot: cached tokens at the top of usage", () =>
  expect(read({ ...PLAIN, cached_tokens: 40 })).toMatchObject({ cacheReadTokens: 40 }));

it("Fireworks: the last event with a choice has the counts, and no other follows", () => {
  const chunk = (delta: object, more: object = {}) =>
    `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta, ...more }] })}\n\n`;
  const last = JSON.stringify({
    id: "1",
    object: "chat.completion.chunk",
    model: "m",
    choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
    usage: PLAIN,
  });
  const text = `${chunk({ role: "assistant" })}${chunk({ content: "Hi" })}data: ${last}\n\ndata: [DONE]\n\n`;
  expect(readAnswerText(chat, text)).toMatchObject({
    isComplete: true,
    usage: { inputTokens: 100, outputTokens: 20 },
  });
});

it("Perplexity: a fee for each request by the size of its search, or for each search", () => {
  expect(read({ ...PLAIN, search_context_size: "high" })?.counted).toEqual({ request: 0, "request/high": 1 });
  expect(read({ ...PLAIN, num_search_queries: 3 })?.counted).toEqual({ webSearch: 3 });
});

it("OpenRouter: its own cost", () =>
  expect(fixture("openrouter/own-cost-beside-counts.json").hostCharge).toEqual({ picoUsd: 4_200_000_000 }));

it.each(["ollama", "vllm", "lmstudio"])("%s is free, and two answers with one id are two calls", async (provider) => {
  expect(isLocalProvider(provider)).toBe(true);
  const app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer({ id: "chatcmpl-7" })), {
    provider,
  });
  const body = JSON.stringify({ model: "llama3.2", messages: [{ role: "user", content: "Hi" }] });
  for (let time = 0; time < 2; time += 1)
    await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
  const status = { costStatus: "free", costPicoUsd: 0, record: { provider, responseId: "chatcmpl-7" } };
  expect(app.calls).toMatchObject([status, status]);
  await app.stop();
});

it("any base URL by configuration: its provider's prices hold", async () => {
  const app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { provider: "openai" });
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
  await (await fetch(`${app.provider.url}/some/gateway/v7/chat/completions`, { method: "POST", body })).json();
  expect(app.calls).toMatchObject([{ costStatus: "priced", record: { provider: "openai" } }]);
  await app.stop();
});
