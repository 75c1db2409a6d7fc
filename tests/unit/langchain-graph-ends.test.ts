import { createAgent } from "langchain";
import { afterEach, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { callbacks, callsOf, openAiModel, readStream } from "./langchain-models.ts";
import { toolCallingProvider, weatherTool } from "./langchain-provider.ts";
import { outline, sentSpans } from "./sent-spans.ts";
import { CHAT_COST_PICO_USD, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const question = { messages: [{ role: "user" as const, content: "Hi" }] };
const agent = () => createAgent({ model: openAiModel(app, { callbacks: [] }), name: "researcher" });

/** What the collector has after the process has ended: each span with whether it failed or was cut. */
async function ends(): Promise<[string, string][]> {
  await app.handle.close();
  const sent = sentSpans(app);
  expect(outline(sent)).toEqual(["invoke_agent researcher", "  model_request", "    chat gpt-4o"]);
  return sent.map(({ name, isError, attributes }) => [
    name,
    isError ? String(attributes["error.type"]) : attributes["tollgate.run.interrupted"] ? "interrupted" : "ok",
  ]);
}

it("an agent's streamed answer, read to its end, is one call in the step that made it", async () => {
  app = await startMeteredApp(toolCallingProvider());
  await readStream(await agent().stream(question, { callbacks: callbacks(), streamMode: "messages" }));
  expect(await callsOf(app)).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { stream: true, attribution: { agent: "researcher" } } },
  ]);
  expect((await ends()).map(([, end]) => end)).toEqual(["ok", "ok", "ok"]);
});

it("an agent's stream that the app leaves: the call is interrupted and of the agent, and the tree is written all the same", async () => {
  const words = Array(200).fill("word ");
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents({ words }), 5));
  await readStream(await agent().stream(question, { callbacks: callbacks(), streamMode: "messages" }), 5);
  expect(await callsOf(app)).toMatchObject([
    { costStatus: "estimated", record: { usageSource: "interrupted", attribution: { agent: "researcher" } } },
  ]);
  // LangGraph says an error of what it has stopped itself, or nothing at all, as the moment falls.
  expect((await ends()).map(([, end]) => end)).toSatisfy(
    (all: string[]) => all.includes("interrupted") || all.includes("Error"),
  );
});

it("a provider's error goes up the tree and is one free call of the agent", async () => {
  const error = { message: "No", type: "requests", param: null, code: "rate_limit_exceeded" };
  app = await startMeteredApp((_request, response) => sendJson(response, { error }, 429));
  await expect(agent().invoke(question, { callbacks: callbacks() })).rejects.toMatchObject({ status: 429 });
  expect(await callsOf(app)).toMatchObject([{ costStatus: "free", record: { attribution: { agent: "researcher" } } }]);
  expect(new Set((await ends()).map(([, end]) => end))).toEqual(new Set(["rate_limit_exceeded"]));
});

it("an agent that is aborted while it waits is an error in the tree, and what was asked is charged once", async () => {
  app = await startMeteredApp(() => {});
  const abort = new AbortController();
  const answer = agent().invoke(question, { callbacks: callbacks(), signal: abort.signal });
  for (let turns = 0; app.provider.requests.length === 0 && turns < 500; turns += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  abort.abort();
  await expect(answer).rejects.toThrow();
  expect(await callsOf(app)).toMatchObject([
    { record: { source: "wire", usageSource: "interrupted", attribution: { agent: "researcher" } } },
  ]);
});

it("an agent that a tool asks keeps its own name, also in a withAttribution of the tool", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const weather = weatherTool(() =>
    withAttribution({ customer: "c1" }, () =>
      createAgent({ model: openAiModel(app, { callbacks: [] }), name: "forecaster" }).invoke(question),
    ),
  );
  const model = openAiModel(app, { callbacks: [] });
  await createAgent({ model, tools: [weather], name: "researcher" }).invoke(question, { callbacks: callbacks() });
  expect((await callsOf(app)).map(({ record }) => record.attribution)).toEqual([
    { agent: "researcher" },
    { agent: "forecaster", customer: "c1" },
    { agent: "researcher" },
  ]);
});
