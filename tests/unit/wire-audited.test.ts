import OpenAI from "openai";
import { afterEach, expect, it } from "vitest";
import { CHAT_COST_PICO_USD, chatAnswer } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const post = async (path: string, body: RequestInit["body"]) =>
  (await fetch(`${app.provider.url}${path}`, { method: "POST", body: body ?? null })).text();

/** As of a response: 600 × 2.50 + 400 × 1.25 + 200 × 10.00 $ per million. */
const RESPONSE = {
  id: "resp_1",
  object: "response",
  status: "completed",
  model: "gpt-4o-2024-08-06",
  output: [],
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400 },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 50 },
  },
};

it("openai: responses asked by a stored prompt, or by an earlier response alone, are charged", async () => {
  let asked = 0;
  app = await startMeteredApp((_request, response) => sendJson(response, { ...RESPONSE, id: `resp_${++asked}` }));
  const openai = new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
  await openai.responses.create({ prompt: { id: "pmpt_1" } });
  await openai.responses.create({ model: "gpt-4o", previous_response_id: "resp_1" });
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual([CHAT_COST_PICO_USD, CHAT_COST_PICO_USD]);
});

it.each([
  ["completions without a prompt", "/v1/completions", '{"model":"gpt-4o","max_tokens":5}'],
  ["a chat body that is no JSON", "/v1/chat/completions", "model=gpt-4o"],
  ["messages whose body is no JSON", "/v1/messages", "{'model': 'gpt-4o'}"],
])("%s are a call when the answer has a model's counts", async (_, path, body) => {
  app = await startMeteredApp((_request, response) =>
    sendJson(response, {
      ...chatAnswer(),
      usage: { prompt_tokens: 10, completion_tokens: 2, input_tokens: 10, output_tokens: 2 },
    }),
  );
  await post(path, body);
  expect(app.calls).toMatchObject([{ record: { usageSource: "provider", usage: { inputTokens: 10 } } }]);
});

it.each(["images", "inputs"])("Cohere: embeddings of `%s` are charged", async (field) => {
  const billed = { billed_units: { input_tokens: 12 } };
  app = await startMeteredApp((_request, response) => sendJson(response, { id: "e1", embeddings: {}, meta: billed }), {
    provider: "cohere",
  });
  await post("/v2/embed", JSON.stringify({ model: "embed-v4.0", [field]: ["x"] }));
  expect(app.calls).toMatchObject([
    { costStatus: "priced", record: { requestModel: "embed-v4.0", usage: { inputTokens: 12 } } },
  ]);
});

it("a refused request without the usual input is a free call with its error", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, { error: { code: "missing_input" } }, 400));
  await post("/v1/responses", '{"model":"gpt-4o"}');
  expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "missing_input" } }]);
});

const other: Answer = (_request, response) => sendJson(response, { ok: true });

it.each([
  ["/v1/responses", '{"poll":"q1"}'],
  ["/v1/completions", "text"],
])("%s of a known host, without an input and not answered by a model, is no call", async (path, body) => {
  app = await startMeteredApp(other);
  await post(path, body);
  expect(app.calls).toEqual([]);
});

it.each([
  ["/v1/threads/thread_1/messages", '{"role":"user","content":"Hi"}', { id: "msg_1", object: "thread.message" }],
  ["/api/generate", '{"model":"llama3.2"}', { model: "llama3.2", done: true, done_reason: "load" }],
])("a path that other requests share, %s, is still told by the request", async (path, body, answer) => {
  app = await startMeteredApp((_request, response) => sendJson(response, answer));
  await post(path, body);
  expect(app.calls).toEqual([]);
});
