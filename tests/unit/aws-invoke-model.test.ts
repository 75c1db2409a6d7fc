import { InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, it } from "vitest";
import { bedrockApp } from "./bedrock-app.ts";
import type { BedrockAnswer } from "./bedrock-server.ts";

const aws = bedrockApp();
const { meter } = aws;

describe("InvokeModel in the words of other makers", () => {
  const invoke = async (modelId: string, answer: BedrockAnswer, request: object = { inputText: "Hi" }) => {
    const client = await meter(() => answer);
    await client.send(new InvokeModelCommand({ modelId, body: JSON.stringify(request) }));
    return aws.app.calls;
  };

  it("Titan's embeddings are embeddings", async () => {
    // 1,000 × $0.02/M = $0.00002
    const answer = { json: { embedding: [0.1, 0.2], inputTextTokenCount: 1000 } };
    expect(await invoke("amazon.titan-embed-text-v2:0", answer)).toMatchObject([
      { costPicoUsd: 20_000_000, record: { operation: "embeddings", usage: { inputTokens: 1000, outputTokens: 0 } } },
    ]);
  });

  it("counts that only the headers have", async () => {
    const headers = { "x-amzn-bedrock-input-token-count": "1000", "x-amzn-bedrock-output-token-count": "200" };
    const answer = { headers, json: { outputs: [{ text: "Hi", stop_reason: "stop" }] } };
    expect(await invoke("mistral.mistral-7b-instruct-v0:2", answer, { prompt: "Hi" })).toMatchObject([
      { record: { usageSource: "provider", usage: { inputTokens: 1000, outputTokens: 200 } } },
    ]);
  });

  it("Stability's images are counted, not their bytes", async () => {
    // 1 × $0.04
    const answer = { json: { seeds: [1], finish_reasons: [null], images: ["iVBORw0KGgo=".repeat(9_000)] } };
    expect(await invoke("stability.stable-image-core-v1:1", answer, { prompt: "A cat" })).toMatchObject([
      { costPicoUsd: 40_000_000_000, record: { operation: "generate_content", usage: { counted: { image: 1 } } } },
    ]);
  });

  it.each([
    [1, 1],
    [100, 1],
    [101, 2],
  ])("reranking %i documents is %i queries", async (documents, queries) => {
    const answer = { json: { results: [{ index: 0, relevance_score: 0.9 }] } };
    const request = { query: "Hi", documents: Array(documents).fill("text") };
    expect(await invoke("cohere.rerank-v3-5:0", answer, request)).toMatchObject([
      { costPicoUsd: queries * 2_000_000_000, record: { operation: "embeddings" } },
    ]);
  });
});
