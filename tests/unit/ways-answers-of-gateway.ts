import type { ShapeAnswer } from "./ways-answers.ts";
import { EVENTS, event } from "./ways-events.ts";

const GATEWAY_USAGE = {
  inputTokens: { total: 1000, noCache: 600, cacheRead: 400, cacheWrite: 0 },
  outputTokens: { total: 200, text: 150, reasoning: 50 },
};
const GATEWAY_METADATA = {
  openai: {},
  gateway: { routing: { finalProvider: "openai" }, cost: "0.004", marketCost: "0.004", generationId: "gen_01" },
};
const GATEWAY_FAILED = {
  status: 400,
  body: { error: { message: "No", type: "invalid_request_error" } },
  errorType: "invalid_request_error",
};

/** The Vercel AI Gateway's, by the shape's name. */
export const WAYS_ANSWERS_OF_GATEWAY: Readonly<Record<string, ShapeAnswer>> = {
  "ai-gateway": {
    provider: "vercel-ai-gateway",
    model: "openai/gpt-4o",
    plain: {
      content: [{ type: "text", text: "Hello" }],
      finishReason: { unified: "stop", raw: "stop" },
      usage: GATEWAY_USAGE,
      providerMetadata: GATEWAY_METADATA,
      response: { id: "chatcmpl-1", modelId: "gpt-4o-2024-08-06", timestamp: "2026-11-23T00:00:00.000Z" },
      warnings: [],
    },
    streamed: {
      contentType: EVENTS,
      chunks: [
        { type: "stream-start", warnings: [] },
        { type: "response-metadata", id: "chatcmpl-1", modelId: "gpt-4o-2024-08-06" },
        { type: "text-start", id: "0" },
        { type: "text-delta", id: "0", delta: "Hel" },
        { type: "text-delta", id: "0", delta: "lo" },
        { type: "text-end", id: "0" },
        {
          type: "finish",
          finishReason: { unified: "stop", raw: "stop" },
          usage: GATEWAY_USAGE,
          providerMetadata: GATEWAY_METADATA,
        },
      ].map(event),
    },
    failed: GATEWAY_FAILED,
    usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 },
    responseId: "gen_01",
    manualStatus: /^unpriced$/,
  },
  "ai-gateway-embeddings": {
    provider: "vercel-ai-gateway",
    model: "openai/text-embedding-3-small",
    plain: { embeddings: [[0.1, 0.2]], usage: { tokens: 8 }, providerMetadata: GATEWAY_METADATA },
    failed: GATEWAY_FAILED,
    usage: { inputTokens: 8 },
    responseId: "gen_01",
    manualStatus: /^unpriced$/,
  },
};
