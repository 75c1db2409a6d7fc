import { gzipSync } from "node:zlib";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { CHAT_COST_PICO_USD, chatAnswer, chatEvents } from "./wire-answers.ts";
import { type Answer, type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const serve = async (answer: Answer) => {
  app = await startMeteredApp(answer);
};
const REQUEST = { model: "gpt-4o", messages: [{ role: "user" as const, content: "Hi" }] };
const ask = () => fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body: JSON.stringify(REQUEST) });
const openai = () => new OpenAI({ baseURL: `${app.provider.url}/v1`, apiKey: "k", maxRetries: 0 });
const LONG = chatAnswer({ padding: "x".repeat(100_000) });

describe("gzip", () => {
  const send =
    (bytes: Buffer, type = "application/json"): Answer =>
    (_request, response) =>
      response.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(bytes);

  it("a whole answer, plain and streamed, is charged by its counts", async () => {
    await serve(({ body }, response) =>
      body.includes('"stream":true')
        ? send(gzipSync(chatEvents().join("")), "text/event-stream")({} as never, response)
        : send(gzipSync(JSON.stringify(LONG)))({} as never, response),
    );
    await openai().chat.completions.create(REQUEST);
    for await (const _chunk of await openai().chat.completions.create({ ...REQUEST, stream: true }));
    await app.waitForCalls(2);
    const charge = { costStatus: "priced", costPicoUsd: CHAT_COST_PICO_USD, record: { usageSource: "provider" } };
    expect(app.calls).toMatchObject([charge, charge]);
  });

  it.each([
    ["in the middle", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["before its last bytes", (bytes: Buffer) => bytes.subarray(0, -4)],
    ["after its head", (bytes: Buffer) => bytes.subarray(0, 10)],
  ])(
    "one that is cut short %s fails for the app as without us, and is an estimate with a limit",
    async (_name, cut) => {
      await serve(send(cut(gzipSync(JSON.stringify(LONG)))));
      const bare = await ask()
        .then((answer) => answer.json())
        .then(
          () => "read",
          (error: Error) => error.name,
        );
      await app.waitForCalls(1);
      const [call] = app.calls;
      // Node's own decoder forgives a missing end.
      expect(["read", "TypeError", "SyntaxError"]).toContain(bare);
      expect(call?.costPicoUsd ?? 0).toBeGreaterThanOrEqual(0);
      expect(call?.costPicoUsd ?? 0).toBeLessThan(400_000_000_000);
      if (bare !== "read") expect(call?.record.usageSource).not.toBe("provider");
    },
  );

  it("what is said to be gzip and is none", async () => {
    await serve(send(Buffer.from(JSON.stringify(LONG))));
    await expect(ask().then((answer) => answer.json())).rejects.toThrow();
    await app.waitForCalls(1);
    expect(app.calls[0]?.record.usageSource).not.toBe("provider");
  });
});

describe("duplicate keys", () => {
  const usage = (prompt: number) =>
    JSON.stringify({ prompt_tokens: prompt, completion_tokens: 1, total_tokens: prompt + 1 });
  const withTwo = (padding: string) =>
    `{"id":"a","model":"gpt-4o","usage":${usage(5)},"padding":"${padding}","choices":[],"usage":${usage(7)}}`;

  it.each([
    ["short", ""],
    ["long", "x".repeat(5_000)],
  ])("of a %s answer the last one counts, as for the app", async (_name, padding) => {
    await serve((_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(withTwo(padding)),
    );
    const { usage: seen } = (await (await ask()).json()) as { usage: { prompt_tokens: number } };
    await (await ask()).text();
    expect(seen.prompt_tokens).toBe(7);
    expect(app.calls.map(({ record }) => record.usage?.inputTokens)).toEqual([7, 7]);
  });
});

describe("a stream that ends in half a line", () => {
  it.each([
    ["of its text", 0.5, "interrupted"],
    ["of its counts", 0.97, "interrupted"],
    ["of its last event", 0.995, "provider"],
  ])("%s", async (_name, part, source) => {
    const text = chatEvents().join("");
    const bytes = Buffer.from(text);
    await serve((_request, response) =>
      response.writeHead(200, { "content-type": "text/event-stream" }).end(bytes.subarray(0, bytes.length * part)),
    );
    await (await ask()).text();
    expect(app.calls).toMatchObject([{ record: { usageSource: source } }]);
    expect(app.calls[0]?.costPicoUsd).toBeGreaterThan(0);
    expect(app.calls[0]?.costPicoUsd).toBeLessThanOrEqual(CHAT_COST_PICO_USD);
  });
});

it("status 200 with an error body is a failed call at no cost", async () => {
  await serve((_request, response) => sendJson(response, { error: { message: "Busy", code: 502 } }));
  await (await ask()).json();
  expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "502", httpStatus: 200 } }]);
});
