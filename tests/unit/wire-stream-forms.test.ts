import type { ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { converseFrame, eventFrame, invokeFrame } from "./event-frames.ts";
import { type MeteredApp, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
afterEach(() => app.stop());

interface Served {
  provider: string;
  path: string;
  type: string;
  /** Sent one by one. */
  pieces: readonly (string | Buffer)[];
  headers?: Record<string, string>;
  /** The socket ends after the last piece. */
  isCut?: boolean;
}

const REQUEST = {
  model: "llama3.2",
  messages: [{ role: "user", content: "Hi" }],
  contents: [{ parts: [{ text: "Hi" }] }],
};

async function ask({ provider, path, type, pieces, headers, isCut }: Served): Promise<Response> {
  app = await startMeteredApp(
    async (_request, response: ServerResponse) => {
      response.writeHead(200, { "content-type": type, ...headers });
      for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
      if (isCut) response.destroy();
      else response.end();
    },
    { provider },
  );
  return fetch(`${app.provider.url}${path}`, { method: "POST", body: JSON.stringify(REQUEST) });
}

/** Every byte a piece, so that no border between pieces is special. */
const bytewise = (bytes: Buffer) => Array.from(bytes, (byte) => Buffer.of(byte));

const GEMINI_PATH = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
const geminiEvent = (text: string, counts: object, finishReason?: string) => ({
  candidates: [{ content: { parts: [{ text }], role: "model" }, ...(finishReason && { finishReason }), index: 0 }],
  usageMetadata: counts,
  modelVersion: "gemini-2.5-flash",
  responseId: "mA1",
});
const GEMINI_ARRAY = JSON.stringify(
  [
    geminiEvent('He said "]}, {[" \\', { promptTokenCount: 8, totalTokenCount: 8 }),
    geminiEvent("Grüße, 世界 👋", { promptTokenCount: 8, candidatesTokenCount: 12, totalTokenCount: 20 }, "STOP"),
  ],
  null,
  1,
);
const GEMINI_USAGE = { inputTokens: 8, outputTokens: 12 };

it("Gemini: a stream that is one JSON array is read event by event, wherever the network cuts it", async () => {
  const pieces = bytewise(Buffer.from(GEMINI_ARRAY));
  const response = await ask({ provider: "gcp.gemini", path: GEMINI_PATH, type: "application/json", pieces });
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe(GEMINI_ARRAY);
  expect(app.calls).toMatchObject([
    {
      record: {
        stream: true,
        usageSource: "provider",
        usage: GEMINI_USAGE,
        responseId: "mA1",
        timeToFirstChunkMs: expect.any(Number),
      },
    },
  ]);
});

it("Gemini: the same array, parsed whole by the app", async () => {
  const served = { provider: "gcp.gemini", path: GEMINI_PATH, type: "application/json", pieces: [GEMINI_ARRAY] };
  expect(await (await ask(served)).json()).toHaveLength(2);
  expect(app.calls).toMatchObject([{ record: { stream: true, usageSource: "provider", usage: GEMINI_USAGE } }]);
});

it("Gemini: an array that is cut keeps the counts it had, as interrupted", async () => {
  const first = GEMINI_ARRAY.slice(0, GEMINI_ARRAY.indexOf("Grüße"));
  const response = await ask({
    provider: "gcp.gemini",
    path: GEMINI_PATH,
    type: "application/json",
    pieces: [first],
    isCut: true,
  });
  // Not text(), which shows nothing of what it has read before it fails.
  await expect(async () => {
    for await (const _chunk of response.body ?? []);
  }).rejects.toThrow();
  expect(app.calls).toMatchObject([{ record: { usageSource: "interrupted", usage: { inputTokens: 8 } } }]);
});

it.each([
  ["the header, where the answer does not say it", { promptTokenCount: 8, candidatesTokenCount: 12 }, "flex"],
  [
    "the answer, which knows better",
    { promptTokenCount: 8, candidatesTokenCount: 12, serviceTier: "standard" },
    "standard",
  ],
])("Gemini: the service tier is that of %s", async (_, counts, serviceTier) => {
  const path = "/v1beta/models/gemini-2.5-flash:generateContent";
  const headers = { "x-gemini-service-tier": "FLEX" };
  const pieces = [JSON.stringify(geminiEvent("Hi", counts, "STOP"))];
  await (await ask({ provider: "gcp.gemini", path, type: "application/json", pieces, headers })).json();
  expect(app.calls).toMatchObject([{ record: { serviceTier } }]);
});

const OLLAMA_LINES = [
  {
    model: "llama3.2",
    created_at: "2026-11-23T01:00:00Z",
    message: { role: "assistant", content: "Grüße" },
    done: false,
  },
  {
    model: "llama3.2",
    created_at: "2026-11-23T01:00:01Z",
    message: { role: "assistant", content: " 👋" },
    done: false,
  },
  {
    model: "llama3.2",
    created_at: "2026-11-23T01:00:02Z",
    message: { role: "assistant", content: "" },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 26,
    eval_count: 290,
  },
].map((line) => `${JSON.stringify(line)}\n`);

it("Ollama: one event a line; the last has the counts", async () => {
  const pieces = bytewise(Buffer.from(OLLAMA_LINES.join("")));
  const response = await ask({ provider: "ollama", path: "/api/chat", type: "application/x-ndjson", pieces });
  expect(await response.text()).toBe(OLLAMA_LINES.join(""));
  expect(app.calls).toMatchObject([
    {
      record: {
        provider: "ollama",
        stream: true,
        usageSource: "provider",
        usage: { inputTokens: 26, outputTokens: 290 },
      },
    },
  ]);
});

it("Ollama: a stream without its last line is interrupted, its output estimated", async () => {
  const pieces = OLLAMA_LINES.slice(0, 2);
  await (await ask({ provider: "ollama", path: "/api/chat", type: "application/x-ndjson", pieces })).text();
  expect(app.calls).toMatchObject([
    { record: { usageSource: "interrupted", usage: { outputTokens: expect.toSatisfy((tokens) => tokens > 0) } } },
  ]);
});

const FRAMES = "application/vnd.amazon.eventstream";
const CONVERSE = [
  converseFrame("messageStart", { role: "assistant" }),
  converseFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Grüße 👋" } }),
  converseFrame("messageStop", { stopReason: "end_turn" }),
  converseFrame("metadata", {
    usage: { inputTokens: 30, outputTokens: 628, totalTokens: 658 },
    metrics: { latencyMs: 1275 },
  }),
];
const NOVA = "amazon.nova-lite-v1:0";

it("Bedrock: frames of ConverseStream are read, wherever the network cuts them, and their bytes left as they are", async () => {
  const all = Buffer.concat(CONVERSE);
  const response = await ask({
    provider: "aws.bedrock",
    path: `/model/${NOVA}/converse-stream`,
    type: FRAMES,
    pieces: bytewise(all),
    headers: { "x-amzn-requestid": "0c1f-77" },
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(all)).toBe(true);
  expect(app.calls).toMatchObject([
    {
      record: {
        requestModel: "llama3.2",
        responseId: "0c1f-77",
        stream: true,
        usageSource: "provider",
        usage: { inputTokens: 30, outputTokens: 628 },
      },
    },
  ]);
});

it("Bedrock: frames of InvokeModelWithResponseStream have the maker's events inside", async () => {
  const pieces = [
    invokeFrame({
      type: "message_start",
      message: { id: "msg_bdrk_1", model: "claude-haiku-4-5-20251001", usage: { input_tokens: 10, output_tokens: 1 } },
    }),
    invokeFrame({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 15 } }),
    invokeFrame({ type: "message_stop" }),
  ];
  const path = "/model/anthropic.claude-haiku-4-5-20251001-v1:0/invoke-with-response-stream";
  const response = await ask({ provider: "aws.bedrock", path, type: FRAMES, pieces });
  for await (const _chunk of response.body ?? []);
  expect(app.calls).toMatchObject([
    { record: { responseId: "msg_bdrk_1", usageSource: "provider", usage: { inputTokens: 10, outputTokens: 15 } } },
  ]);
});

it("Bedrock: an exception inside a stream fails the call, with what was generated before it", async () => {
  const exception = eventFrame(
    { ":exception-type": "modelStreamErrorException", ":message-type": "exception" },
    { message: "broken" },
  );
  const pieces = [...CONVERSE.slice(0, 2), exception];
  await (await ask({ provider: "aws.bedrock", path: `/model/${NOVA}/converse-stream`, type: FRAMES, pieces })).bytes();
  expect(app.calls).toMatchObject([{ record: { usageSource: "interrupted", errorType: "modelStreamErrorException" } }]);
});

it("Bedrock: bytes that are no frames are handed on, and the call is interrupted", async () => {
  const pieces = [Buffer.alloc(64)];
  const response = await ask({ provider: "aws.bedrock", path: `/model/${NOVA}/converse-stream`, type: FRAMES, pieces });
  expect((await response.bytes()).length).toBe(64);
  expect(app.calls).toMatchObject([{ record: { usageSource: "interrupted" } }]);
});

it("Bedrock: counts that only headers have are taken", async () => {
  const headers = { "x-amzn-bedrock-input-token-count": "17", "x-amzn-bedrock-output-token-count": "4" };
  const pieces = [JSON.stringify({ outputs: [{ text: "Hi", stop_reason: "stop" }] })];
  const path = "/model/mistral.mistral-7b-instruct-v0:2/invoke";
  await (await ask({ provider: "aws.bedrock", path, type: "application/json", pieces, headers })).text();
  expect(app.calls).toMatchObject([
    { record: { usageSource: "provider", usage: { inputTokens: 17, outputTokens: 4 } } },
  ]);
});
