import type { ShapeAnswer } from "./ways-answers.ts";
import { WAYS_ANSWERS_OF_GATEWAY } from "./ways-answers-of-gateway.ts";
import { EVENTS, event, FRAMES, frame, namedEvent } from "./ways-events.ts";
import { messageAnswer, messageEvents } from "./wire-answers.ts";

const ANTHROPIC_FAILED = {
  status: 400,
  body: { type: "error", error: { type: "invalid_request_error", message: "No" } },
  errorType: "invalid_request_error",
};

const GOOGLE_FAILED = {
  status: 400,
  body: { error: { code: 400, message: "No", status: "INVALID_ARGUMENT" } },
  errorType: "INVALID_ARGUMENT",
};

const COHERE_FAILED = { status: 400, body: { id: "e1", message: "No" }, errorType: "400" };

const GEMINI_COUNTS = {
  promptTokenCount: 20,
  candidatesTokenCount: 30,
  thoughtsTokenCount: 50,
  totalTokenCount: 100,
  promptTokensDetails: [{ modality: "TEXT", tokenCount: 20 }],
};

const geminiPart = (text: string, counts: object, finishReason?: string) => ({
  candidates: [{ content: { parts: [{ text }], role: "model" }, index: 0, ...(finishReason && { finishReason }) }],
  usageMetadata: counts,
  modelVersion: "gemini-2.5-flash",
  responseId: "gem-1",
});

const COHERE_USAGE = { billed_units: { input_tokens: 5, output_tokens: 418 }, tokens: { input_tokens: 71 } };

const OLLAMA_LAST = {
  model: "llama3.2",
  created_at: "2026-11-01T08:52:20Z",
  message: { role: "assistant", content: "" },
  done: true,
  done_reason: "stop",
  prompt_eval_count: 26,
  eval_count: 282,
};

const OLLAMA_FIRST = { ...OLLAMA_LAST, message: { role: "assistant", content: "Hello" }, done: false };

const CONVERSE = {
  output: { message: { role: "assistant", content: [{ text: "Hello" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 1000, outputTokens: 200, totalTokens: 1200 },
  metrics: { latencyMs: 1 },
};

const DELTA = { contentBlockIndex: 0, delta: { text: "Hello" } };
const METRICS = { inputTokenCount: 1000, outputTokenCount: 200 };
const inBase64 = (payload: unknown) => ({ bytes: Buffer.from(JSON.stringify(payload)).toString("base64") });

const AWS_FAILED = {
  status: 400,
  body: { __type: "ValidationException", message: "No" },
  errorType: "ValidationException",
};

/** By the shape's name. */
export const WAYS_ANSWERS_OF_OTHERS: Readonly<Record<string, ShapeAnswer>> = {
  messages: {
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    plain: messageAnswer(),
    streamed: { contentType: EVENTS, chunks: messageEvents() },
    failed: ANTHROPIC_FAILED,
    usage: {
      inputTokens: 1000,
      outputTokens: 200,
      cacheReadTokens: 300,
      cacheWriteTokens: 100,
      cacheWrite1hTokens: 40,
    },
    responseId: "msg_01A",
  },
  "generate-content": {
    provider: "gcp.gemini",
    model: "gemini-2.5-flash",
    plain: geminiPart("Hello", GEMINI_COUNTS, "STOP"),
    streamed: {
      contentType: EVENTS,
      chunks: [
        event(geminiPart("Hel", { ...GEMINI_COUNTS, candidatesTokenCount: 2, totalTokenCount: 72 })),
        event(geminiPart("lo", GEMINI_COUNTS, "STOP")),
      ],
    },
    failed: GOOGLE_FAILED,
    usage: { inputTokens: 20, outputTokens: 80, reasoningTokens: 50 },
    responseId: "gem-1",
  },
  "embed-content": {
    provider: "gcp.gemini",
    model: "gemini-embedding-001",
    plain: {
      embeddings: [{ values: [0.1, 0.2] }],
      embedding: { values: [0.1, 0.2] },
      usageMetadata: { promptTokenCount: 13 },
    },
    failed: GOOGLE_FAILED,
    usage: { inputTokens: 13 },
  },
  converse: {
    provider: "aws.bedrock",
    model: "amazon.nova-lite-v1:0",
    plain: CONVERSE,
    streamed: {
      contentType: FRAMES,
      chunks: [
        frame("contentBlockDelta", DELTA),
        frame("metadata", { usage: CONVERSE.usage, metrics: CONVERSE.metrics }),
      ],
    },
    failed: AWS_FAILED,
    usage: { inputTokens: 1000, outputTokens: 200 },
  },
  "invoke-model": {
    provider: "aws.bedrock",
    model: "amazon.nova-lite-v1:0",
    plain: CONVERSE,
    streamed: {
      contentType: FRAMES,
      chunks: [
        frame("chunk", inBase64({ contentBlockDelta: DELTA })),
        frame("chunk", inBase64({ metadata: { usage: CONVERSE.usage }, "amazon-bedrock-invocationMetrics": METRICS })),
      ],
    },
    // Its errors are named in a header.
    failed: { status: 400, body: { message: "No" }, errorType: "400" },
    usage: { inputTokens: 1000, outputTokens: 200 },
  },
  "cohere-chat": {
    provider: "cohere",
    model: "command-a-03-2025",
    plain: {
      id: "coh-1",
      finish_reason: "COMPLETE",
      message: { role: "assistant", content: [{ type: "text", text: "Hello" }] },
      usage: COHERE_USAGE,
    },
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "message-start", id: "coh-1" }),
        namedEvent({ type: "content-delta", index: 0, delta: { message: { content: { text: "Hello" } } } }),
        namedEvent({ type: "message-end", delta: { finish_reason: "COMPLETE", usage: COHERE_USAGE } }),
        "data: [DONE]\n\n",
      ],
    },
    failed: COHERE_FAILED,
    usage: { inputTokens: 5, outputTokens: 418 },
    responseId: "coh-1",
  },
  "cohere-embed": {
    provider: "cohere",
    model: "embed-v4.0",
    plain: {
      id: "emb-1",
      embeddings: { float: [[0.1, 0.2]] },
      texts: ["Hi"],
      meta: { billed_units: { input_tokens: 2 } },
    },
    failed: COHERE_FAILED,
    usage: { inputTokens: 2 },
    responseId: "emb-1",
  },
  rerank: {
    provider: "cohere",
    model: "rerank-v3.5",
    plain: {
      id: "rer-1",
      results: [{ index: 0, relevance_score: 0.99 }],
      meta: { api_version: { version: "2" }, billed_units: { search_units: 2 } },
    },
    failed: COHERE_FAILED,
    usage: { counted: { rerankSearch: 2 } },
    responseId: "rer-1",
  },
  ocr: {
    provider: "mistral_ai",
    model: "mistral-ocr-2512",
    plain: {
      pages: [{ index: 0, markdown: "# Title", images: [], dimensions: { dpi: 200, height: 2200, width: 1700 } }],
      model: "mistral-ocr-2512",
      usage_info: { pages_processed: 2, doc_size_bytes: 1000 },
    },
    failed: { status: 400, body: { object: "error", message: "No", type: "invalid_request" }, errorType: "400" },
    usage: { counted: { page: 2 } },
  },
  ...WAYS_ANSWERS_OF_GATEWAY,
  "ollama-chat": {
    provider: "ollama",
    model: "llama3.2",
    plain: { ...OLLAMA_LAST, message: { role: "assistant", content: "Hello" } },
    streamed: {
      contentType: "application/x-ndjson",
      chunks: [OLLAMA_FIRST, OLLAMA_LAST].map((line) => `${JSON.stringify(line)}\n`),
    },
    failed: { status: 404, body: { error: "model not found" }, errorType: "error" },
    usage: { inputTokens: 26, outputTokens: 282 },
    // A model of one's own costs nothing, or what its owner's price file says.
    costStatus: /^free$/,
  },
};
