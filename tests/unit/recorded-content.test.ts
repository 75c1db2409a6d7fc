import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { CallContent } from "../../instrumentation/content/content-recorder.ts";
import { redactContent } from "../../instrumentation/content/redact-content.ts";
import { chatAnswer, chatEvents } from "./wire-answers.ts";
import { type MeteredApp, sendEvents, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

const KEY = "fedcba9876543210fedcba9876543210";

async function begin(env: Record<string, string>): Promise<void> {
  app = await startMeteredApp(
    (request, response) => {
      if (request.body.includes('"stream":true')) return sendEvents(response, chatEvents());
      return sendJson(response, chatAnswer());
    },
    { env },
  );
}

type Read = "json" | "text";

async function ask(request: object, read: Read = "json"): Promise<void> {
  const body = JSON.stringify({ model: "gpt-4o", ...request });
  await (await fetch(`${app.provider.url}/v1/chat/completions`, { method: "POST", body }))[read]();
}

const user = (content: unknown) => ({ role: "user", content });
const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });
const contents = () =>
  app.calls.map(({ record: { content } }) => ({
    input: content?.input && JSON.parse(content.input),
    output: content?.output && JSON.parse(content.output),
  }));

async function sent(): Promise<string> {
  await app.handle.flush();
  return JSON.stringify(app.collector.requests.map(({ body }) => body));
}

describe("a keyed hash of the prompt", () => {
  it("is equal for equal prompts, whatever model and limits, and holds no text", async () => {
    await begin({ TOLLGATE_PROMPT_HASH_KEY: KEY });
    await ask({ messages: [user("A secret question")] });
    await ask({ model: "gpt-4o-mini", max_tokens: 5, messages: [user("A secret question")] });
    await ask({ messages: [user("A secret question?")] });
    await ask({ messages: [{ role: "system", content: "Be brief" }, user("A secret question")] });
    const hashes = app.calls.map(({ record }) => record.promptHash);
    // Five fields of instructions, then messages and eight others that are absent.
    const hashed = JSON.stringify([
      null,
      null,
      null,
      null,
      null,
      [user("A secret question")],
      ...new Array(8).fill(null),
    ]);
    expect(hashes[0]).toBe(createHmac("sha256", KEY).update(hashed).digest("hex").slice(0, 32));
    expect(hashes[1]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(3);
    expect(await sent()).not.toContain("secret question");
  });

  it("is of another value under another key", async () => {
    await begin({ TOLLGATE_PROMPT_HASH_KEY: KEY });
    await ask({ messages: [user("Hi")] });
    const [first] = app.calls.map(({ record }) => record.promptHash);
    await app.stop();
    await begin({ TOLLGATE_PROMPT_HASH_KEY: `${KEY}x` });
    await ask({ messages: [user("Hi")] });
    expect(app.calls[0]?.record.promptHash).not.toBe(first);
  });

  it("is off without a key", async () => {
    await begin({});
    await ask({ messages: [user("Hi")] });
    expect(app.calls[0]?.record.promptHash).toBeUndefined();
    expect(await sent()).not.toContain("tollgate.prompt.hash");
  });
});

describe("prompts and answers", () => {
  const BOTH = { TOLLGATE_RECORD_CONTENT: "prompts,answers" };

  it("are not recorded by default", async () => {
    await begin({});
    redactContent(({ messages }) => messages);
    await ask({ messages: [user("A secret question")] });
    expect(contents()).toEqual([{ input: undefined, output: undefined }]);
    expect(await sent()).not.toMatch(/secret question|Grüße|gen_ai[.](input|output)[.]messages/);
  });

  it.each<[string, object, Read]>([
    ["read by json()", {}, "json"],
    ["read by text()", {}, "text"],
    ["streamed", { stream: true }, "text"],
  ])("are recorded where both are switched on: an answer %s", async (_name, options, read) => {
    await begin(BOTH);
    await ask({ messages: [{ role: "system", content: "Be brief" }, user("Hi")], ...options }, read);
    expect(contents()).toEqual([
      { input: [text("system", "Be brief"), text("user", "Hi")], output: [text("assistant", "Grüße, 世界 👋")] },
    ]);
    expect(await sent()).toContain("gen_ai.input.messages");
  });

  it.each([
    ["prompts", { input: [text("user", "Hi")], output: undefined }],
    ["answers", { input: undefined, output: [text("assistant", "Grüße, 世界 👋")] }],
  ])("one of both can be switched on: %s", async (switched, expected) => {
    await begin({ TOLLGATE_RECORD_CONTENT: switched });
    await ask({ messages: [user("Hi")] });
    expect(contents()).toEqual([expected]);
  });

  it.each([1, 2, 3, 5, 7])("characters that chunks of %d bytes cut are recorded whole", async (size) => {
    const bytes = Buffer.from(JSON.stringify(chatAnswer()));
    const bare = globalThis.fetch;
    // A network would join them again.
    globalThis.fetch = async () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
            controller.close();
          },
        }),
        { headers: { "content-type": "application/json" } },
      );
    try {
      await begin(BOTH);
      const response = await fetch(`${app.provider.url}/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ model: "gpt-4o", messages: [user("Hi")] }),
      });
      const read: Uint8Array[] = [];
      for await (const chunk of response.body ?? []) read.push(chunk);
      expect(Buffer.concat(read).equals(bytes)).toBe(true);
      expect(contents()[0]?.output).toEqual([text("assistant", "Grüße, 世界 👋")]);
    } finally {
      await app.handle.close();
      globalThis.fetch = bare;
    }
  });

  it("images and files are parts without their bytes", async () => {
    await begin(BOTH);
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
    await ask({ messages: [user([{ type: "text", text: "What is this?" }, image])] });
    expect(contents()[0]?.input).toEqual([
      { role: "user", parts: [{ type: "text", content: "What is this?" }, { type: "image_url" }] },
    ]);
    expect(await sent()).not.toContain("AAAA");
  });

  it("a redaction hook sees both sides and the call, and what it gives is what is recorded", async () => {
    await begin(BOTH);
    const seen: [CallContent["kind"], string][] = [];
    redactContent(({ kind, messages }, call) => {
      seen.push([kind, call.requestModel]);
      if (kind === "answer") return undefined;
      return messages.map(({ role }) => text(role, "[masked]"));
    });
    await ask({ messages: [user("My card is 4111 1111")] });
    expect(contents()).toEqual([{ input: [text("user", "[masked]")], output: undefined }]);
    expect(seen).toEqual([
      ["prompt", "gpt-4o"],
      ["answer", "gpt-4o"],
    ]);
    expect(await sent()).not.toContain("4111");
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("My card is 4111");
      },
    ],
    ["gives no list", () => "My card is 4111" as never],
  ])("a redaction hook that %s records nothing, and the call is charged all the same", async (_name, redact) => {
    await begin(BOTH);
    redactContent(redact);
    await ask({ messages: [user("My card is 4111")] });
    expect(contents()).toEqual([{ input: undefined, output: undefined }]);
    expect(app.calls[0]?.costStatus).toBe("priced");
    expect(await sent()).not.toContain("4111");
  });

  it.each([
    ["at", 16_384, false],
    ["above", 16_385, true],
  ])("an attribute has at most 16,384 characters: %s the limit", async (_name, chars, isCut) => {
    await begin({ TOLLGATE_RECORD_CONTENT: "prompts" });
    const frame = JSON.stringify([text("user", "")]).length;
    await ask({ messages: [user("x".repeat(chars - frame))] });
    const input = app.calls[0]?.record.content?.input ?? "";
    expect(input.length).toBeLessThanOrEqual(16_384);
    expect(input.includes("…")).toBe(isCut);
    expect(() => JSON.parse(input)).not.toThrow();
  });

  it("long texts are sent in requests that a collector takes: none above 8 MiB, no call twice or missing", {
    timeout: 30_000,
  }, async () => {
    await begin({ TOLLGATE_RECORD_CONTENT: "prompts" });
    // Three bytes each: 400 × 49 kB are 19 MB.
    const messages = [user("世".repeat(16_000))];
    await Promise.all(Array.from({ length: 400 }, () => ask({ messages })));
    await app.handle.flush();
    const bodies = app.collector.requests.filter(({ path }) => path === "/v1/traces").map(({ body }) => body);
    for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(bodies.reduce((spans, body) => spans + body.split('"spanId"').length - 1, 0)).toBe(400);
  });

  it("a conversation of thousands of messages is left out whole", async () => {
    await begin({ TOLLGATE_RECORD_CONTENT: "prompts" });
    await ask({ messages: Array.from({ length: 2_000 }, () => user("Hi")) });
    expect(contents()[0]?.input).toEqual([{ role: "user", parts: [{ type: "omitted" }] }]);
  });
});
