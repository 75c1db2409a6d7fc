import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import { askForUsage } from "../../instrumentation/wire/stream-usage.ts";
import { CHAT_COST_PICO_USD, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, type MeteredAppOptions, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

const REQUEST = { model: "gpt-4o", messages: [{ role: "user" as const, content: "Hi" }], stream: true as const };
const OPENAI = { url: "https://api.openai.com/v1/chat/completions", provider: "openai" };

/** As OpenAI: counts only where they are asked for. */
async function serve(options: MeteredAppOptions = {}): Promise<MeteredApp> {
  app = await startMeteredApp(
    ({ body, headers }, response) => {
      if (Number(headers["content-length"]) !== Buffer.byteLength(body)) return sendJson(response, {}, 400);
      const { stream, stream_options } = JSON.parse(body);
      if (!stream) return sendJson(response, chatAnswer());
      return sendEvents(response, chatEvents({ withUsage: stream_options?.include_usage === true }));
    },
    { env: { TOLLGATE_STREAM_USAGE: "request" }, ...options },
  );
  return app;
}

function post(
  { provider }: MeteredApp,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<string> {
  return fetch(`${provider.url}/v1/chat/completions`, { method: "POST", body, headers }).then((answer) =>
    answer.text(),
  );
}

it("openai: a stream that did not ask is billed by the provider's counts, and has one more chunk without choices", async () => {
  const metered = await serve();
  const openai = new OpenAI({ baseURL: `${metered.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
  const chunks = [];
  for await (const chunk of await openai.chat.completions.create(REQUEST)) chunks.push(chunk);
  await metered.waitForCalls(1);
  expect(metered.calls).toMatchObject([{ costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } }]);
  expect(JSON.parse(metered.provider.requests[0]?.body ?? "")).toEqual({
    ...REQUEST,
    stream_options: { include_usage: true },
  });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 1000 } });
  expect(metered.lines).toEqual([]);
});

it("by default no request is changed", async () => {
  const metered = await serve({ env: {} });
  const body = JSON.stringify(REQUEST);
  await post(metered, body);
  expect(metered.provider.requests[0]?.body).toBe(body);
  expect(metered.calls).toMatchObject([{ record: { usageSource: "estimated" } }]);
});

it("a content-length that the app has set is that of the body that is sent, and other headers stay", async () => {
  const metered = await serve();
  const body = JSON.stringify({ ...REQUEST, messages: [{ role: "user", content: "Grüße 世界" }] });
  await post(metered, body, { "Content-Length": String(Buffer.byteLength(body)), "x-own": "1" });
  const [sent] = metered.provider.requests;
  expect(sent?.headers["x-own"]).toBe("1");
  // {"stream_options":{"include_usage":true},  is 41 characters, of which the brace was there.
  expect(Number(sent?.headers["content-length"])).toBe(Buffer.byteLength(body) + 40);
  expect(metered.calls).toMatchObject([{ record: { usageSource: "provider" } }]);
});

it.each([
  ["not a stream", JSON.stringify({ ...REQUEST, stream: false })],
  ["a stream that asks already", JSON.stringify({ ...REQUEST, stream_options: { include_usage: true } })],
  ["a stream that says no", JSON.stringify({ ...REQUEST, stream_options: { include_usage: false } })],
])("%s is sent as it is", async (_, body) => {
  const metered = await serve();
  await post(metered, body);
  expect(metered.provider.requests[0]?.body).toBe(body);
});

it.each([
  ["a body of bytes", (body: string) => new TextEncoder().encode(body)],
  ["a body that is no JSON", (body: string) => `[${body}`],
])("%s is sent as it is", async (_, bodyOf) => {
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents({ withUsage: false })), {
    env: { TOLLGATE_STREAM_USAGE: "request" },
  });
  const body = JSON.stringify(REQUEST);
  await post(app, bodyOf(body));
  expect(app.provider.requests[0]?.body).toBe(new TextDecoder().decode(await new Response(bodyOf(body)).bytes()));
});

it.each([
  ["a provider that documents no such field", "mistral_ai"],
  ["an unknown host", null],
] as [string, string | null][])("%s is sent what the app wrote", async (_, provider) => {
  const metered = await serve({ provider });
  const body = JSON.stringify(REQUEST);
  await post(metered, body);
  expect(metered.provider.requests[0]?.body).toBe(body);
});

it("a number that no parse survives stays as it was written", () => {
  const body = '{ "model":"gpt-4o","seed":12345678901234567,"stream":true,"messages":[]}';
  const [, init] = askForUsage([OPENAI.url, { method: "POST", body }], OPENAI) ?? [];
  expect(init?.body).toBe(`{"stream_options":{"include_usage":true}, ${body.slice(2)}`);
});

it.each([
  [null, { include_usage: true }],
  [{ include_obfuscation: false }, { include_obfuscation: false, include_usage: true }],
])("stream_options %j become %j", (given, sent) => {
  const body = JSON.stringify({ ...REQUEST, stream_options: given });
  const [, init] = askForUsage([OPENAI.url, { body }], OPENAI) ?? [];
  expect(JSON.parse(String(init?.body))).toEqual({ ...REQUEST, stream_options: sent });
});

const AZURE = "https://x.openai.azure.com/openai";
it.each([
  [
    "its last version without the field",
    `${AZURE}/deployments/d/chat/completions?api-version=2024-08-01-preview`,
    false,
  ],
  ["its first version with it", `${AZURE}/deployments/d/chat/completions?api-version=2024-09-01-preview`, true],
  ["a later version", `${AZURE}/deployments/d/chat/completions?api-version=2024-10-21`, true],
  ["a path of old without a version", `${AZURE}/deployments/d/chat/completions`, false],
  ["the path without versions", `${AZURE}/v1/chat/completions`, true],
  ["the path without versions, as preview", `${AZURE}/v1/chat/completions?api-version=preview`, true],
])("Azure: %s (asked: %s)", (_, url, isAsked) => {
  const sent = askForUsage([url, { body: JSON.stringify(REQUEST) }], { url, provider: "azure.ai.openai" });
  expect(sent !== undefined).toBe(isAsked);
  const withData = JSON.stringify({ ...REQUEST, data_sources: [] });
  expect(askForUsage([url, { body: withData }], { url, provider: "azure.ai.openai" })).toBeUndefined();
});
