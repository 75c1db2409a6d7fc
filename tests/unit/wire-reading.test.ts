import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it } from "vitest";
import { CHAT_COST_PICO_USD, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, type MeteredAppOptions, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const REQUEST = { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }] };

async function serve(streaming: boolean, options: MeteredAppOptions = {}): Promise<void> {
  app = await startMeteredApp((request, response) => {
    if (request.method === "PUT") return response.end(request.body);
    return streaming ? sendEvents(response, chatEvents(), 2) : sendJson(response, chatAnswer());
  }, options);
}

function call(init: RequestInit = {}): Promise<Response> {
  return fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(REQUEST), ...init });
}

async function readAll(stream: ReadableStream): Promise<string> {
  return new Response(stream).text();
}

const WAYS: [name: string, read: (response: Response) => Promise<string>][] = [
  ["text()", (response) => response.text()],
  ["arrayBuffer()", async (response) => new TextDecoder().decode(await response.arrayBuffer())],
  ["bytes()", async (response) => new TextDecoder().decode(await response.bytes())],
  ["blob()", async (response) => (await response.blob()).text()],
  ["Response.prototype.text", (response) => Response.prototype.text.call(response)],
  [
    "clone(), the clone first",
    async (response) => {
      const copy = response.clone();
      const text = await copy.text();
      expect(await response.text()).toBe(text);
      return text;
    },
  ],
  [
    "clone() after touching body",
    async (response) => {
      expect(response.body).toBe(response.body);
      const copy = response.clone();
      expect(await response.text()).toBe(await copy.text());
      return (await fetch(`${app.provider.url}/echo`, { method: "PUT", body: "x" })).ok ? "same" : "";
    },
  ],
  ["touching body, then text()", (response) => (response.body ? response.text() : Promise.resolve(""))],
  [
    "getReader()",
    async (response) => {
      const reader = response.body?.getReader();
      expect(reader).toBeInstanceOf(ReadableStreamDefaultReader);
      const decoder = new TextDecoder();
      let text = "";
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
        text += decoder.decode(read.value, { stream: true });
      }
      await reader?.closed;
      reader?.releaseLock();
      return text;
    },
  ],
  [
    "a BYOB reader",
    async (response) => {
      const reader = response.body?.getReader({ mode: "byob" });
      const decoder = new TextDecoder();
      let text = "";
      for (
        let read = await reader?.read(new Uint8Array(100));
        read && !read.done;
        read = await reader?.read(new Uint8Array(100))
      ) {
        text += decoder.decode(read.value, { stream: true });
      }
      return text;
    },
  ],
  [
    "for await",
    async (response) => {
      const decoder = new TextDecoder();
      let text = "";
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
      return text;
    },
  ],
  [
    "values()",
    async (response) => {
      const decoder = new TextDecoder();
      let text = "";
      for await (const chunk of response.body?.values({ preventCancel: true }) ?? [])
        text += decoder.decode(chunk, { stream: true });
      return text;
    },
  ],
  [
    "tee()",
    async (response) => {
      const [one, other] = response.body?.tee() ?? [];
      const text = await readAll(one as ReadableStream);
      expect(await readAll(other as ReadableStream)).toBe(text);
      return text;
    },
  ],
  ["pipeThrough()", (response) => readAll(response.body?.pipeThrough(new TransformStream()) as ReadableStream)],
  [
    "pipeTo()",
    async (response) => {
      const { readable, writable } = new TransformStream();
      const [text] = await Promise.all([readAll(readable), response.body?.pipeTo(writable)]);
      return text;
    },
  ],
  ["new Response(body)", (response) => new Response(response.body).text()],
  [
    "Readable.fromWeb(body)",
    async (response) => {
      let text = "";
      for await (const chunk of Readable.fromWeb(response.body as never).setEncoding("utf8")) text += chunk;
      return text;
    },
  ],
  [
    "sending the body on",
    async (response) =>
      (
        await fetch(`${app.provider.url}/echo`, { method: "PUT", body: response.body, duplex: "half" } as RequestInit)
      ).text(),
  ],
];

describe.each([
  ["plain", false],
  ["streamed", true],
] as const)("a %s answer", (_, streaming) => {
  it.each(WAYS)("read by %s reaches the app unchanged and is charged once", async (name, read) => {
    await serve(streaming);
    const expected = streaming ? chatEvents().join("") : JSON.stringify(chatAnswer());
    const text = await read(await call());
    expect(text).toBe(name === "clone() after touching body" ? "same" : expected);
    const [seen] = await app.waitForCalls(1);
    expect(seen).toMatchObject({ costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD });
    expect(seen?.record).toMatchObject({
      provider: "openai",
      requestModel: "gpt-4o",
      responseModel: "gpt-4o-2024-08-06",
      stream: streaming,
    });
    expect(app.calls).toHaveLength(1);
  });
});

describe.each([
  ["plain", false],
  ["streamed", true],
] as const)("a %s answer read by two readers, one after the other", (_, streaming) => {
  it.each([
    ["releaseLock()", takeOne],
    ["releaseLock() while a read waits", takeOneAndAsk],
    ["a loop with preventCancel that is left", loopOnce],
  ])("with %s is charged once, at its end", async (_name, begin) => {
    await serve(streaming);
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const { body } = await call();
    if (body === null) throw new Error("No body");
    let text = await begin(body);
    for (let turns = 0; turns < 5; turns += 1) {
      await sleep(5);
      collectGarbage();
    }
    expect(app.calls).toEqual([]);
    const decoder = new TextDecoder();
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
    expect(text).toBe(streaming ? chatEvents().join("") : JSON.stringify(chatAnswer()));
    expect(await app.waitForCalls(1)).toMatchObject([{ costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD }]);
    expect(app.calls).toHaveLength(1);
  });
});

async function takeOne(body: ReadableStream): Promise<string> {
  const reader = body.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  // What is done with a reader after its release concerns nobody.
  await expect(reader.read()).rejects.toThrow(TypeError);
  await expect(reader.cancel()).rejects.toThrow(TypeError);
  return new TextDecoder().decode(value);
}

async function takeOneAndAsk(body: ReadableStream): Promise<string> {
  const reader = body.getReader();
  const first = await reader.read();
  const waiting = reader.read();
  reader.releaseLock();
  const second = await waiting.catch(() => ({ value: undefined }));
  const decoder = new TextDecoder();
  return decoder.decode(first.value, { stream: true }) + decoder.decode(second.value);
}

async function loopOnce(body: ReadableStream): Promise<string> {
  for await (const chunk of body.values({ preventCancel: true })) return new TextDecoder().decode(chunk);
  return "";
}
