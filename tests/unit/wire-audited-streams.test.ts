import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { CHAT_COST_PICO_USD, CHAT_USAGE, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

/** Serves the pieces one by one. */
async function serve(pieces: readonly string[], type: string | undefined): Promise<void> {
  app = await startMeteredApp(async (_request, response) => {
    response.writeHead(200, type === undefined ? {} : { "content-type": type }).flushHeaders();
    for (const piece of pieces) {
      response.write(piece);
      await sleep(5);
    }
    response.end();
  });
}

const BODY = { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }], stream: true };
const ask = () => fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(BODY) });

const STREAM = chatEvents().join("");
const BYTE_ORDER_MARK = "\ufeff";

it.each([
  ["as application/octet-stream", "application/octet-stream", [STREAM]],
  ["as text/plain", "text/plain; charset=utf-8", [STREAM]],
  ["as application/json", "application/json", [STREAM]],
  ["without a type", undefined, [STREAM]],
  ["with a comment first", "text/plain", [`: OPENROUTER PROCESSING\n\n${STREAM}`]],
  ["with the name of an event first", "text/plain", [`event: message\n${STREAM}`]],
  ["with an empty line first", "text/plain", [`\n${STREAM}`]],
  ["in pieces that cut its first word", undefined, ["d", "at", STREAM.slice(3)]],
  ["with a byte order mark", undefined, [`${BYTE_ORDER_MARK}${STREAM}`]],
  ["with a byte order mark by itself", undefined, [BYTE_ORDER_MARK, STREAM]],
])("a stream of events that comes %s keeps its counts", async (_, type, pieces) => {
  await serve(pieces, type);
  await (await ask()).text();
  const reader = (await ask()).body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read());
  await app.waitForCalls(2);
  for (const call of app.calls) {
    expect(call).toMatchObject({ costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider", stream: true } });
  }
});

it("a stream without a type that is left is estimated by its text", async () => {
  await serve(chatEvents({ words: Array.from({ length: 50 }, () => "word") }), undefined);
  const reader = (await ask()).body?.getReader();
  for (let reads = 0; reads < 6; reads += 1) await reader?.read();
  await reader?.cancel();
  const [call] = await app.waitForCalls(1);
  expect(call?.record).toMatchObject({ usageSource: "interrupted", responseModel: "gpt-4o-2024-08-06" });
  expect(call?.record.usage?.outputTokens).toBeLessThan(50);
});

it.each([
  ["a stream's only event", "text/event-stream", "data: ", "\n\ndata: [DONE]\n\n"],
  ["a plain answer", "application/json", "", ""],
])("%s behind a byte order mark is read", async (_, type, before, behind) => {
  const answer = { id: "c1", model: "gpt-4o-2024-08-06", choices: [], usage: CHAT_USAGE };
  await serve([`${BYTE_ORDER_MARK}${before}${JSON.stringify(answer)}${behind}`], type);
  const reader = (await ask()).body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read());
  const [call] = await app.waitForCalls(1);
  expect(call).toMatchObject({ costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } });
});

const head = { id: "c2", model: "gpt-4o-2024-08-06", created: 1_795_000_000 };
const delta = (content: string) => [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }];
/** Running counts; the last are those of the call. */
const COUNTS = [1, 2, 200].map((completion_tokens) => ({ ...CHAT_USAGE, completion_tokens }));

it.each([
  ["before its choices", (usage: object, content: string) => ({ ...head, usage, choices: delta(content) })],
  ["behind its choices", (usage: object, content: string) => ({ ...head, choices: delta(content), usage })],
  [
    "before its choices, among others",
    (usage: object, content: string) => ({ usage_note: null, usage, ...head, choices: delta(content) }),
  ],
])("counts that each event has %s are taken from the last", async (_, event) => {
  const lines = COUNTS.map((usage) => `data: ${JSON.stringify(event(usage, 'a "usage":{"prompt_tokens":7} b'))}\n\n`);
  await serve([...lines, "data: [DONE]\n\n"], "text/event-stream");
  await (await ask()).text();
  const [call] = await app.waitForCalls(1);
  expect(call?.record.usage?.outputTokens).toBe(200);
  expect(call).toMatchObject({ costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } });
});

it("counts before the choices of the last event alone are taken", async () => {
  const events = [
    { ...head, choices: delta("Hi") },
    { ...head, usage: null, choices: delta("you") },
    { ...head, usage: CHAT_USAGE, choices: delta("") },
  ];
  await serve(
    [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), "data: [DONE]\n\n"],
    "text/event-stream",
  );
  await (await ask()).text();
  expect(await app.waitForCalls(1)).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } },
  ]);
});
