import { FakeListChatModel } from "@langchain/core/utils/testing";
import { afterEach, expect, it } from "vitest";
import { recordLlmCall } from "../../instrumentation/record-llm-call.ts";
import { AFTER_GRACE_MS, callbacks, openAiModel } from "./langchain-models.ts";
import { chatAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const bareFetch = globalThis.fetch;
const begin = async (env: Record<string, string>) => {
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer()), { env });
};
const HASHED = { TOLLGATE_PROMPT_HASH_KEY: "fedcba9876543210fedcba9876543210" };
const BOTH = { TOLLGATE_RECORD_CONTENT: "prompts,answers" };
const user = { role: "user", content: "A secret question" };
const spoken = (role: string, content: string) => [{ role, parts: [{ type: "text", content }] }];
/** By a fetch that is not hooked: LangChain alone sees the call. */
const unseen = () => openAiModel(app, { fetch: bareFetch });

it("a plain question has one hash, whether fetch, LangChain or the app tells of it", async () => {
  await begin(HASHED);
  const body = JSON.stringify({ model: "gpt-4o", messages: [user] });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body })).json();
  await app.waitForCalls(1);
  await unseen().invoke("A secret question");
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: { inputTokens: 1 }, prompt: [user] });
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: { inputTokens: 1 }, prompt: "A secret question" });
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: { inputTokens: 1 } });
  await app.waitForCalls(5);
  const hashes = Object.groupBy(app.calls, ({ record }) => record.source);
  const [wire] = hashes.wire ?? [];
  expect(wire?.record.promptHash).toMatch(/^[0-9a-f]{32}$/);
  expect(hashes.langchain?.map(({ record }) => record.promptHash)).toEqual([wire?.record.promptHash]);
  const manual = hashes.manual?.map(({ record }) => record.promptHash) ?? [];
  expect(manual[0]).toBe(wire?.record.promptHash);
  // A prompt of a completion is another thing than a message.
  expect(manual[1]).toMatch(/^[0-9a-f]{32}$/);
  expect(manual[2]).toBe(undefined);
});

it("a model that LangChain runs by itself has its text recorded, where that is switched on", async () => {
  await begin(BOTH);
  const model = new FakeListChatModel({ responses: ["An answer"], callbacks: callbacks() });
  await model.invoke([
    ["system", "Be brief"],
    ["human", "A secret question"],
  ]);
  await app.waitForCalls(1);
  const { content } = app.calls[0]?.record ?? {};
  expect(JSON.parse(content?.input ?? "")).toEqual([
    ...spoken("system", "Be brief"),
    ...spoken("user", "A secret question"),
  ]);
  expect(JSON.parse(content?.output ?? "")).toEqual(spoken("assistant", "An answer"));
});

it("what the app tells is recorded likewise", async () => {
  await begin(BOTH);
  recordLlmCall({
    provider: "openai",
    model: "gpt-4o",
    usage: { inputTokens: 1 },
    prompt: "Question",
    answer: "Answer",
  });
  await app.waitForCalls(1);
  const { content } = app.calls[0]?.record ?? {};
  expect(JSON.parse(content?.input ?? "")).toEqual(spoken("user", "Question"));
  expect(JSON.parse(content?.output ?? "")).toEqual(spoken("assistant", "Answer"));
});

it("nothing is, where nothing is switched on", async () => {
  await begin({});
  await unseen().invoke("A secret question");
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: { inputTokens: 1 }, prompt: "Q", answer: "A" });
  await app.waitForCalls(2);
  for (const { record } of app.calls) {
    expect(record).not.toHaveProperty("content");
    expect(record).not.toHaveProperty("promptHash");
  }
  await app.handle.flush();
  expect(JSON.stringify(app.collector.requests)).not.toContain("secret question");
});

it("answers alone, where only they are", async () => {
  await begin({ TOLLGATE_RECORD_CONTENT: "answers" });
  recordLlmCall({ provider: "openai", model: "gpt-4o", usage: { inputTokens: 1 }, prompt: "Q", answer: "A" });
  await app.waitForCalls(1);
  expect(app.calls[0]?.record.content).toEqual({ output: JSON.stringify(spoken("assistant", "A")) });
});

it("a call that both see has the hash of what was sent", async () => {
  await begin(HASHED);
  await openAiModel(app).invoke("A secret question");
  await new Promise((resolve) => setTimeout(resolve, AFTER_GRACE_MS));
  expect(app.calls).toMatchObject([
    { record: { source: "wire", promptHash: expect.stringMatching(/^[0-9a-f]{32}$/) } },
  ]);
});
