import { expect, it } from "vitest";
import { answeringApp } from "./wire-answering-app.ts";
import { chatAnswer, messageAnswer } from "./wire-answers.ts";
import { backgroundResponse } from "./wire-background-response.ts";

const wire = answeringApp();
const { created_at: CREATED } = backgroundResponse();

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
  batchLine("b", backgroundResponse({ id: "resp_b2", background: false })),
  batchLine("c", { error: { message: "Too long", code: "too_long" } }, 400),
  batchLine("d", EMBEDDINGS),
].join("\n");

it("each answer in a batch's output file is a call at the price of a batch, at its own time", async () => {
  await wire.serve();
  wire.answers["GET /v1/batches/batch_1"] = {
    id: "batch_1",
    object: "batch",
    created_at: CREATED - 5,
    output_file_id: "file-1",
  };
  wire.answers["GET /v1/files/file-1/content"] = OUTPUT;
  const { output_file_id } = await wire.openai().batches.retrieve("batch_1");
  const content = await wire.openai().files.content(output_file_id ?? "");
  expect(await content.text()).toBe(OUTPUT);
  // Half of gpt-4o's prices: 4,000,000,000 / 2; (1000 × 2.50 + 200 × 10.00) / 2; text-embedding-3-small: 8 × 0.02 / 2.
  expect(wire.app().calls).toMatchObject([
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
  expect(wire.app().lines).toEqual([]);
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
  await wire.serve();
  wire.answers["GET /v1/files/file-1/content"] = `${OUTPUT}\n`;
  for (let time = 0; time < 2; time += 1)
    expect(await read(await fetch(`${wire.app().provider.url}/v1/files/file-1/content`))).toBe(`${OUTPUT}\n`);
  expect(wire.app().calls).toHaveLength(4);
});

it("other files are left alone", async () => {
  await wire.serve();
  wire.answers["GET /v1/files/file-2/content"] = `{"messages": [{"role": "user", "content": "Hi"}]}\n${OUTPUT}`;
  wire.answers["GET /v1/files/file-3/content"] = "%PDF-1.7\n{}";
  for (const file of ["file-2", "file-3"])
    await (await fetch(`${wire.app().provider.url}/v1/files/${file}/content`)).text();
  expect(wire.app().calls).toEqual([]);
});

it("an answer of a batch that is of no known API is counted as a failure of ours", async () => {
  await wire.serve();
  wire.answers["GET /v1/files/file-4/content"] = `${batchLine("x", { object: "video" })}\n${OUTPUT}`;
  await (await fetch(`${wire.app().provider.url}/v1/files/file-4/content`)).text();
  expect(wire.app().calls).toHaveLength(4);
});

it("Anthropic: results of a batch are charged at the time of the batch", async () => {
  await wire.serve("anthropic");
  wire.answers["GET /v1/messages/batches/msgbatch_1"] = { id: "msgbatch_1", created_at: "2026-11-22T23:59:30.5Z" };
  const results = [
    { custom_id: "a", result: { type: "succeeded", message: messageAnswer({ id: "msg_b1" }) } },
    { custom_id: "b", result: { type: "errored", error: { type: "invalid_request" } } },
    { custom_id: "c", result: { type: "expired" } },
  ];
  wire.answers["GET /v1/messages/batches/msgbatch_1/results"] = results
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
  await (await fetch(`${wire.app().provider.url}/v1/messages/batches/msgbatch_1`)).json();
  await (await fetch(`${wire.app().provider.url}/v1/messages/batches/msgbatch_1/results`)).text();
  expect(wire.app().calls).toMatchObject([
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
  await wire.serve();
  const refused = { error: { message: "No such model", type: "invalid_request_error", code: "model_not_found" } };
  const lines = [
    { id: "batch_req_1", custom_id: "a", response: null, error: { code: "batch_expired", message: "Too late" } },
    { id: "batch_req_2", custom_id: "b", response: { status_code: 404, request_id: "r", body: refused }, error: null },
    { id: "batch_req_3", custom_id: "c", response: { status_code: 500, request_id: "r", body: null }, error: null },
    { custom_id: "d", response: null, error: null },
  ];
  wire.answers["GET /v1/files/file-error/content"] = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  for (let time = 0; time < 2; time += 1)
    await (await fetch(`${wire.app().provider.url}/v1/files/file-error/content`)).text();
  const failed = (responseId: string, errorType: string) => ({
    costStatus: "free",
    costPicoUsd: 0,
    record: { responseId, errorType, usageSource: "provider" },
  });
  expect(wire.app().calls).toMatchObject([
    failed("batch_req_1", "batch_expired"),
    failed("batch_req_2", "model_not_found"),
    failed("batch_req_3", "500"),
    failed("file-error:d", "error"),
  ]);
});
