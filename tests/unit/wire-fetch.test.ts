import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
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

it("a plain answer read by json() reaches the app unchanged and is charged once", async () => {
  await serve(false);
  expect(await (await call()).json()).toEqual(chatAnswer());
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { responseId: "chatcmpl-9x1", serviceTier: "default" } },
  ]);
});

it("a Response looks to the app as it does without us", async () => {
  await serve(false);
  const response = await call();
  expect(response).toBeInstanceOf(Response);
  expect(response.constructor).toBe(Response);
  expect(Object.getOwnPropertyNames(response)).toEqual([]);
  expect(Object.getOwnPropertySymbols(response)).toEqual([]);
  expect(inspect(response)).toMatch(/^Response \{/);
  expect(response.body?.constructor).toBe(ReadableStream);
  expect(response.headers.get("x-request-id")).toBe("req_1");
  expect(response.url).toBe(`${app.provider.url}/v1/chat/completions`);
  expect(response.bodyUsed).toBe(false);
  await response.text();
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(TypeError);
});

it("a request is sent as it was given, whatever holds its body", async () => {
  await serve(false);
  const body = JSON.stringify(REQUEST);
  const url = `${app.provider.url}/v1/chat/completions`;
  const headers = { "content-type": "application/json", "x-own": "1" };
  await (await fetch(new Request(url, { method: "POST", body, headers }))).json();
  await (await fetch(new URL(url), { method: "post", body: new TextEncoder().encode(body), headers })).json();
  expect(app.provider.requests.map(({ body }) => body)).toEqual([body, body]);
  expect(app.provider.requests.every(({ headers }) => headers["x-own"] === "1")).toBe(true);
  expect(app.calls.map(({ record }) => record.requestModel)).toEqual(["gpt-4o", "gpt-4o"]);
});

it("other traffic is left alone: another method, another path, another shape at an unknown host", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, { ok: true }), { provider: null });
  const response = await fetch(`${app.provider.url}/v1/messages`, { method: "POST", body: '{"text":"hi"}' });
  expect(Object.getPrototypeOf(response)).toBe(Response.prototype);
  await fetch(`${app.provider.url}/v1/chat/completions`);
  await fetch(`${app.provider.url}/other`, { method: "POST", body: "x" });
  // A model-like request, but the answer is none: some service of the app's own.
  await (await call()).json();
  expect(app.calls).toEqual([]);
});

it("a request of another API under a path that ends alike is left alone, also at a known host", async () => {
  app = await startMeteredApp((_request, response) => sendJson(response, { id: "msg_1", object: "thread.message" }));
  const body = JSON.stringify({ role: "user", content: "Hi" });
  await (await fetch(`${app.provider.url}/v1/threads/thread_1/messages`, { method: "POST", body })).json();
  expect(app.calls).toEqual([]);
});

it("a known host's request without a model, as Azure's deployments take it, is metered by the answer's", async () => {
  await serve(false);
  const body = JSON.stringify({ messages: REQUEST.messages });
  const url = `${app.provider.url}/openai/deployments/chat-1/chat/completions?api-version=2024-10-21`;
  await (await fetch(url, { method: "POST", body })).json();
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { requestModel: "", responseModel: "gpt-4o-2024-08-06" } },
  ]);
});

it.each([
  ["204", 204, undefined, "204"],
  ["a redirection", 302, undefined, "302"],
  ["200 with an error whose code is a number", 200, { error: { code: 429, message: "Rate limited" } }, "429"],
  ["200 with an error that is only a message", 200, { error: { message: "Overloaded" } }, "error"],
])("an answer %s is free", async (_, status, answer, errorType) => {
  app = await startMeteredApp((_request, response) => {
    response.writeHead(status, { location: "/elsewhere" }).end(answer && JSON.stringify(answer));
  });
  await (await call({ redirect: "manual" })).text();
  expect(app.calls).toMatchObject([{ costStatus: "free", costPicoUsd: 0, record: { errorType } }]);
  expect(app.lines).toEqual([]);
});

it.each(["/v1/responses", "/v1/messages"])("an error under status 200 at %s is free", async (path) => {
  app = await startMeteredApp((_request, response) => sendJson(response, { error: { code: 503, message: "No" } }));
  const body = JSON.stringify({ model: "gpt-4o", input: "Hi", messages: [] });
  await (await fetch(app.provider.url + path, { method: "POST", body })).json();
  expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "503" } }]);
});

describe("a fetch that was wrapped before us", () => {
  const original = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = original;
  });

  async function serveWrapped(wrapped: () => unknown) {
    globalThis.fetch = wrapped as typeof fetch;
    const settled: number[] = [];
    const guard = {
      reserve: () => ({ outcome: "allowed" as const, reservation: { settle: (cost: number) => settled.push(cost) } }),
      ready: () => Promise.resolve(),
      refresh: () => Promise.resolve(),
      close: () => {},
    };
    await serve(false, { guard });
    // Budgets are known from here on, so that calls go through without waiting.
    await app.handle.meter.ready;
    return settled;
  }

  it("and throws at once does so to the app, and the call is ended and settled", async () => {
    const settled = await serveWrapped(() => {
      throw new RangeError("no fetch today");
    });
    expect(() => call()).toThrow(new RangeError("no fetch today"));
    expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "RangeError" } }]);
    expect(settled).toEqual([0]);
  });

  it("and gives no promise gives the app just that, and the call is ended and settled", async () => {
    const answer = Response.json(chatAnswer());
    const settled = await serveWrapped(() => answer);
    expect(call()).toBe(answer);
    expect(await answer.json()).toEqual(chatAnswer());
    expect(app.calls).toMatchObject([{ costPicoUsd: CHAT_COST_PICO_USD }]);
    expect(settled).toEqual([CHAT_COST_PICO_USD]);
    await app.stop();
    const nothing = await serveWrapped(() => undefined);
    expect(call()).toBeUndefined();
    expect(app.calls).toHaveLength(1);
    expect(nothing).toHaveLength(1);
  });

  it("and answers with another package's Response leaves it readable", async () => {
    // As node-fetch: the body is a stream of Node, and json() reads it.
    class ForeignResponse {
      status = 200;
      headers = new Headers({ "content-type": "application/json" });
      bodyUsed = false;
      body = Readable.from([JSON.stringify(chatAnswer())]);
      async json() {
        let text = "";
        for await (const chunk of this.body) text += chunk;
        return JSON.parse(text);
      }
      async text() {
        return JSON.stringify(await this.json());
      }
    }
    const settled = await serveWrapped(() => Promise.resolve(new ForeignResponse()));
    expect(await (await call()).json()).toEqual(chatAnswer());
    expect(app.calls).toMatchObject([{ costPicoUsd: CHAT_COST_PICO_USD }]);
    expect(settled).toEqual([CHAT_COST_PICO_USD]);
  });
});

it("an unknown host that answers like a model is metered under its own name, unpriced", async () => {
  await serve(false, { provider: null });
  await (await call()).json();
  expect(app.calls).toMatchObject([
    { costStatus: "unpriced", record: { provider: "127.0.0.1", usage: { inputTokens: 1000 } } },
  ]);
  expect(app.calls[0]).not.toHaveProperty("costPicoUsd");
  await (await call()).json();
  expect(app.calls).toHaveLength(2);
  expect(app.lines).toEqual([
    expect.stringMatching(
      /^tollgate: Cannot price call: provider "127\.0\.0\.1" is not .*; it is in the ledger as unpriced\n$/,
    ),
  ]);
});
