import { Readable } from "node:stream";
import OpenAI4 from "openai-v4";
import { afterEach, expect, it } from "vitest";
import { tollgateFetch } from "../../instrumentation/index.ts";
import { CHAT_COST_PICO_USD, chatAnswer } from "./wire-answers.ts";
import { type LocalServer, type MeteredApp, sendJson, startMeteredApp, startServer } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
let server: LocalServer | undefined;
afterEach(async () => {
  await app?.stop();
  await server?.stop();
  app = undefined;
  server = undefined;
});

const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
const ask = async (url: string, fetch = tollgateFetch) =>
  (await fetch(`${url}/v1/chat/completions`, { method: "POST", body })).json();

it("is fetch where nothing meters", async () => {
  server = await startServer((_request, response) => sendJson(response, chatAnswer()));
  expect(await ask(server.url)).toEqual(chatAnswer());
});

it("meters a call once, whoever has put a fetch of their own before ours", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()));
  await ask(app.provider.url);
  const ours = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new Error("Mocked"));
  try {
    expect(await ask(app.provider.url)).toEqual(chatAnswer());
  } finally {
    globalThis.fetch = ours;
  }
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([CHAT_COST_PICO_USD, CHAT_COST_PICO_USD]);
});

it("a client that was built before metering began is metered once it has", async () => {
  const client = { fetch: tollgateFetch };
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()));
  await ask(app.provider.url, client.fetch);
  expect(app.calls).toHaveLength(1);
});

it("without it openai 4 is not seen, which calls through node-fetch", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()));
  const client = new OpenAI4({ baseURL: `${app.provider.url}/v1`, apiKey: "k" });
  await client.chat.completions.create({ model: "gpt-4o", messages: [] });
  expect(app.calls).toEqual([]);
});

it("uploads what node-fetch would: a stream, and a file of openai 4, byte by byte", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, { id: "file-1" }));
  const { url } = app.provider;
  const streamed = { method: "POST", body: Readable.from([Buffer.from("ab"), Buffer.from("cd")]) as never };
  await tollgateFetch(`${url}/upload`, streamed);
  const client = new OpenAI4({ baseURL: `${url}/v1`, apiKey: "k", fetch: tollgateFetch as never });
  const file = new File(["line 1\nline 2\n"], "batch.jsonl");
  expect((await client.files.create({ purpose: "batch", file })).id).toBe("file-1");
  const [plain, form] = app.provider.requests;
  expect(plain?.body).toBe("abcd");
  expect(form?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(form?.body).toContain('filename="batch.jsonl"');
  expect(form?.body).toContain("line 1\nline 2\n");
  expect(app.calls).toEqual([]);
});

it("a transcription of openai 4 is charged by the provider's own numbers, under the model that its form names", async () => {
  const usage = { type: "tokens", input_tokens: 214, output_tokens: 40, total_tokens: 254 };
  app = await startMeteredApp((_request, response) => sendJson(response, { text: "Hello", usage }));
  const client = new OpenAI4({ baseURL: `${app.provider.url}/v1`, apiKey: "k", fetch: tollgateFetch as never });
  await client.audio.transcriptions.create({ model: "gpt-4o-transcribe", file: new File(["x"], "a.wav") });
  expect(app.calls).toMatchObject([
    {
      costStatus: "priced",
      record: { requestModel: "gpt-4o-transcribe", usage: { inputTokens: 214, outputTokens: 40 } },
    },
  ]);
});
