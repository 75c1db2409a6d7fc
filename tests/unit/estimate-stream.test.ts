import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterEach, expect, it } from "vitest";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { askIn, INPUT_TOKENS, PIECES, streamOf, TEXT } from "./estimate-chat.ts";
import { ARTICLE_1 } from "./estimate-texts.ts";
import { chatAnswer, chatEvents, messageEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app?.stop());
const ask = (path: string, body?: object) => askIn(app, path, body);

it("a chat stream without usage is counted by the model's tokenizer, whatever its language", async () => {
  const events = chatEvents({ words: PIECES, withUsage: false });
  app = await startMeteredApp(streamOf(events), { loadTokenizer: loadEncoding });
  await (await ask("chat/completions")).text();
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: {
        usageSource: "estimated",
        usage: { inputTokens: INPUT_TOKENS, outputTokens: countTokens(TEXT) },
      },
    },
  ]);
});

it("a stream left early is counted from what was seen of it", async () => {
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents({ words: PIECES }), 2), {
    loadTokenizer: loadEncoding,
  });
  const reader = (await ask("chat/completions")).body?.getReader();
  let seen = "";
  while (!seen.includes("世界") && seen.length < 6_000) {
    seen += Buffer.from((await reader?.read())?.value ?? []).toString();
  }
  await reader?.cancel();
  await app.waitForCalls(1);
  const text = Array.from(seen.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g), ([, piece]) =>
    JSON.parse(`"${piece}"`),
  ).join("");
  expect(text.length).toBeGreaterThan(20);
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: {
        usageSource: "interrupted",
        usage: { inputTokens: INPUT_TOKENS, outputTokens: countTokens(text) },
      },
    },
  ]);
});

it("anthropic: a stream cut off keeps the input that it had counted, and its output is approximated", async () => {
  const events = messageEvents({ words: [ARTICLE_1.Japanese ?? ""] }).slice(0, 4);
  app = await startMeteredApp(streamOf(events), { loadTokenizer: loadEncoding, provider: "anthropic" });
  await (await ask("messages", { model: "claude-sonnet-4-5" })).text();
  await app.waitForCalls(1);
  // 93 tokens by cl100k_base, × 1.2, rounded up; by four characters a token it would be 22.
  expect(app.calls).toMatchObject([
    {
      costStatus: "estimated",
      record: { usageSource: "interrupted", usage: { inputTokens: 1000, outputTokens: 112 } },
    },
  ]);
});

it("calls of tools, also two in one event, and reasoning are counted", async () => {
  const head = { id: "chatcmpl-1", model: "gpt-4o" };
  const deltas = [
    { role: "assistant", content: "" },
    { reasoning_content: "Let me think." },
    {
      content: null,
      tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "" } }],
    },
    { tool_calls: [{ index: 0, function: { arguments: '{"city":"Rome"}' } }] },
  ];
  const events = deltas.map((delta) => ({ ...head, choices: [{ index: 0, delta }] }));
  const two = ['{"a":1}', '{"b":2}'].map((json, index) => ({ index, function: { arguments: json } }));
  const both = { ...head, choices: [{ index: 0, delta: { tool_calls: two } }] };
  const lines = [...events, both].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  app = await startMeteredApp(streamOf([...lines, "data: [DONE]\n\n"]), { loadTokenizer: loadEncoding });
  await (await ask("chat/completions")).text();
  await app.waitForCalls(1);
  expect(app.calls[0]?.record.usage?.outputTokens).toBe(countTokens('Let me think.{"city":"Rome"}{"a":1}{"b":2}'));
});

it("a plain answer without usage is counted too, read by text() or json()", async () => {
  const choices = [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }];
  app = await startMeteredApp((_request, response) => sendJson(response, chatAnswer({ usage: undefined, choices })), {
    loadTokenizer: loadEncoding,
  });
  await (await ask("chat/completions", { stream: false })).text();
  await (await ask("chat/completions", { stream: false })).json();
  await app.waitForCalls(2);
  const tokens = countTokens(TEXT);
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([tokens, tokens]);
});

it("a long stream's text is not kept: memory stays flat and the estimate is near", { timeout: 60_000 }, async () => {
  const words = TEXT.match(/[\s\S]{1,40}/g) ?? [];
  const events = chatEvents({ words, withUsage: false, withDone: false }).slice(1).join("").repeat(100);
  const rounds = Math.ceil(40_000_000 / events.length);
  app = await startMeteredApp(
    async (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let round = 0; round < rounds; round += 1) {
        if (!response.write(events)) await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end("data: [DONE]\n\n");
    },
    { loadTokenizer: loadEncoding },
  );
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const reader = (await ask("chat/completions")).body?.getReader();
  let bytes = 0;
  const heap: number[] = [];
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    bytes += read.value.byteLength;
    if (bytes < (heap.length + 1) * 5_000_000) continue;
    collectGarbage();
    heap.push(process.memoryUsage().heapUsed);
  }
  await app.waitForCalls(1);
  expect(heap.length).toBeGreaterThan(6);
  // The text alone, 5 million characters of two bytes, would be 10 MB.
  expect(Math.max(...heap) - (heap[0] ?? 0)).toBeLessThan(2_000_000);
  const tokens = rounds * 100 * countTokens(TEXT);
  expect((app.calls[0]?.record.usage?.outputTokens ?? 0) / tokens).toBeCloseTo(1, 1);
});
