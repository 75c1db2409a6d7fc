import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { afterEach, expect, it, vi } from "vitest";
import { loadEncoding } from "../../instrumentation/estimate/load-encoding.ts";
import { askIn, PIECES, streamOf, TEXT } from "./estimate-chat.ts";
import { chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app?.stop());
const ask = (path: string, body?: object) => askIn(app, path, body);
const real = () => vi.fn(loadEncoding);

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
