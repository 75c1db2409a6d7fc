import { generateText, streamText } from "ai";
import { afterEach, expect, it, vi } from "vitest";
import { General, Metric } from "../../instrumentation/conventions.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

const bareFetch = globalThis.fetch;
let app: MeteredApp;
afterEach(async () => {
  await app.stop();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const serve = async (provider: string, answer: object = chatAnswer()) => {
  app = await startMeteredApp((_request, response) => sendJson(response, answer), { provider });
};
const post = (path: string, { send = fetch, body = "{}" } = {}) =>
  send(`${app.provider.url}${path}`, { method: "POST", body }).then((response) => response.text());
const cannotMeter = (path: string, provider: string) =>
  `tollgate: Cannot meter POST ${path}: no API of ${provider} that is read has this path; record its calls by recordLlmCall()\n`;

interface SentMetric {
  name: string;
  sum: { dataPoints: { asDouble: number; attributes: { key: string; value: { stringValue: string } }[] }[] };
}

/** The metric's last values by `server.address`, as the collector received them. */
async function countedByHost(metric: string): Promise<Record<string, number>> {
  await app.handle.flush();
  const body = app.collector.requests.findLast(
    ({ path, body }) => path === "/v1/metrics" && body.includes(metric),
  )?.body;
  const sent: SentMetric[] = JSON.parse(body ?? "{}").resourceMetrics?.[0].scopeMetrics[0].metrics ?? [];
  const points = sent.find(({ name }) => name === metric)?.sum.dataPoints ?? [];
  const hostOf = ({ attributes }: (typeof points)[number]) =>
    attributes.find(({ key }) => key === General.serverAddress)?.value.stringValue;
  return Object.fromEntries(points.map((point) => [hostOf(point), point.asDouble]));
}

it("missed calls and those of unknown APIs are counted by the same name of the host, without its port", async () => {
  await serve("openai");
  await post("/v1/videos");
  await post("/v1/chat/completions", { send: bareFetch });
  expect(await countedByHost(Metric.unknownCalls)).toEqual({ "127.0.0.1": 1 });
  expect(await countedByHost(Metric.missedCalls)).toEqual({ "127.0.0.1": 1 });
});

it.each(["/v1/conversations", "/v1/conversations/conv_0199a1b2c3d4", "/v1/conversations/conv_0199a1b2c3d4/restart"])(
  "Mistral's %s asks a model, and is said",
  async (path) => {
    await serve("mistral_ai");
    await post(path);
    const said = path.replace("conv_0199a1b2c3d4", "{id}");
    expect(app.lines).toEqual([cannotMeter(`${app.provider.host}${said}`, "mistral_ai")]);
  },
);

it.each([
  ["mistral", 2],
  ["openai", 0],
  ["azure.ai.openai", 0],
])("conversations of a host set to %s give %i lines", async (provider, lines) => {
  await serve(provider);
  await post("/v1/conversations");
  await post("/v1/conversations/conv_0199a1b2c3d4");
  expect(app.lines).toHaveLength(lines);
});

it.each([
  ["mistral_ai", ["/v1/agents", "/v1/agents/ag_019", "/v1/libraries", "/v1/libraries/l1/documents", "/v1/connectors"]],
  [
    "openai",
    ["/v1/files", "/v1/vector_stores/vs_1/search", "/v1/prompts", "/v1/responses/resp_1/cancel", "/v1/webhooks"],
  ],
  ["openai", ["/v1/evals/e_1/runs", "/v1/containers", "/v1/organization/admin_api_keys", "/v1/chatkit/sessions"]],
  ["openai", ["/v1/threads", "/v1/threads/t_1/messages", "/v1/responses/input_tokens", "/v1/realtime/client_secrets"]],
  ["anthropic", ["/v1/messages/count_tokens", "/v1/messages/batches", "/v1/skills", "/v1/organizations/workspaces"]],
  [
    "gcp.gemini",
    ["/v1beta/cachedContents", "/v1beta/models/gemini-2.5-flash:countTokens", "/v1beta/corpora", "/v1beta/tunedModels"],
  ],
  ["gcp.vertex_ai", ["/v1/projects/p/locations/l/endpoints/1:predict", "/v1/projects/p/locations/l/cachedContents"]],
  [
    "azure.ai.openai",
    ["/openai/deployments", "/speechtotext/v3.2/transcriptions:transcribe", "/language/:analyze-text"],
  ],
  ["fireworks", ["/v1/accounts/a/deployments", "/v1/accounts/a/supervisedFineTuningJobs"]],
  ["openrouter", ["/api/v1/keys", "/api/v1/credits/coinbase", "/api/v1/auth/keys"]],
  ["cohere", ["/v1/tokenize", "/v1/detokenize", "/v1/check-api-key", "/v1/datasets", "/v1/connectors"]],
  ["together", ["/v1/endpoints", "/v1/files/upload", "/v1/fine-tunes"]],
  ["ollama", ["/api/pull", "/api/show", "/api/create"]],
])("what %s manages by %j is no model call, and nothing is said of it", async (provider, paths) => {
  await serve(provider);
  for (const path of paths) await post(path);
  expect(app.calls).toEqual([]);
  expect(app.lines).toEqual([]);
  expect(await countedByHost(Metric.unknownCalls)).toEqual({});
});

it.each([
  ["openai", "/v1/videos"],
  ["openai", "/v1/some_new_api"],
  ["gcp.gemini", "/v1beta/models/imagen-4:predict"],
  ["gcp.vertex_ai", "/v1/projects/p/locations/l/publishers/google/models/veo-3:predictLongRunning"],
  ["azure.ai.openai", "/openai/deployments/sora/video/generations/jobs"],
  ["fireworks", "/inference/v1/workflows/accounts/fireworks/models/flux/text_to_image"],
  ["cohere", "/v1/classify"],
  ["perplexity", "/search"],
  ["perplexity", "/async/chat/completions"],
])("a call of %s by %s, an API that is not read, is counted each time and said once", async (provider, path) => {
  await serve(provider);
  for (let time = 0; time < 3; time += 1) await post(path);
  expect(app.calls).toEqual([]);
  expect(app.lines).toEqual([cannotMeter(`${app.provider.host}${path}`, provider)]);
  expect(await countedByHost(Metric.unknownCalls)).toEqual({ "127.0.0.1": 3 });
});

it("Mistral's agents are metered as chat, at the price of the answer's model", async () => {
  await serve("mistral_ai", { ...chatAnswer(), model: "mistral-large-latest" });
  const body = JSON.stringify({ agent_id: "ag_1", messages: [{ role: "user", content: "Hi" }] });
  await post("/v1/agents/completions", { body });
  const { usage } = chatAnswer();
  expect(app.calls).toMatchObject([
    {
      costStatus: "priced",
      record: {
        provider: "mistral_ai",
        operation: "chat",
        responseModel: "mistral-large-latest",
        usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
      },
    },
  ]);
  expect(app.lines).toEqual([]);
});

it("a model that the AI SDK asks by its name alone is metered, and its refusal free", async () => {
  vi.stubEnv("AI_GATEWAY_API_KEY", "k");
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return Promise.resolve(Response.json({ error: { message: "No", type: "invalid_request_error" } }, { status: 400 }));
  });
  await serve("openai");
  await expect(generateText({ model: "openai/gpt-4o", prompt: "Hi" })).rejects.toThrow();
  await streamText({ model: "openai/gpt-4o", prompt: "Hi", onError: () => {} }).consumeStream();
  const url = "https://ai-gateway.vercel.sh/v4/ai/language-model";
  expect(asked).toEqual([url, url]);
  expect(app.lines).toEqual([]);
  const record = { provider: "vercel-ai-gateway", requestModel: "openai/gpt-4o", errorType: "invalid_request_error" };
  expect(app.calls).toMatchObject([
    { costStatus: "free", record: { ...record, stream: false } },
    { costStatus: "free", record: { ...record, stream: true } },
  ]);
});
