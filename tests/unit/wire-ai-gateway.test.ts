import { createGateway, generateImage, generateText, streamText } from "ai";
import { afterEach, expect, it } from "vitest";
import { event } from "./ways-events.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const serve = async (answer: Answer) => {
  app = await startMeteredApp(answer, { provider: "vercel-ai-gateway" });
};
const gateway = () => createGateway({ baseURL: `${app.provider.url}/v4/ai`, apiKey: "k" });
const usage = { inputTokens: { total: 1000, cacheRead: 400 }, outputTokens: { total: 200, reasoning: 50 } };
const answer = (ofGateway: object, more: object = {}) => ({
  content: [{ type: "text", text: "Hello" }],
  finishReason: { unified: "stop" },
  usage,
  providerMetadata: { gateway: { generationId: "gen_1", ...ofGateway } },
  warnings: [],
  ...more,
});
const ask = () => generateText({ model: gateway()("anthropic/claude-sonnet-4.5"), prompt: "Hi", maxRetries: 0 });
const byKey = (credentialType: string) => ({ attempts: [{ provider: "anthropic", credentialType, success: true }] });

it.each([
  ["what the gateway debits", { cost: "0.0045405", marketCost: "0.0045405" }, "priced", 4_540_500_000, "answer"],
  [
    "what the provider takes, with one's own key",
    { cost: "0", marketCost: "0.0045405", routing: byKey("byok") },
    "priced",
    4_540_500_000,
    "answer+upstream",
  ],
  ["nothing, where the gateway gives it away", { cost: "0", routing: byKey("system") }, "free", 0, "answer"],
])("a call costs %s", async (_name, ofGateway, costStatus, costPicoUsd, source) => {
  await serve((_request, response) => sendJson(response, answer(ofGateway)));
  await ask();
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    {
      costStatus,
      costPicoUsd,
      priceId: `vercel-ai-gateway/${source}`,
      record: {
        provider: "vercel-ai-gateway",
        requestModel: "anthropic/claude-sonnet-4.5",
        responseId: "gen_1",
        usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 },
      },
    },
  ]);
});

it("an answer that says no cost is unpriced, with its counts", async () => {
  await serve((_request, response) => sendJson(response, answer({})));
  await ask();
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([{ costStatus: "unpriced", record: { usage: { inputTokens: 1000 } } }]);
});

it("an image costs what the answer says, though it counts nothing", async () => {
  await serve((_request, response) =>
    sendJson(response, { images: ["aGk="], providerMetadata: { gateway: { images: [], cost: "0.04" } } }),
  );
  await generateImage({ model: gateway().imageModel("openai/gpt-image-1"), prompt: "A cat", maxRetries: 0 });
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    {
      costStatus: "priced",
      costPicoUsd: 40_000_000_000,
      record: { operation: "generate_content", requestModel: "openai/gpt-image-1" },
    },
  ]);
});

it("a stream that fails in the middle is charged as what was seen, under its error", async () => {
  const parts = [
    { type: "response-metadata", id: "msg_1", modelId: "claude-sonnet-4-5" },
    { type: "text-start", id: "0" },
    { type: "text-delta", id: "0", delta: "Hello" },
    { type: "error", error: { type: "overloaded_error", message: "Busy" } },
  ];
  await serve((_request, response) => sendEvents(response, parts.map(event)));
  const { textStream } = streamText({ model: gateway()("anthropic/claude-sonnet-4.5"), prompt: "Hi", onError() {} });
  for await (const _text of textStream);
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    {
      costStatus: "unpriced",
      record: { usageSource: "interrupted", errorType: "overloaded_error", responseModel: "claude-sonnet-4-5" },
    },
  ]);
});

it("its requests for lists and credits are no calls", async () => {
  await serve((_request, response) => sendJson(response, { models: [], balance: "1", totalUsed: "0" }));
  await gateway().getAvailableModels();
  expect(app.calls).toEqual([]);
  expect(app.lines).toEqual([]);
});
