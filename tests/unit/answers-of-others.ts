import type { ExpectedAnswer } from "./expected-answer.ts";

/** By file. */
export const ANSWERS_OF_OTHERS: Readonly<Record<string, ExpectedAnswer>> = {
  // 4 + 3,200 + 2,000.
  "bedrock/converse-cache-beside-input.json": {
    api: "converse",
    usage: {
      inputTokens: 5204,
      outputTokens: 128,
      cacheReadTokens: 3200,
      cacheWriteTokens: 2000,
      cacheWrite1hTokens: 1500,
    },
  },
  "bedrock/converse-cache-without-lifetimes.json": {
    api: "converse",
    usage: { inputTokens: 504, outputTokens: 128, cacheReadTokens: 300, cacheWriteTokens: 200 },
  },
  "bedrock/converse-latency-optimized.json": {
    api: "converse",
    tier: "optimized",
    usage: { inputTokens: 30, outputTokens: 628 },
  },
  "bedrock/converse-priority-tier.json": {
    api: "converse",
    tier: "priority",
    usage: { inputTokens: 30, outputTokens: 20 },
  },
  "bedrock/converse-stream-as-the-sdk-shows-it.ndjson": {
    api: "converse",
    usage: { inputTokens: 47, outputTokens: 20 },
  },
  "bedrock/invoke-anthropic.json": {
    api: "invoke-model",
    tier: "standard",
    usage: { inputTokens: 112, outputTokens: 6, cacheReadTokens: 100 },
  },
  "bedrock/invoke-nova.json": {
    api: "invoke-model",
    usage: { inputTokens: 1040, outputTokens: 9, cacheReadTokens: 1000 },
  },
  "bedrock/invoke-titan-text.json": { api: "invoke-model", usage: { inputTokens: 8, outputTokens: 26 } },
  "bedrock/invoke-titan-embedding.json": { api: "invoke-model", usage: { inputTokens: 3 } },
  "bedrock/invoke-llama.json": { api: "invoke-model", usage: { inputTokens: 25, outputTokens: 124 } },
  "bedrock/invoke-mistral-counts-in-headers.json": {
    api: "invoke-model",
    usage: { inputTokens: 12, outputTokens: 4 },
  },
  "bedrock/invoke-mistral-without-counts.json": { api: "invoke-model" },
  "bedrock/invoke-stream-llama.ndjson": { api: "invoke-model", usage: { inputTokens: 25, outputTokens: 2 } },
  "bedrock/invoke-stream-anthropic.ndjson": {
    api: "invoke-model",
    tier: "standard",
    usage: { inputTokens: 2679, outputTokens: 12 },
  },
  "cohere/chat-billed-units-are-the-bill.json": {
    api: "cohere-chat",
    usage: { inputTokens: 5, outputTokens: 418 },
  },
  "cohere/chat-stream.sse.txt": { api: "cohere-chat", usage: { inputTokens: 3, outputTokens: 9 } },
  "cohere/chat-v1-counts-in-meta.json": { api: "cohere-chat", usage: { inputTokens: 7, outputTokens: 2 } },
  "cohere/embed-images-by-token.json": {
    api: "cohere-embed",
    usage: { inputTokens: 932, inputImageTokens: 930 },
  },
  "cohere/rerank-search-units.json": { api: "rerank", usage: { counted: { rerankSearch: 2 } } },
  // 9 + 94, because 32 + 9 + 94 = 135 in all.
  "x-ai/chat-reasoning-outside-completion.json": {
    api: "chat",
    usage: { inputTokens: 32, outputTokens: 103, reasoningTokens: 94 },
  },
  "x-ai/responses-server-side-tools.json": {
    api: "responses",
    tier: "default",
    usage: {
      inputTokens: 7583,
      outputTokens: 3192,
      cacheReadTokens: 3072,
      counted: { webSearch: 2, socialSearch: 3 },
    },
  },
  "deepseek/cache-hit-and-miss.json": {
    api: "chat",
    usage: { inputTokens: 1000, outputTokens: 20, cacheReadTokens: 896 },
  },
  "moonshotai/cached-tokens-at-the-top.json": {
    api: "chat",
    usage: { inputTokens: 900, outputTokens: 12, cacheReadTokens: 768 },
  },
  "moonshotai/stream-usage-in-the-choice.sse.txt": {
    api: "chat",
    usage: { inputTokens: 1336, outputTokens: 31, cacheReadTokens: 1280 },
  },
  "groq/stream-usage-in-x-groq.sse.txt": {
    api: "chat",
    tier: "default",
    usage: { inputTokens: 18, outputTokens: 556 },
  },
  "perplexity/sonar-fee-by-context-size.json": {
    api: "chat",
    usage: { inputTokens: 20, outputTokens: 1645, counted: { request: 0, "request/low": 1 } },
  },
  // 7,163 + 73,997.
  "perplexity/deep-research.json": {
    api: "chat",
    usage: {
      inputTokens: 33,
      outputTokens: 81_160,
      reasoningTokens: 73_997,
      counted: { webSearch: 18, citationToken: 20_016 },
    },
  },
  "openrouter/own-cost-beside-counts.json": {
    api: "chat",
    usage: { inputTokens: 1900, outputTokens: 30, cacheReadTokens: 1000, cacheWriteTokens: 800 },
  },
  "openrouter/own-key-fee-and-upstream.json": { api: "chat", usage: { inputTokens: 194, outputTokens: 2 } },
  "vercel/totals-in-objects.json": {
    api: "ai-gateway",
    usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, cacheWriteTokens: 300, reasoningTokens: 50 },
  },
  "vercel/plain-numbers-of-sdk-5.json": {
    api: "ai-gateway",
    usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 },
  },
  "vercel/totals-missing.json": { api: "ai-gateway" },
  "vercel/cached-more-than-input.json": {
    api: "ai-gateway",
    usage: { inputTokens: 10, outputTokens: 2, cacheReadTokens: 10 },
    problem: "usage.inputTokens.cacheRead is 40, allowed are whole numbers from 0 to 10",
  },
  "vercel/stream-finish-has-all.sse.txt": {
    api: "ai-gateway",
    usage: { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 400, reasoningTokens: 50 },
  },
  "vercel/embeddings-tokens.json": { api: "ai-gateway-embeddings", usage: { inputTokens: 8 } },
  "openrouter/image-output.json": {
    api: "chat",
    usage: { inputTokens: 10, outputTokens: 1300, outputImageTokens: 1290 },
  },
  "mistral/audio-by-the-second.json": {
    api: "chat",
    usage: { inputTokens: 34, outputTokens: 20, counted: { audioSecond: 203 } },
  },
  "mistral/transcription-by-the-second.json": { api: "transcriptions", usage: { counted: { audioSecond: 203 } } },
  "mistral/ocr-pages.json": { api: "ocr", usage: { counted: { page: 2 } } },
  "mistral/ocr-annotated-by-image.json": { api: "ocr", usage: { counted: { annotatedPage: 1 } } },
  "voyageai/embeddings-total-only.json": { api: "embeddings", usage: { inputTokens: 10 } },
  "ollama/chat-counts-in-last-line.ndjson": { api: "ollama-chat", usage: { inputTokens: 26, outputTokens: 282 } },
  "ollama/cached-prompt-is-not-counted.json": { api: "ollama-chat", usage: { outputTokens: 10 } },
};
