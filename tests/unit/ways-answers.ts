import type { Usage } from "../../instrumentation/llm-call.ts";
import { CHAT_USAGE, chatAnswer, chatEvents, EMBEDDINGS_ANSWER, messageAnswer, messageEvents } from "./wire-answers.ts";

/** What a provider answers to a call of one API shape, in each mode. */
export interface ShapeAnswer {
  /** As TOLLGATE_HOSTS names the server. */
  provider: string;
  model: string;
  plain: unknown;
  /** Absent where the API has no streams. */
  streamed?: { contentType: string; chunks: readonly string[] };
  failed: { status: number; body: unknown; errorType: string };
  /** Of a plain and of a streamed call. */
  usage: Partial<Usage>;
  /** Absent where answers have no id. */
  responseId?: string;
  /** @default /^priced$/ */
  costStatus?: RegExp;
  /** Why its calls are not metered yet. */
  pending?: string;
}

const EVENTS = "text/event-stream";
const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const namedEvent = (data: { type: string }) => `event: ${data.type}\n${event(data)}`;

const OPENAI_FAILED = {
  status: 400,
  body: { error: { message: "No", type: "invalid_request_error", param: null, code: "context_length_exceeded" } },
  errorType: "context_length_exceeded",
};
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

/** 1,000 tokens in, 400 of them cached; 200 out, 50 of them reasoning. */
const CHAT_COUNTS = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 };

const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_795_000_000,
  status: "completed",
  model: "gpt-4o-2024-08-06",
  output: [
    {
      type: "message",
      id: "msg_1",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "Hello", annotations: [] }],
    },
  ],
  service_tier: "default",
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400 },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 50 },
    total_tokens: 1200,
  },
};

function responseEvents(): string[] {
  const begun = { ...RESPONSE, status: "in_progress", output: [], usage: null };
  const item = { output_index: 0, content_index: 0, item_id: "msg_1" };
  return [
    { type: "response.created", response: begun },
    { type: "response.output_item.added", ...item, item: { ...RESPONSE.output[0], content: [] } },
    { type: "response.output_text.delta", ...item, delta: "Hello" },
    { type: "response.output_text.done", ...item, text: "Hello" },
    { type: "response.output_item.done", ...item, item: RESPONSE.output[0] },
    { type: "response.completed", response: RESPONSE },
  ].map(namedEvent);
}

const COMPLETION = {
  id: "cmpl-1",
  object: "text_completion",
  created: 1_795_000_000,
  model: "gpt-3.5-turbo-instruct",
  choices: [{ text: "Hello", index: 0, logprobs: null, finish_reason: "stop" }],
  usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
};

const IMAGE_USAGE = {
  total_tokens: 4192,
  input_tokens: 32,
  output_tokens: 4160,
  input_tokens_details: { text_tokens: 32, image_tokens: 0 },
};
const IMAGES = { created: 1_795_000_000, size: "1024x1024", data: [{ b64_json: "aGk=" }], usage: IMAGE_USAGE };

const TRANSCRIPT_USAGE = {
  type: "tokens",
  input_tokens: 214,
  input_token_details: { text_tokens: 10, audio_tokens: 204 },
  output_tokens: 40,
  total_tokens: 254,
};

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
const AWS_FAILED = {
  status: 400,
  body: { __type: "ValidationException", message: "No" },
  errorType: "ValidationException",
};

/** By the shape's name. */
export const SHAPE_ANSWERS: Readonly<Record<string, ShapeAnswer>> = {
  chat: {
    provider: "openai",
    model: "gpt-4o",
    plain: chatAnswer({ usage: CHAT_USAGE }),
    streamed: { contentType: EVENTS, chunks: chatEvents() },
    failed: OPENAI_FAILED,
    usage: CHAT_COUNTS,
  },
  responses: {
    provider: "openai",
    model: "gpt-4o",
    plain: RESPONSE,
    streamed: { contentType: EVENTS, chunks: responseEvents() },
    failed: OPENAI_FAILED,
    usage: CHAT_COUNTS,
    responseId: "resp_1",
  },
  completions: {
    provider: "openai",
    model: "gpt-3.5-turbo-instruct",
    plain: COMPLETION,
    streamed: {
      contentType: EVENTS,
      chunks: [event({ ...COMPLETION, usage: null }), event({ ...COMPLETION, choices: [] }), "data: [DONE]\n\n"],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 5, outputTokens: 7 },
    responseId: "cmpl-1",
  },
  embeddings: {
    provider: "openai",
    model: "text-embedding-3-small",
    plain: EMBEDDINGS_ANSWER,
    failed: OPENAI_FAILED,
    usage: { inputTokens: 1000 },
  },
  moderations: {
    provider: "openai",
    model: "omni-moderation-latest",
    plain: {
      id: "modr-1",
      model: "omni-moderation-latest",
      results: [{ flagged: false, categories: {}, category_scores: {} }],
    },
    failed: OPENAI_FAILED,
    usage: {},
    costStatus: /^free$/,
  },
  images: {
    provider: "openai",
    model: "gpt-image-1",
    plain: IMAGES,
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "image_generation.partial_image", b64_json: "aGk=", partial_image_index: 0 } as never),
        namedEvent({ type: "image_generation.completed", b64_json: "aGk=", usage: IMAGE_USAGE } as never),
      ],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 32, outputTokens: 4160, outputImageTokens: 4160 },
  },
  transcriptions: {
    provider: "openai",
    model: "gpt-4o-transcribe",
    plain: { text: "Hello", usage: TRANSCRIPT_USAGE },
    streamed: {
      contentType: EVENTS,
      chunks: [
        namedEvent({ type: "transcript.text.delta", delta: "Hello" } as never),
        namedEvent({ type: "transcript.text.done", text: "Hello", usage: TRANSCRIPT_USAGE } as never),
        "data: [DONE]\n\n",
      ],
    },
    failed: OPENAI_FAILED,
    usage: { inputTokens: 214, outputTokens: 40, inputAudioTokens: 204 },
    pending: "its request is a form, which the hook does not read yet",
  },
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
    failed: AWS_FAILED,
    usage: { inputTokens: 1000, outputTokens: 200 },
  },
  "invoke-model": {
    provider: "aws.bedrock",
    model: "amazon.nova-lite-v1:0",
    plain: CONVERSE,
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
        namedEvent({ type: "message-start", id: "coh-1" } as never),
        namedEvent({ type: "content-delta", index: 0, delta: { message: { content: { text: "Hello" } } } } as never),
        namedEvent({ type: "message-end", delta: { finish_reason: "COMPLETE", usage: COHERE_USAGE } } as never),
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
  "ollama-chat": {
    provider: "ollama",
    model: "llama3.2",
    plain: { ...OLLAMA_LAST, message: { role: "assistant", content: "Hello" } },
    streamed: {
      contentType: "application/x-ndjson",
      chunks: [OLLAMA_FIRST, OLLAMA_LAST].map((line) => `${JSON.stringify(line)}\n`),
    },
    failed: { status: 404, body: { error: "model not found" }, errorType: "error" },
    pending: "the hook does not know its path yet",
    usage: { inputTokens: 26, outputTokens: 282 },
    // A model of one's own costs nothing, or what its owner's price file says.
    costStatus: /^(free|unpriced)$/,
  },
};
