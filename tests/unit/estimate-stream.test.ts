import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterEach, expect, it, vi } from "vitest";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { ARTICLE_1 } from "./estimate-texts.ts";
import { chatAnswer, chatEvents, messageEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app?.stop());

const QUESTION = { role: "user", content: "Translate Article 1 into all languages." };
/** 3 and the role and the text for the message, 3 for the answer's beginning. */
const INPUT_TOKENS = 3 + 1 + countTokens(QUESTION.content) + 3;
const LANGUAGES = Object.values(ARTICLE_1);
const TEXT = LANGUAGES.join("\n\n");
/** As models write: a few characters at a time. */
const PIECES = TEXT.match(/[\s\S]{1,4}/g) ?? [];

const real = () => vi.fn(loadEncoding);

function ask(path: string, body: object = {}): Promise<Response> {
  return fetch(`${app.provider.url}/v1/${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "gpt-4o", messages: [QUESTION], stream: true, ...body }),
  });
}

const streamOf =
  (events: readonly string[]): Answer =>
  (_request, response) =>
    sendEvents(response, events);

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

it("its calls are priced when the tokenizer is there, the first as well as the next, and it is loaded once", async () => {
  const load = real();
  const events = chatEvents({ words: ["four words of text"], withUsage: false });
  app = await startMeteredApp(streamOf(events), { loadTokenizer: load });
  await Promise.all([1, 2, 3].map(async () => (await ask("chat/completions")).text()));
  await app.waitForCalls(3);
  await (await ask("chat/completions")).text();
  await app.waitForCalls(4);
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([4, 4, 4, 4]);
  expect(load.mock.calls).toEqual([["o200k_base"]]);
});

it("an answer with usage, streamed or plain, loads no tokenizer", async () => {
  const load = real();
  app = await startMeteredApp(
    ({ body }, response) =>
      JSON.parse(body).stream ? sendEvents(response, chatEvents()) : sendJson(response, chatAnswer()),
    { loadTokenizer: load },
  );
  await (await ask("chat/completions")).text();
  await (await ask("chat/completions", { stream: false })).json();
  await app.waitForCalls(2);
  await app.handle.flush();
  expect(app.calls.map(({ record }) => record.usageSource)).toEqual(["provider", "provider"]);
  expect(load).not.toHaveBeenCalled();
});

it("importing and metering an answer with usage load nothing of the tokenizer's package", async () => {
  const script = `
    import { registerHooks } from "node:module";
    const seen = [];
    registerHooks({ resolve(name, context, next) { if (name.includes("gpt-tokenizer")) seen.push(name); return next(name, context); } });
    globalThis.fetch = async () => Response.json({ id: "x", model: "gpt-4o", choices: [], usage: ${JSON.stringify({ prompt_tokens: 1, completion_tokens: 1 })} });
    const { start } = await import("./instrumentation/setup.ts");
    const calls = [];
    const handle = start({ env: { TOLLGATE_OTLP_ENDPOINT: "http://127.0.0.1:9" }, onCall: (call) => calls.push(call), write() {} });
    const body = JSON.stringify({ model: "gpt-4o", messages: [] });
    await (await fetch("https://api.openai.com/v1/chat/completions", { method: "POST", body })).text();
    handle.finishEnded();
    console.log(JSON.stringify({ seen, sources: calls.map(({ record }) => record.usageSource) }));
    process.exit(0);`;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { cwd });
  expect(JSON.parse(stdout)).toEqual({ seen: [], sources: ["provider"] });
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

it("where the tokenizer cannot be loaded the rule of thumb stands, and nothing fails", async () => {
  // In its events the text is 1,230 characters long.
  app = await startMeteredApp(streamOf(chatEvents({ words: PIECES, withUsage: false })));
  await (await ask("chat/completions")).text();
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([
    { costStatus: "estimated", record: { usageSource: "estimated", usage: { outputTokens: 308 } } },
  ]);
  expect(app.lines).toHaveLength(1);
});

it("a call that LangChain may see too does not wait for the tokenizer, or it would be charged twice", async () => {
  const load = real();
  app = await startMeteredApp(streamOf(chatEvents({ words: PIECES, withUsage: false })), { loadTokenizer: load });
  app.handle.meter.joiner.openRun("run", {
    startMs: Date.now(),
    model: "other",
    scope: {},
    caller: { attribution: {}, run: {} },
  });
  await (await ask("chat/completions")).text();
  await app.waitForCalls(1);
  await load.mock.results[0]?.value;
  await (await ask("chat/completions")).text();
  await app.waitForCalls(2);
  expect(load).toHaveBeenCalledTimes(1);
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([308, countTokens(TEXT)]);
});

it("a process that ends while the tokenizer is loading has the call by the rule of thumb", async () => {
  const load = vi.fn(() => new Promise<never>(() => {}));
  app = await startMeteredApp(streamOf(chatEvents({ words: ["abcdefgh"], withUsage: false })), { loadTokenizer: load });
  await (await ask("chat/completions")).text();
  for (let turns = 0; load.mock.calls.length === 0 && turns < 100; turns += 1) await sleep(1);
  app.handle.finishEnded();
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([2]);
});

it("flush() waits for the tokenizer, so that a frozen function has sent its call", async () => {
  app = await startMeteredApp(streamOf(chatEvents({ words: PIECES, withUsage: false })), {
    loadTokenizer: loadEncoding,
  });
  await (await ask("chat/completions")).text();
  expect(await app.handle.flush()).toBe(true);
  expect(app.calls.map(({ record }) => record.usage?.outputTokens)).toEqual([countTokens(TEXT)]);
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
