import { Readable } from "node:stream";
import { inspect } from "node:util";
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

it("a request to a deployment of Azure's asks for the deployment, and is priced by the model of the answer", async () => {
  await serve(false);
  const body = JSON.stringify({ messages: REQUEST.messages });
  const url = `${app.provider.url}/openai/deployments/chat-1/chat/completions?api-version=2024-10-21`;
  await (await fetch(url, { method: "POST", body })).json();
  expect(app.calls).toMatchObject([
    { costPicoUsd: CHAT_COST_PICO_USD, record: { requestModel: "chat-1", responseModel: "gpt-4o-2024-08-06" } },
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
