import { setTimeout as sleep } from "node:timers/promises";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { ChatOpenAI } from "@langchain/openai";
import { createAgent } from "langchain";
import { afterEach, expect, it } from "vitest";
import { withAttribution } from "../../instrumentation/attribution.ts";
import { TollgateCallbackHandler } from "../../instrumentation/langchain.ts";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { toolCallingProvider, weatherTool } from "./langchain-provider.ts";
import { outline, sentSpans } from "./sent-spans.ts";
import { CHAT_COST_PICO_USD } from "./wire-answers.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const openAi = (options: Record<string, unknown> = {}) =>
  new ChatOpenAI({
    model: "gpt-4o",
    apiKey: "k",
    maxRetries: 0,
    ...options,
    configuration: { baseURL: `${app.provider.url}/v1` },
  });
const callbacks = () => [new TollgateCallbackHandler()];
const question = { messages: [{ role: "user" as const, content: "A secret question" }] };

async function spans() {
  app.handle.finishEnded();
  await sleep(20);
  expect(await app.handle.flush()).toBe(true);
  return sentSpans(app);
}

it("an agent's trace reads as a tree: agent, steps, tool, and each model call in the step that made it", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const agent = createAgent({ model: openAi(), tools: [weatherTool()], name: "researcher" });
  await agent.invoke(question, { callbacks: callbacks(), configurable: { thread_id: "t1" }, tags: ["beta"] });
  const sent = await spans();
  expect(outline(sent)).toEqual([
    "invoke_agent researcher",
    "  model_request",
    "    chat gpt-4o",
    "    RunnableLambda",
    "  tools",
    "    execute_tool weather",
    "  model_request",
    "    chat gpt-4o",
    "    RunnableLambda",
  ]);
  expect(new Set(sent.map(({ traceId }) => traceId)).size).toBe(1);
  const byName = (name: string) => sent.find((span) => span.name === name)?.attributes;
  const whoAsks = { "gen_ai.agent.name": "researcher", "gen_ai.conversation.id": "t1", "session.id": "t1" };
  const tags = { "tollgate.run.tags": ["beta"] };
  expect(byName("invoke_agent researcher")).toEqual({ "gen_ai.operation.name": "invoke_agent", ...whoAsks, ...tags });
  expect(byName("execute_tool weather")).toEqual({
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "weather",
    "gen_ai.tool.type": "function",
    "gen_ai.tool.call.id": "call_1",
    "tollgate.run.node": "tools",
    ...whoAsks,
    ...tags,
  });
  expect(byName("chat gpt-4o")).toMatchObject({ ...whoAsks, ...tags, "tollgate.run.node": "model_request" });
});

it("graphs nest: the graph at the top is the workflow, an agent in it a node's child, each call has its node", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const agent = createAgent({ model: openAi(), tools: [weatherTool()], name: "researcher" });
  const graph = new StateGraph(MessagesAnnotation)
    .addNode("research", agent.graph)
    .addNode("write", async ({ messages }) => ({ messages: [await openAi().invoke(messages)] }))
    .addEdge(START, "research")
    .addEdge("research", "write")
    .compile({ name: "triage" });
  await graph.invoke(question, { callbacks: callbacks(), configurable: { thread_id: "t2" } });
  const sent = await spans();
  expect(outline(sent)).toEqual([
    "invoke_workflow triage",
    "  research",
    "    invoke_agent researcher",
    "      model_request",
    "        chat gpt-4o",
    "        RunnableLambda",
    "      tools",
    "        execute_tool weather",
    "      model_request",
    "        chat gpt-4o",
    "        RunnableLambda",
    "  write",
    "    chat gpt-4o",
  ]);
  const called = app.calls.map(({ record: { attribution, run } }) => ({ ...attribution, node: run?.node }));
  const research = { agent: "researcher", session: "t2", workflow: "triage", node: "model_request" };
  expect(called).toEqual([research, research, { agent: "write", session: "t2", workflow: "triage", node: "write" }]);
  expect(sent.find(({ name }) => name === "invoke_workflow triage")?.attributes).toMatchObject({
    "gen_ai.operation.name": "invoke_workflow",
    "gen_ai.workflow.name": "triage",
  });
});

it("a chain is a workflow, named after it where the app named it; prompts and parsers stand in it", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const prompt = RunnableLambda.from((text: string) => `Say ${text}`);
  const chain = RunnableSequence.from([prompt, openAi()]);
  await chain.withConfig({ runName: "greeting" }).invoke("Hi", { callbacks: callbacks() });
  await chain.invoke("Hi", { callbacks: callbacks() });
  const tree = (name: string) => [`invoke_workflow ${name}`, "  RunnableLambda", "  chat gpt-4o"];
  expect(outline(await spans())).toEqual([...tree("greeting"), ...tree("RunnableSequence")]);
  expect(app.calls.map(({ record }) => record.attribution)).toEqual([{ workflow: "greeting" }, {}]);
});

it("given to a model alone, there is no tree, and the run's metadata still says who asks", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const model = openAi({ callbacks: callbacks() });
  const agent = createAgent({ model, tools: [weatherTool()], name: "researcher" });
  await agent.invoke(question, { configurable: { thread_id: "t3" }, tags: ["beta"] });
  const sent = await spans();
  expect(outline(sent)).toEqual(["chat gpt-4o", "chat gpt-4o"]);
  expect(app.calls.map(({ record: { attribution, run } }) => ({ ...attribution, ...run }))).toEqual(
    Array(2).fill({ agent: "researcher", session: "t3", node: "model_request", tags: ["beta"] }),
  );
});

it("what a tool calls by itself, on the wire or by hand, hangs under the tool and is the agent's", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const body = JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "Hi" }] });
  const weather = weatherTool(async () => {
    await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
    recordLlmCall({ provider: "openai", model: "gpt-4.1", usage: { inputTokens: 10 } });
    await openAi({ model: "gpt-4o" }).invoke("Hi");
  });
  const agent = createAgent({ model: openAi(), tools: [weather], name: "researcher" });
  await agent.invoke(question, { callbacks: callbacks(), configurable: { thread_id: "t4" } });
  expect(outline(await spans())).toEqual([
    "invoke_agent researcher",
    "  model_request",
    "    chat gpt-4o",
    "    RunnableLambda",
    "  tools",
    "    execute_tool weather",
    "      chat gpt-4o-mini",
    "      chat gpt-4.1",
    "      chat gpt-4o",
    "  model_request",
    "    chat gpt-4o",
    "    RunnableLambda",
  ]);
  expect(app.calls).toHaveLength(5);
  for (const { record } of app.calls) expect(record.attribution).toEqual({ agent: "researcher", session: "t4" });
  expect(app.calls.map(({ record }) => record.run?.node).toSorted()).toEqual([
    "model_request",
    "model_request",
    "tools",
    "tools",
    "tools",
  ]);
});

it("agents that run at once have each their own tree, thread and calls", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const names = ["a", "b", "c", "d"];
  const run = (name: string) =>
    createAgent({ model: openAi(), tools: [weatherTool()], name }).invoke(question, {
      callbacks: callbacks(),
      configurable: { thread_id: `thread-${name}` },
    });
  await Promise.all(names.map((name) => withAttribution({ customer: name }, () => run(name))));
  const sent = await spans();
  for (const name of names) {
    const top = sent.find((span) => span.name === `invoke_agent ${name}`);
    const calls = sent.filter((span) => span.traceId === top?.traceId && span.name.startsWith("chat"));
    expect(calls.map(({ attributes }) => attributes["gen_ai.agent.name"])).toEqual([name, name]);
    expect(calls.map(({ attributes }) => attributes["session.id"])).toEqual([`thread-${name}`, `thread-${name}`]);
    expect(calls.map(({ attributes }) => attributes["tollgate.customer"])).toEqual([name, name]);
  }
  expect(app.calls.map(({ costPicoUsd }) => costPicoUsd)).toEqual(Array(8).fill(CHAT_COST_PICO_USD));
});

it("two handlers write one tree", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const chain = RunnableSequence.from([RunnableLambda.from((text: string) => text), openAi()]);
  await chain.invoke("Hi", { callbacks: [...callbacks(), ...callbacks()] });
  expect(outline(await spans())).toEqual(["invoke_workflow RunnableSequence", "  RunnableLambda", "  chat gpt-4o"]);
});

it("an app that has such spans from elsewhere leaves them out, and its calls stand where they stood", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const agent = createAgent({ model: openAi(), tools: [weatherTool()], name: "researcher" });
  const bare = new TollgateCallbackHandler({ ignoreChain: true, ignoreAgent: true });
  await agent.invoke(question, { callbacks: [bare] });
  expect(outline(await spans())).toEqual(["chat gpt-4o", "chat gpt-4o"]);
  expect(app.calls.map(({ record }) => record.attribution.agent)).toEqual(["researcher", "researcher"]);
});

it("a tool that fails is an error in the tree; waiting for a person is none", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const failing = weatherTool(() => {
    throw new RangeError("secret detail");
  });
  await expect(failing.invoke({ city: "Oslo" }, { callbacks: callbacks() })).rejects.toThrow("secret detail");
  const graph = new StateGraph(MessagesAnnotation)
    .addNode("ask", () => {
      interrupt("May I?");
      return {};
    })
    .addEdge(START, "ask")
    .compile({ checkpointer: new MemorySaver(), name: "asking" });
  await graph.invoke(question, { callbacks: callbacks(), configurable: { thread_id: "t5" } });
  const sent = await spans();
  expect(sent.map(({ name, isError, attributes }) => [name, isError, attributes["error.type"]])).toEqual([
    ["execute_tool weather", true, "RangeError"],
    ["ask", false, undefined],
    ["invoke_workflow asking", false, undefined],
  ]);
});

it("an agent without a name is an agent all the same, and its node's name is not taken for it", async () => {
  app = await startMeteredApp(toolCallingProvider());
  await createAgent({ model: openAi(), tools: [] }).invoke(question, { callbacks: callbacks() });
  expect(outline(await spans())).toEqual(["invoke_agent", "  model_request", "    chat gpt-4o"]);
  expect(app.calls.map(({ record }) => record.attribution)).toEqual([{}]);
});

it("neither questions nor answers nor what tools are given stand in any span", async () => {
  app = await startMeteredApp(toolCallingProvider());
  const agent = createAgent({ model: openAi(), tools: [weatherTool()], name: "researcher" });
  await agent.invoke(question, { callbacks: callbacks() });
  const sent = JSON.stringify(await spans());
  for (const word of ["secret question", "Oslo", "Sunny"]) expect(sent).not.toContain(word);
});
