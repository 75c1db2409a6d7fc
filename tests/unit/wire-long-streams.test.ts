import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, it, vi } from "vitest";
import { CHAT_COST_PICO_USD, chatEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendEvents, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(async () => {
  vi.useRealTimers();
  await app.stop();
});

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
/** 2 s alone, 6 s beside other tests. */
const LONG = { timeout: MINUTE_MS };
const REQUEST = { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }], stream: true };

function callRaw(): Promise<Response> {
  return fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(REQUEST) });
}

const [HEAD = "", WORD = ""] = chatEvents({ words: ["word "] });
/** 64 kB of events, as one write. */
const EVENTS = Buffer.from(WORD.repeat(Math.ceil(65_536 / WORD.length)));

/** Sends `piece` until it has sent so many megabytes, as fast as the caller reads; then `end`. */
function longStream(megabytes: number, piece: Buffer, end: readonly string[] = []): Answer {
  return async (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(HEAD);
    const pieces = function* () {
      for (let sent = 0; sent < megabytes * MB; sent += piece.length) yield piece;
      yield* end;
    };
    await pipeline(Readable.from(pieces(), { highWaterMark: 1 }), response).catch(() => {});
  };
}

/** Reads to the end. Returns the megabytes read, and by how many the memory that is in use had grown at the worst. */
async function readAll(response: Response): Promise<{ read: number; grown: number }> {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const samples: number[] = [];
  let read = 0;
  for await (const chunk of response.body ?? []) {
    read += chunk.byteLength / MB;
    if (read < 10 * (samples.length + 1)) continue;
    // Twice: buffers are freed behind the objects that held them.
    collectGarbage();
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    samples.push((heapUsed + arrayBuffers) / MB);
  }
  return { read, grown: Math.max(...samples) - (samples[0] ?? 0) };
}

it.each([true, false])("100 MB through the hook keep memory flat (usage at the end: %s)", LONG, async (withUsage) => {
  app = await startMeteredApp(longStream(100, EVENTS, chatEvents({ withUsage }).slice(-2)));
  const { read, grown } = await readAll(await callRaw());
  expect(read).toBeGreaterThan(100);
  // Measured after each 10 MB, against the first: 0.1 to 0.2 MB.
  expect(grown).toBeLessThan(5);
  await app.waitForCalls(1);
  expect(app.calls[0]?.record.usageSource).toBe(withUsage ? "provider" : "estimated");
  if (withUsage) expect(app.calls[0]?.costPicoUsd).toBe(CHAT_COST_PICO_USD);
});

it("a line that never ends is kept up to a limit, and what follows it is still read", LONG, async () => {
  // 100 MB without a line break: no provider sends such, but what does must not take an app's memory.
  const endless = Buffer.from("x".repeat(65_536));
  app = await startMeteredApp(longStream(100, endless, ["\n", ...chatEvents().slice(-2)]));
  const { grown } = await readAll(await callRaw());
  // 32 M characters are kept, of which the first measurement has 10 already: 22 MB.
  expect(grown).toBeLessThan(50);
  await app.waitForCalls(1);
  expect(app.calls).toMatchObject([{ costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } }]);
});

it("an app that does not read holds the provider back, as without us", async () => {
  let answer: ServerResponse | undefined;
  app = await startMeteredApp((request, response) => {
    answer = response;
    return longStream(100, EVENTS)(request, response);
  });
  const response = await callRaw();
  const written = () => answer?.socket?.bytesWritten ?? 0;
  for (let before = -1; before !== written(); await sleep(100)) before = written();
  // What the sockets of a machine take: 3.8 MB here.
  expect(written()).toBeLessThan(50 * MB);
  await response.body?.cancel();
});

it("an answer that the app holds and does not read is ended after ten minutes, at the latest after twenty", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  app = await startMeteredApp((_request, response) => sendEvents(response, chatEvents()));
  const held = await callRaw();
  await vi.advanceTimersByTimeAsync(20 * MINUTE_MS - 1);
  expect(app.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(app.calls).toMatchObject([{ costStatus: "estimated", record: { usageSource: "interrupted" } }]);
  // It is still the app's: reading it later works, and is no second call.
  expect(await held.text()).toContain("[DONE]");
  expect(app.calls).toHaveLength(1);
});

it("an answer that is read once in ten minutes, and one that is still awaited, are not idle", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const answers: ServerResponse[] = [];
  app = await startMeteredApp((_request, response) => answers.push(response));
  const answerTo = async (request: number) => {
    await vi.waitFor(() => expect(answers).toHaveLength(request));
    return answers[request - 1]?.writeHead(200, { "content-type": "text/event-stream" });
  };
  const read = callRaw();
  const slowly = await answerTo(1);
  slowly?.write(HEAD);
  const reader = (await read).body?.getReader();
  const awaited = callRaw();
  for (let tens = 0; tens < 6; tens += 1) {
    slowly?.write(WORD);
    await reader?.read();
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  }
  (await answerTo(2))?.end(chatEvents().join(""));
  await (await awaited).text();
  expect(app.calls).toMatchObject([{ costStatus: "priced", record: { usageSource: "provider" } }]);
  await reader?.cancel();
  expect(app.calls).toHaveLength(2);
});
