import { request as httpRequest } from "node:http";
import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import { Metric } from "../../instrumentation/conventions.ts";
import { tollgateFetch } from "../../instrumentation/tollgate-fetch.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

const bareFetch = globalThis.fetch;
let app: MeteredApp;
afterEach(() => app.stop());

const serve = async (provider: string | null = "openai") => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { provider });
};
const BODY = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
const post = (path: string, send: typeof fetch = fetch, body = BODY) =>
  send(`${app.provider.url}${path}`, { method: "POST", body }).then((response) => response.text());
const CHAT = "/v1/chat/completions";
const MISSED =
  "tollgate: Cannot meter calls to 127.0.0.1 (openai) that do not go through the global fetch; create its client after tollgate is loaded, or give it `fetch: tollgateFetch`\n";

/** The metric's last value, as the collector received it. */
async function counted(metric: string): Promise<number | undefined> {
  await app.handle.flush();
  const body = app.collector.requests.findLast(
    ({ path, body }) => path === "/v1/metrics" && body.includes(metric),
  )?.body;
  const sent = JSON.parse(body ?? "{}").resourceMetrics?.[0].scopeMetrics[0].metrics;
  return sent?.find(({ name }: { name: string }) => name === metric)?.sum.dataPoints[0].asDouble;
}

it("calls of a client that took fetch before metering began are counted and said once", async () => {
  const client = (fetch: typeof bareFetch) => new OpenAI({ apiKey: "k", baseURL: `${app.provider.url}/v1`, fetch });
  await serve();
  const ask = (openai: OpenAI) =>
    openai.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
  const early = client(bareFetch);
  await ask(early);
  await ask(early);
  expect(app.calls).toEqual([]);
  expect(app.lines).toEqual([MISSED]);
  // What the line advises.
  await ask(client(tollgateFetch));
  expect(app.calls).toHaveLength(1);
  expect(await counted(Metric.missedCalls)).toBe(2);
});

it("calls by node:http are seen too", async () => {
  await serve();
  await new Promise((resolve) => {
    httpRequest(`${app.provider.url}${CHAT}`, { method: "POST" }, (response) => {
      response.resume().on("end", resolve);
    }).end(BODY);
  });
  expect(app.lines).toEqual([MISSED]);
});

it("metered calls, other requests to the provider and calls to others are not missed ones", async () => {
  await serve();
  await post(CHAT);
  await post("/v1/threads/thread_1/messages", fetch, '{"role":"user","content":"Hi"}');
  await (await bareFetch(`${app.provider.url}/v1/models`)).text();
  await post("/v1/files", bareFetch);
  expect(app.lines).toEqual([]);
  await app.stop();
  await serve(null);
  await post(CHAT, bareFetch);
  expect(app.lines).toEqual([]);
});

it("a call that fails before its answer hides no later one", async () => {
  await serve();
  const signal = AbortSignal.timeout(0);
  await expect(fetch(`${app.provider.url}${CHAT}`, { method: "POST", body: BODY, signal })).rejects.toThrow();
  await post(CHAT, bareFetch);
  expect(app.lines).toContain(MISSED);
});

it("no request is watched any more once metering is closed", async () => {
  await serve();
  await app.handle.close();
  await post(CHAT, bareFetch);
  expect(app.lines).toEqual([]);
});

it("an API of a known host that we cannot read is counted, and said once for each path", async () => {
  await serve();
  for (const path of ["/v1/videos", "/v1/videos", "/v1/threads/thread_a1b2c3d4/runs"]) await post(path);
  expect(app.calls).toEqual([]);
  const line = (path: string) =>
    `tollgate: Cannot meter POST ${app.provider.host}${path}: no API of openai that is read has this path; record its calls by recordLlmCall()\n`;
  expect(app.lines).toEqual([line("/v1/videos"), line("/v1/threads/{id}/runs")]);
  await post(CHAT);
  expect(await counted(Metric.unknownCalls)).toBe(3);
});

it.each([
  "/v1/files",
  "/v1/batches",
  "/v1/messages/count_tokens",
  "/v1/messages/batches",
  "/v1/responses/input_tokens",
  "/v1/responses/resp_1/cancel",
  "/v1/threads",
  "/v1/threads/thread_1/messages",
  "/v1/vector_stores/vs_1/search",
  "/v1beta/models/gemini-2.5-flash:countTokens",
  "/v1beta/cachedContents",
  "/api/pull",
])("%s bills no model, and is not said", async (path) => {
  await serve();
  await post(path, fetch, "{}");
  expect(app.lines).toEqual([]);
});

it("an API of an unknown host is none of our business", async () => {
  await serve(null);
  await post("/v1/videos");
  expect(app.lines).toEqual([]);
});
