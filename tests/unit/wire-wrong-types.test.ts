import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import { CHAT_COST_PICO_USD, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

async function serve(type: string, pieces: readonly string[], status = 200): Promise<void> {
  app = await startMeteredApp(async (_request, response) => {
    response.writeHead(status, { "content-type": type });
    for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
    response.end();
  });
}
const REQUEST = { model: "gpt-4o", messages: [{ role: "user" as const, content: "Hi" }] };
const ask = (stream: boolean) =>
  fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify({ ...REQUEST, stream }) });
const JSON_TEXT = JSON.stringify(chatAnswer());
const STREAM = chatEvents().join("");
const EVENTS = "text/event-stream; charset=utf-8";

it.each<[string, string[]]>([
  ["in one piece", [JSON_TEXT]],
  ["in two pieces", [JSON_TEXT.slice(0, 300), JSON_TEXT.slice(300)]],
  ["after an empty line", ["\n", ` ${JSON_TEXT}`]],
  ["after a byte order mark", [`\uFEFF${JSON_TEXT}`]],
  ["with space in it", [JSON.stringify(chatAnswer(), null, 2)]],
])("plain JSON that is named an event stream is a plain answer: %s", async (_name, pieces) => {
  await serve(EVENTS, pieces);
  expect(await (await ask(true)).text()).toBe(pieces.join("").replace(/^\uFEFF/, ""));
  expect(app.calls).toMatchObject([
    { costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD, record: { responseId: "chatcmpl-9x1" } },
  ]);
});

it("an error that is named an event stream is free, under the provider's code", async () => {
  const error = JSON.stringify({ error: { message: "Too much", code: "context_length_exceeded" } });
  await serve(EVENTS, [error]);
  await (await ask(true)).text();
  expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "context_length_exceeded" } }]);
});

it("and where it is refused by its status too", async () => {
  await serve(EVENTS, [JSON.stringify({ error: { message: "No", code: "rate_limit_exceeded" } })], 429);
  const openai = new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
  await expect(openai.chat.completions.create({ ...REQUEST, stream: true })).rejects.toMatchObject({ status: 429 });
  expect(app.calls).toMatchObject([
    { costStatus: "free", record: { errorType: "rate_limit_exceeded", httpStatus: 429 } },
  ]);
});

it("events that are named JSON are a stream, as openai reads them", async () => {
  await serve("application/json", [STREAM.slice(0, 9), STREAM.slice(9)]);
  const openai = new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
  let text = "";
  for await (const chunk of await openai.chat.completions.create({ ...REQUEST, stream: true }))
    text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe("Grüße, 世界 👋");
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    { costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD, record: { stream: true, usageSource: "provider" } },
  ]);
});

it.each([
  ["subtitles", "1\n00:00:00 --> 00:00:02\nHi", "unpriced"],
  ["text that begins with a bracket", "[Music] Hi", "unpriced"],
  ["nothing", "", "unpriced"],
  ["JSON all the same", '{"text":"Hi","usage":{"type":"duration","seconds":90}}', "priced"],
])("a transcription as plain text: %s", async (_name, text, costStatus) => {
  await serve("text/plain; charset=utf-8", [text]);
  const form = new FormData();
  form.set("model", "whisper-1");
  form.set("file", new File(["x"], "a.wav"));
  await (await fetch(`${app.provider.url}/v1/audio/transcriptions`, { method: "POST", body: form })).text();
  expect(app.calls).toMatchObject([{ costStatus, record: { stream: false, requestModel: "whisper-1" } }]);
  expect(app.calls[0]?.record).not.toHaveProperty("errorType");
});

it("a stream of which only an empty line has come is interrupted", async () => {
  await serve(EVENTS, ["\n"]);
  await (await ask(true)).text();
  expect(app.calls).toMatchObject([{ costStatus: "estimated", record: { usageSource: "interrupted", stream: true } }]);
});
