import { expect, it } from "vitest";
import { answeringApp } from "./wire-answering-app.ts";
import { backgroundResponse } from "./wire-background-response.ts";

const wire = answeringApp();
const { created_at: CREATED } = backgroundResponse();
const QUEUED = backgroundResponse({ status: "queued", usage: null, completed_at: null });

it("a response in the background is charged when it is fetched, once, at the time it began", async () => {
  await wire.serve();
  wire.answers["POST /v1/responses"] = QUEUED;
  wire.answers["GET /v1/responses/resp_1"] = backgroundResponse({ status: "in_progress", usage: null });
  await wire.openai().responses.create({ model: "gpt-4o", input: "Hi", background: true });
  await wire.openai().responses.retrieve("resp_1");
  expect(wire.app().calls).toEqual([]);

  wire.answers["GET /v1/responses/resp_1"] = backgroundResponse();
  expect((await wire.openai().responses.retrieve("resp_1")).usage?.input_tokens).toBe(1000);
  await wire.openai().responses.retrieve("resp_1");
  // gpt-4o: 1000 × 2.50 + 200 × 10.00 $ per million = $0.0045.
  expect(wire.app().calls).toMatchObject([
    {
      costPicoUsd: 4_500_000_000,
      record: { responseId: "resp_1", startMs: CREATED * 1000, endMs: (CREATED + 90) * 1000, usageSource: "provider" },
    },
  ]);
  expect(wire.app().lines).toEqual([]);
});

it("a response that was answered at once was charged then, and is not when it is fetched again", async () => {
  await wire.serve();
  wire.answers["POST /v1/responses"] = backgroundResponse({ background: false });
  wire.answers["GET /v1/responses/resp_1"] = backgroundResponse({ background: false });
  await wire.openai().responses.create({ model: "gpt-4o", input: "Hi" });
  await wire.openai().responses.retrieve("resp_1");
  expect(wire.app().calls).toHaveLength(1);
});

it("a background response that failed, was cancelled or is not there charges nothing", async () => {
  await wire.serve();
  wire.answers["GET /v1/responses/resp_1"] = backgroundResponse({ status: "cancelled", usage: null });
  await wire.openai().responses.retrieve("resp_1");
  await expect(wire.openai().responses.retrieve("resp_2")).rejects.toThrow("404");
  wire.answers["GET /v1/responses/resp_3"] = backgroundResponse({
    id: "resp_3",
    status: "failed",
    usage: null,
    error: { code: "server_error" },
  });
  await wire.openai().responses.retrieve("resp_3");
  expect(wire.app().calls).toMatchObject([{ costStatus: "free", record: { errorType: "server_error" } }]);
});
