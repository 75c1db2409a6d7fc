import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const fixture = (file: string) => readFileSync(new URL(`../fixtures/answers/${file}`, import.meta.url), "utf8");

/** Answers with a fixture and asks for it as an SDK would, by URL path and body. */
async function ask(provider: string, path: string, body: object, file: string): Promise<void> {
  const text = fixture(file);
  app = await startMeteredApp(
    (_request, response) =>
      file.endsWith(".sse.txt")
        ? sendEvents(response, text.split(/(?<=\n\r?\n)/))
        : response.writeHead(200, { "content-type": "application/json" }).end(text),
    { provider },
  );
  const response = await fetch(`${app.provider.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(await response.text()).toBe(text);
}

const CONTENTS = { contents: [{ parts: [{ text: "Hi" }] }] };

it("Gemini: a plain answer has the model of its path, and thoughts are output", async () => {
  await ask("gcp.gemini", "/v1beta/models/gemini-2.5-flash:generateContent", CONTENTS, "gemini/tool-use-prompt.json");
  expect(app.calls).toMatchObject([
    {
      record: {
        operation: "generate_content",
        requestModel: "gemini-2.5-flash",
        usageSource: "provider",
        usage: { inputTokens: 10_336, outputTokens: 76, reasoningTokens: 31 },
      },
    },
  ]);
});

it("Gemini: a stream's last counts are taken, and its end without a terminal event is no interruption", async () => {
  const path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";
  await ask("gcp.gemini", path, CONTENTS, "gemini/stream-sse-last-counts-win.sse.txt");
  expect(app.calls).toMatchObject([
    { record: { stream: true, usageSource: "provider", usage: { inputTokens: 8, outputTokens: 36 } } },
  ]);
});

it("Gemini: searches are counted although the answer's text is not parsed", async () => {
  const path = "/v1beta/models/gemini-2.5-flash:generateContent";
  await ask("gcp.gemini", path, CONTENTS, "gemini/grounded-2x-by-answer.json");
  expect(app.calls).toMatchObject([{ record: { usage: { counted: { "request/grounded": 1 } } } }]);
});

it("Bedrock: an answer without model or id is charged by the model of its path", async () => {
  const path = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse";
  const body = { messages: [{ role: "user", content: [{ text: "Hi" }] }] };
  await ask("aws.bedrock", path, body, "bedrock/converse-cache-beside-input.json");
  expect(app.calls).toMatchObject([
    {
      record: {
        requestModel: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        usageSource: "provider",
        usage: { inputTokens: 5204, cacheReadTokens: 3200, cacheWriteTokens: 2000, cacheWrite1hTokens: 1500 },
      },
    },
  ]);
});

it("OpenAI: billed tool calls of a long response are counted", async () => {
  const body = { model: "gpt-4.1", input: "Hi" };
  await ask("openai", "/v1/responses", body, "openai/responses-file-search-and-one-container.json");
  expect(app.calls).toMatchObject([{ record: { usage: { counted: { fileSearch: 2, codeSession: 1 } } } }]);
});

it("Cohere: a reranking is charged by its search units", async () => {
  const body = { model: "rerank-v3.5", query: "q", documents: ["a"] };
  await ask("cohere", "/v2/rerank", body, "cohere/rerank-search-units.json");
  expect(app.calls).toMatchObject([
    { record: { requestModel: "rerank-v3.5", usage: { counted: { rerankSearch: 2 } } } },
  ]);
});

it("Azure: the deployment in the path is what was asked for, whatever model the request names", async () => {
  app = await startMeteredApp(
    (_request, response) =>
      sendJson(response, {
        id: "chatcmpl-A1",
        model: "gpt-4o-2024-08-06",
        usage: { prompt_tokens: 10, completion_tokens: 2 },
      }),
    { provider: "azure.ai.openai" },
  );
  const request = { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] };
  const url = `${app.provider.url}/openai/deployments/chat-eu/chat/completions?api-version=2024-10-21`;
  await (await fetch(url, { method: "POST", body: JSON.stringify(request) })).json();
  const v1 = `${app.provider.url}/openai/v1/chat/completions`;
  await (await fetch(v1, { method: "POST", body: JSON.stringify({ ...request, model: "chat-us" }) })).json();
  expect(app.calls).toMatchObject([
    { record: { requestModel: "chat-eu", responseModel: "gpt-4o-2024-08-06" } },
    { record: { requestModel: "chat-us", responseModel: "gpt-4o-2024-08-06" } },
  ]);
});
