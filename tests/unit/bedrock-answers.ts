import { type BedrockAnswer, chunkOf } from "./bedrock-server.ts";

/** Across regions within the US, so by regional prices. */
export const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

export const CONVERSE_USAGE = {
  inputTokens: 1000,
  outputTokens: 200,
  totalTokens: 4200,
  cacheReadInputTokens: 2000,
  cacheWriteInputTokens: 1000,
  cacheDetails: [
    { ttl: "5m", inputTokens: 600 },
    { ttl: "1h", inputTokens: 400 },
  ],
};

/**
 * Claude Sonnet 4.5, regional, $ per million: 1,000 × 3.30 + 2,000 × 0.33 + 600 × 4.125 + 400 × 6.60 + 200 × 16.50
 * = 3,300 + 660 + 2,475 + 2,640 + 3,300 = 12,375 → $0.012375.
 */
export const CONVERSE_COST_PICO_USD = 12_375_000_000;

/** Global, a tenth less: 3,000 + 600 + 2,250 + 2,400 + 3,000 = 11,250 → $0.01125. */
export const GLOBAL_COST_PICO_USD = 11_250_000_000;

export function converseAnswer(overrides: object = {}): BedrockAnswer {
  const message = { role: "assistant", content: [{ text: "Grüße, 世界 👋" }] };
  const json = {
    metrics: { latencyMs: 12 },
    output: { message },
    stopReason: "end_turn",
    usage: CONVERSE_USAGE,
    ...overrides,
  };
  return { json };
}

export function converseEvents(words = ["Grüße, ", "世界 ", "👋"]): [string, unknown][] {
  return [
    ["messageStart", { role: "assistant" }],
    ...words.map((text): [string, unknown] => ["contentBlockDelta", { contentBlockIndex: 0, delta: { text } }]),
    ["contentBlockStop", { contentBlockIndex: 0 }],
    ["messageStop", { stopReason: "end_turn" }],
    ["metadata", { metrics: { latencyMs: 12 }, usage: CONVERSE_USAGE }],
  ];
}

const MESSAGE_USAGE = {
  input_tokens: 1000,
  cache_read_input_tokens: 2000,
  cache_creation_input_tokens: 1000,
  cache_creation: { ephemeral_5m_input_tokens: 600, ephemeral_1h_input_tokens: 400 },
};

/** Anthropic's own answer, through InvokeModel: the same counts, so the same price. */
export function invokeAnswer(): BedrockAnswer {
  const content = [{ type: "text", text: "Grüße" }];
  const head = { id: "msg_bdrk_1", type: "message", role: "assistant", model: "claude-sonnet-4-5-20250929" };
  return { json: { ...head, content, stop_reason: "end_turn", usage: { ...MESSAGE_USAGE, output_tokens: 200 } } };
}

export function invokeEvents(): [string, unknown][] {
  const message = { id: "msg_bdrk_1", type: "message", role: "assistant", model: "claude-sonnet-4-5-20250929" };
  const metrics = { inputTokenCount: 1000, outputTokenCount: 200, invocationLatency: 900, firstByteLatency: 300 };
  return [
    chunkOf({
      type: "message_start",
      message: { ...message, content: [], usage: { ...MESSAGE_USAGE, output_tokens: 2 } },
    }),
    chunkOf({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    chunkOf({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Grüße" } }),
    chunkOf({ type: "content_block_stop", index: 0 }),
    chunkOf({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 200 } }),
    chunkOf({ type: "message_stop", "amazon-bedrock-invocationMetrics": metrics }),
  ];
}
