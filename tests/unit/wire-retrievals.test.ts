import { readFileSync } from "node:fs";
import OpenAI from "openai";
import { afterEach, beforeEach, expect, it } from "vitest";
import { chatAnswer, messageAnswer } from "./wire-answers.ts";
import { type MeteredApp, sendJson, startMeteredApp } from "./wire-metered-app.ts";

let app: MeteredApp;
/** What the provider answers, by method and path. */
let answers: Record<string, unknown>;
beforeEach(() => {
  answers = {};
});
afterEach(() => app.stop());

async function serve(provider = "openai"): Promise<void> {
  app = await startMeteredApp(
    ({ method, path }, response) => {
      const answer = answers[`${method} ${path}`];
      if (typeof answer === "string")
        response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer);
      else sendJson(response, answer ?? { error: { message: "Not found", code: "not_found" } }, answer ? 200 : 404);
    },
    { provider },
  );
}
const openai = () => new OpenAI({ apiKey: "k", baseURL: `${app.provider.url}/v1`, maxRetries: 0 });

/** 2026-11-22 23:59:30 UTC: half a minute before midnight. */
const CREATED = 1_795_391_970;
function response(overrides: object = {}) {
  return {
    id: "resp_1",
    object: "response",
    created_at: CREATED,
    status: "completed",
    background: true,
    completed_at: CREATED + 90,
    model: "gpt-4o-2024-08-06",
    output: [],
    usage: { input_tokens: 1000, output_tokens: 200, total_tokens: 1200 },
    ...overrides,
  };
}
const QUEUED = response({ status: "queued", usage: null, completed_at: null });

it("a response in the background is charged when it is fetched, once, at the time it began", async () => {
  await serve();
  answers["POST /v1/responses"] = QUEUED;
  answers["GET /v1/responses/resp_1"] = response({ status: "in_progress", usage: null });
  await openai().responses.create({ model: "gpt-4o", input: "Hi", background: true });
  await openai().responses.retrieve("resp_1");
  expect(app.calls).toEqual([]);

  answers["GET /v1/responses/resp_1"] = response();
  expect((await openai().responses.retrieve("resp_1")).usage?.input_tokens).toBe(1000);
  await openai().responses.retrieve("resp_1");
  // gpt-4o: 1000 × 2.50 + 200 × 10.00 $ per million = $0.0045.
  expect(app.calls).toMatchObject([
    {
      costPicoUsd: 4_500_000_000,
      record: { responseId: "resp_1", startMs: CREATED * 1000, endMs: (CREATED + 90) * 1000, usageSource: "provider" },
    },
  ]);
  expect(app.lines).toEqual([]);
});

it("a response that was answered at once was charged then, and is not when it is fetched again", async () => {
  await serve();
  answers["POST /v1/responses"] = response({ background: false });
  answers["GET /v1/responses/resp_1"] = response({ background: false });
  await openai().responses.create({ model: "gpt-4o", input: "Hi" });
  await openai().responses.retrieve("resp_1");
  expect(app.calls).toHaveLength(1);
});

it("a background response that failed, was cancelled or is not there charges nothing", async () => {
  await serve();
  answers["GET /v1/responses/resp_1"] = response({ status: "cancelled", usage: null });
  await openai().responses.retrieve("resp_1");
  await expect(openai().responses.retrieve("resp_2")).rejects.toThrow("404");
  answers["GET /v1/responses/resp_3"] = response({
    id: "resp_3",
    status: "failed",
    usage: null,
    error: { code: "server_error" },
  });
  await openai().responses.retrieve("resp_3");
  expect(app.calls).toMatchObject([{ costStatus: "free", record: { errorType: "server_error" } }]);
});

const batchLine = (id: string, body: unknown, status = 200) =>
  JSON.stringify({
    id: `batch_req_${id}`,
    custom_id: id,
    response: { status_code: status, request_id: id, body },
    error: null,
  });
const EMBEDDINGS = {
  object: "list",
  model: "text-embedding-3-small",
  data: [{ object: "embedding", index: 0, embedding: [0.1] }],
  usage: { prompt_tokens: 8, total_tokens: 8 },
};
const OUTPUT = [
  batchLine("a", chatAnswer({ id: "chatcmpl-b1", created: CREATED, service_tier: "default" })),
  batchLine("b", response({ id: "resp_b2", background: false })),
  batchLine("c", { error: { message: "Too long", code: "too_long" } }, 400),
  batchLine("d", EMBEDDINGS),
].join("\n");

it("each answer in a batch's output file is a call at the price of a batch, at its own time", async () => {
  await serve();
  answers["GET /v1/batches/batch_1"] = {
    id: "batch_1",
    object: "batch",
    created_at: CREATED - 5,
    output_file_id: "file-1",
  };
  answers["GET /v1/files/file-1/content"] = OUTPUT;
  const { output_file_id } = await openai().batches.retrieve("batch_1");
  const content = await openai().files.content(output_file_id ?? "");
  expect(await content.text()).toBe(OUTPUT);
  // Half of gpt-4o's prices: 4,000,000,000 / 2; (1000 × 2.50 + 200 × 10.00) / 2; text-embedding-3-small: 8 × 0.02 / 2.
  expect(app.calls).toMatchObject([
    {
      costPicoUsd: 2_250_000_000,
      record: { responseId: "chatcmpl-b1", serviceTier: "batch", startMs: CREATED * 1000 },
    },
    { costPicoUsd: 2_250_000_000, record: { responseId: "resp_b2", operation: "chat" } },
    { costStatus: "free", costPicoUsd: 0, record: { responseId: "batch_req_c", errorType: "too_long" } },
    {
      costPicoUsd: 80_000,
      record: { responseId: "batch_req_d", operation: "embeddings", startMs: (CREATED - 5) * 1000 },
    },
  ]);
  expect(app.lines).toEqual([]);
});

it.each([
  ["text()", (answer: Response) => answer.text()],
  ["arrayBuffer()", async (answer: Response) => Buffer.from(await answer.arrayBuffer()).toString()],
  ["blob()", async (answer: Response) => (await answer.blob()).text()],
  [
    "its body",
    async (answer: Response) => {
      let text = "";
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
      return text;
    },
  ],
])("an output file that is read by %s twice is charged once", async (_, read) => {
  await serve();
  answers["GET /v1/files/file-1/content"] = `${OUTPUT}\n`;
  for (let time = 0; time < 2; time += 1)
    expect(await read(await fetch(`${app.provider.url}/v1/files/file-1/content`))).toBe(`${OUTPUT}\n`);
  expect(app.calls).toHaveLength(4);
});

it("other files are left alone", async () => {
  await serve();
  answers["GET /v1/files/file-2/content"] = `{"messages": [{"role": "user", "content": "Hi"}]}\n${OUTPUT}`;
  answers["GET /v1/files/file-3/content"] = "%PDF-1.7\n{}";
  for (const file of ["file-2", "file-3"]) await (await fetch(`${app.provider.url}/v1/files/${file}/content`)).text();
  expect(app.calls).toEqual([]);
});

it("an answer of a batch that is of no known API is counted as a failure of ours", async () => {
  await serve();
  answers["GET /v1/files/file-4/content"] = `${batchLine("x", { object: "video" })}\n${OUTPUT}`;
  await (await fetch(`${app.provider.url}/v1/files/file-4/content`)).text();
  expect(app.calls).toHaveLength(4);
});

it("Anthropic: results of a batch are charged at the time of the batch", async () => {
  await serve("anthropic");
  answers["GET /v1/messages/batches/msgbatch_1"] = { id: "msgbatch_1", created_at: "2026-11-22T23:59:30.5Z" };
  const results = [
    { custom_id: "a", result: { type: "succeeded", message: messageAnswer({ id: "msg_b1" }) } },
    { custom_id: "b", result: { type: "errored", error: { type: "invalid_request" } } },
    { custom_id: "c", result: { type: "expired" } },
  ];
  answers["GET /v1/messages/batches/msgbatch_1/results"] = results.map((line) => `${JSON.stringify(line)}\n`).join("");
  await (await fetch(`${app.provider.url}/v1/messages/batches/msgbatch_1`)).json();
  await (await fetch(`${app.provider.url}/v1/messages/batches/msgbatch_1/results`)).text();
  expect(app.calls).toMatchObject([
    {
      record: {
        responseId: "msg_b1",
        serviceTier: "batch",
        startMs: CREATED * 1000 + 500,
        usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 300, cacheWriteTokens: 100 },
      },
    },
    { costStatus: "free", record: { responseId: "msgbatch_1:b", errorType: "invalid_request", serviceTier: "batch" } },
    { costStatus: "free", record: { responseId: "msgbatch_1:c", errorType: "expired", startMs: CREATED * 1000 + 500 } },
  ]);
});

it("requests of a batch that failed are failed calls at no cost, once, by the error that their file gives", async () => {
  await serve();
  const refused = { error: { message: "No such model", type: "invalid_request_error", code: "model_not_found" } };
  const lines = [
    { id: "batch_req_1", custom_id: "a", response: null, error: { code: "batch_expired", message: "Too late" } },
    { id: "batch_req_2", custom_id: "b", response: { status_code: 404, request_id: "r", body: refused }, error: null },
    { id: "batch_req_3", custom_id: "c", response: { status_code: 500, request_id: "r", body: null }, error: null },
    { custom_id: "d", response: null, error: null },
  ];
  answers["GET /v1/files/file-error/content"] = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  for (let time = 0; time < 2; time += 1) await (await fetch(`${app.provider.url}/v1/files/file-error/content`)).text();
  const failed = (responseId: string, errorType: string) => ({
    costStatus: "free",
    costPicoUsd: 0,
    record: { responseId, errorType, usageSource: "provider" },
  });
  expect(app.calls).toMatchObject([
    failed("batch_req_1", "batch_expired"),
    failed("batch_req_2", "model_not_found"),
    failed("batch_req_3", "500"),
    failed("file-error:d", "error"),
  ]);
});

it("a transcription is charged by what its form asks for", async () => {
  await serve();
  answers["POST /v1/audio/transcriptions"] = { text: "Hi", usage: { type: "duration", seconds: 90 } };
  const file = new File([readFileSync(new URL(import.meta.url))], "speech.wav");
  await openai().audio.transcriptions.create({ model: "whisper-1", file });
  // whisper-1: $0.006 a minute, 90 s = $0.009.
  expect(app.calls).toMatchObject([
    { costPicoUsd: 9_000_000_000, record: { requestModel: "whisper-1", usage: { counted: { audioSecond: 90 } } } },
  ]);
});

it("a transcription without counts is unpriced, not free", async () => {
  await serve();
  answers["POST /v1/audio/transcriptions"] = "1\n00:00:00 --> 00:00:02\nHi";
  const file = new File(["x"], "speech.wav");
  await openai().audio.transcriptions.create({ model: "whisper-1", file, response_format: "srt" });
  expect(app.calls).toMatchObject([{ costStatus: "unpriced", record: { requestModel: "whisper-1" } }]);
});

it("an edited image is charged by its tokens", async () => {
  await serve();
  answers["POST /v1/images/edits"] = {
    data: [{ b64_json: "eA==" }],
    usage: { input_tokens: 200, output_tokens: 1056, input_tokens_details: { image_tokens: 194, text_tokens: 6 } },
  };
  const image = new File(["x"], "cat.png");
  await openai().images.edit({ model: "gpt-image-1", image, prompt: "A hat" });
  expect(app.calls).toMatchObject([
    {
      costStatus: "priced",
      record: { requestModel: "gpt-image-1", usage: { inputImageTokens: 194, outputImageTokens: 1056 } },
    },
  ]);
});
