import { afterEach, expect, it } from "vitest";
import { recordEvaluation } from "../../instrumentation/events/record-evaluation.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const HUGE = 1_000_000;

async function sentChars(): Promise<number> {
  await app.handle.flush();
  return Math.max(...app.collector.requests.map(({ body }) => body.length));
}

async function ask(answer: object, model = "gpt-4o") {
  app = await startMeteredApp((_request, response) => sendJson(response, answer));
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hi" }] });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
  const [call] = await app.waitForCalls(1);
  return call;
}

it("what an answer names at a length of megabytes is cut, on spans and on metrics", async () => {
  const long = "x".repeat(HUGE);
  const call = await ask({ ...chatAnswer(), id: long, model: long, service_tier: long }, long);
  const { requestModel, responseModel = "", responseId = "", serviceTier = "" } = call?.record ?? {};
  expect(requestModel).toBe(`${"x".repeat(199)}…`);
  expect([responseModel.length, serviceTier.length, responseId.length]).toEqual([200, 200, 1_000]);
  expect(call?.costStatus).toBe("unpriced");
  expect(await sentChars()).toBeLessThan(20_000);
  expect(app.lines.join("").length).toBeLessThan(2_000);
});

it("so is the code of an error", async () => {
  const call = await ask({ error: { code: "e".repeat(HUGE), message: "no" } });
  expect(call?.record.errorType).toHaveLength(200);
  expect(await sentChars()).toBeLessThan(20_000);
});

it("and what an app records: provider, model, units", async () => {
  app = await startMeteredApp((_request, response) => response.end());
  const long = "x".repeat(HUGE);
  recordLlmCall({ provider: long, model: long, usage: { counted: { [`image/${long}`]: 1 } } });
  const { provider, usage } = app.calls[0]?.record ?? {};
  expect([provider?.length, Object.keys(usage?.counted ?? {})[0]?.length]).toEqual([200, 200]);
  expect(await sentChars()).toBeLessThan(20_000);
});

it.each([
  [199, 199, false],
  [200, 200, false],
  [201, 200, true],
])("a model of %d characters is recorded with %d", async (chars, kept, isCut) => {
  const call = await ask(chatAnswer({ model: "m".repeat(chars) }));
  expect(call?.record.responseModel).toHaveLength(kept);
  expect(call?.record.responseModel?.endsWith("…")).toBe(isCut);
});

it("a name that is cut takes no other's price: not that of its beginning", async () => {
  const call = await ask(chatAnswer({ model: `gpt-4o${" ".repeat(300)}-turbo` }));
  expect(call?.costStatus).toBe("unpriced");
});

it.each([
  [999, 999],
  [1_000, 1_000],
  [1_001, 1_000],
])("an id of %d characters is recorded with %d, and those that differ at the end stay two", async (chars, kept) => {
  app = await startMeteredApp((_request, response) => response.end());
  const ids = ["a", "b"].map((end) => "i".repeat(chars - 1) + end);
  for (const responseId of ids)
    recordLlmCall({ provider: "openai", model: "gpt-4o", responseId, usage: { inputTokens: 1 } });
  const recorded = app.calls.map(({ record }) => record.responseId ?? "");
  expect(recorded.map((id) => id.length)).toEqual([kept, kept]);
  expect(new Set(recorded).size).toBe(2);
  // What is said of a call later must find it.
  recordEvaluation({ responseId: ids[1] ?? "", name: "relevance", score: 1 });
  await app.handle.flush();
  const spans = app.collector.requests.filter(({ path }) => path === "/v1/traces").map(({ body }) => body);
  expect(spans.join("").split(`"${recorded[1]}"`)).toHaveLength(3);
});
