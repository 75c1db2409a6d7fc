import { afterEach, expect, it } from "vitest";
import { openAiChat } from "../../instrumentation/providers/openai-chat.ts";
import { openAiResponses } from "../../instrumentation/providers/openai-responses.ts";
import { copyAnswer } from "../../instrumentation/wire/copy-answer.ts";
import { CHAT_COST_PICO_USD, chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

it("what the app does with the answer that it has parsed changes nothing of the charge", async () => {
  const served = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()));
  app = served;
  const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] });
  const response = await fetch(`${served.provider.url}/v1/chat/completions`, { method: "POST", body });
  const answer = (await response.json()) as { id?: string; usage: Record<string, unknown> };
  for (const name of Object.keys(answer.usage)) answer.usage[name] = -1;
  delete answer.id;
  await served.waitForCalls(1);
  expect(served.calls[0]?.costPicoUsd).toBe(CHAT_COST_PICO_USD);
  expect(served.calls[0]?.record.responseId).toBe(chatAnswer().id);
});

it("a copy shares no object of the bill with the answer", () => {
  const usage = { prompt_tokens: 1, details: { cached_tokens: 0, list: [{ n: 1 }] } };
  const copy = copyAnswer(openAiChat, { id: "x", usage, choices: ["long"], error: null });
  const before = structuredClone(usage);
  usage.details.list.push({ n: 2 });
  usage.details.list.forEach((item) => {
    item.n = -1;
  });
  usage.details.cached_tokens = -1;
  usage.prompt_tokens = -1;
  expect(copy).toEqual({ id: "x", usage: before, choices: ["long"], error: null });
});

it.each([
  [64, true],
  [65, false],
])("of an answer with %i counts a copy is made: %s", (counts, isCopied) => {
  const usage = Object.fromEntries(Array.from({ length: counts }, (_, at) => [`n${at}`, at]));
  expect(copyAnswer(openAiChat, { usage }) !== undefined).toBe(isCopied);
  expect(copyAnswer(openAiChat, { usage: { list: Array(counts - 1).fill(0) } }) !== undefined).toBe(isCopied);
});

it.each([
  [5, true],
  [6, false],
])("of counts %i objects deep a copy is made: %s", (depth, isCopied) => {
  let usage: object = {};
  for (let at = 0; at < depth; at += 1) usage = { usage };
  expect(copyAnswer(openAiChat, { usage }) !== undefined).toBe(isCopied);
});

it("an answer without counts, or with tools that may be billed, is read where it is", () => {
  const usage = { input_tokens: 1 };
  expect(copyAnswer(openAiChat, { id: "x", choices: [] })).toBeUndefined();
  expect(copyAnswer(openAiResponses, { usage, output: [{}], tools: [] })).toEqual({ usage, output: [{}], tools: [] });
  expect(copyAnswer(openAiResponses, { usage, output: [{}], tools: [{ type: "web_search" }] })).toBeUndefined();
  expect(copyAnswer(openAiResponses, { usage, output: [{}] })).toBeUndefined();
});
