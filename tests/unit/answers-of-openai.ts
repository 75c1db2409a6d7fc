import type { ExpectedAnswer } from "./expected-answer.ts";

/** By file. */
export const ANSWERS_OF_OPENAI: Readonly<Record<string, ExpectedAnswer>> = {
  "openai/details-that-are-no-object.json": {
    api: "chat",
    usage: { inputTokens: 10, outputTokens: 2 },
    problem: 'usage.prompt_tokens_details is "none", allowed is an object',
  },
  "openai/chat-cached-and-reasoning.json": {
    api: "chat",
    tier: "default",
    usage: { inputTokens: 2006, outputTokens: 1320, cacheReadTokens: 1920, reasoningTokens: 1024 },
  },
  // 256 cached tokens of no stated modality: the 280 of text hold them all.
  "openai/chat-audio-in-and-out.json": {
    api: "chat",
    usage: {
      inputTokens: 1180,
      outputTokens: 412,
      cacheReadTokens: 256,
      inputAudioTokens: 900,
      outputAudioTokens: 352,
    },
  },
  "openai/chat-rejected-prediction-is-inside.json": { api: "chat", usage: { inputTokens: 640, outputTokens: 310 } },
  "openai/chat-cache-write.json": {
    api: "chat",
    tier: "priority",
    usage: { inputTokens: 5000, outputTokens: 100, cacheReadTokens: 1024, cacheWriteTokens: 3840 },
  },
  "openai/chat-flex-tier.json": {
    api: "chat",
    tier: "flex",
    usage: { inputTokens: 900, outputTokens: 700, reasoningTokens: 640 },
  },
  "openai/chat-search-preview-with-citations.json": { api: "chat", usage: { inputTokens: 38, outputTokens: 221 } },
  "openai/chat-stream-usage-in-last-event.sse.txt": {
    api: "chat",
    tier: "default",
    usage: { inputTokens: 19, outputTokens: 3 },
  },
  "openai/chat-stream-without-usage.sse.txt": { api: "chat", tier: "default" },
  "openai/chat-stream-cut-before-usage.sse.txt": { api: "chat", tier: "default", isIncomplete: true },
  "openai/chat-stream-crlf-comments-and-split-data.sse.txt": {
    api: "chat",
    usage: { inputTokens: 8, outputTokens: 1 },
  },
  "openai/chat-error-answer.json": { api: "chat", error: "insufficient_quota" },
  "openai/chat-counts-as-strings.json": {
    api: "chat",
    problem: 'usage.prompt_tokens is "12", allowed are whole numbers from 0',
  },
  "openai/chat-negative-count.json": {
    api: "chat",
    usage: { outputTokens: 5 },
    problem: "usage.prompt_tokens is -12, allowed are whole numbers from 0",
  },
  "openai/chat-fractional-count.json": {
    api: "chat",
    usage: { outputTokens: 5 },
    problem: "usage.prompt_tokens is 12.5, allowed are whole numbers from 0",
  },
  "openai/chat-huge-count.json": {
    api: "chat",
    usage: { inputTokens: 100_000_001, outputTokens: 5 },
    problem: "usage.prompt_tokens is 100000001, allowed are whole numbers from 0 to 100000000",
  },
  "openai/chat-cached-above-input.json": {
    api: "chat",
    usage: { inputTokens: 100, outputTokens: 5, cacheReadTokens: 100 },
    problem: "usage.prompt_tokens_details.cached_tokens is 101, allowed are whole numbers from 0 to 100",
  },
  "openai/chat-reasoning-above-output.json": {
    api: "chat",
    usage: { inputTokens: 10, outputTokens: 5, reasoningTokens: 5 },
    problem: "usage.completion_tokens_details.reasoning_tokens is 6, allowed are whole numbers from 0 to 5",
  },
  "openai/chat-missing-count.json": {
    api: "chat",
    usage: { outputTokens: 5 },
    problem: "usage.prompt_tokens is missing, allowed are whole numbers from 0",
  },
  "openai/chat-null-details.json": { api: "chat", usage: { inputTokens: 10, outputTokens: 5 } },
  "openai/completions-legacy.json": { api: "completions", usage: { inputTokens: 5, outputTokens: 7 } },
  "openai/completions-stream.sse.txt": { api: "completions", usage: { inputTokens: 5, outputTokens: 1 } },
  "openai/embeddings-no-output-count.json": { api: "embeddings", usage: { inputTokens: 8 } },
  "openai/moderation-free.json": { api: "moderations", usage: {} },
  "openai/responses-cache-write.json": {
    api: "responses",
    tier: "default",
    usage: {
      inputTokens: 4096,
      outputTokens: 200,
      cacheReadTokens: 1024,
      cacheWriteTokens: 2048,
      reasoningTokens: 64,
    },
  },
  // Five calls: two searches, one opened page, one find in a page, one failed search.
  "openai/responses-only-searches-are-billed.json": {
    api: "responses",
    tier: "default",
    usage: { inputTokens: 9000, outputTokens: 500, reasoningTokens: 300, counted: { webSearch: 2 } },
  },
  "openai/responses-preview-search.json": {
    api: "responses",
    tier: "default",
    usage: { inputTokens: 328, outputTokens: 356, counted: { "webSearch/preview": 1 } },
  },
  "openai/responses-file-search-and-one-container.json": {
    api: "responses",
    tier: "default",
    usage: { inputTokens: 1500, outputTokens: 90, counted: { fileSearch: 2, codeSession: 1 } },
  },
  "openai/responses-image-generation-is-another-model.json": {
    api: "responses",
    tier: "default",
    usage: { inputTokens: 50, outputTokens: 40 },
    problem: "output[0] is an image_generation_call, which is billed by the prices of an image model",
  },
  "openai/responses-background-queued.json": { api: "responses", tier: "default", isIncomplete: true },
  "openai/responses-stream.sse.txt": {
    api: "responses",
    tier: "default",
    usage: { inputTokens: 37, outputTokens: 11, counted: { webSearch: 1 } },
  },
  "openai/responses-stream-incomplete.sse.txt": {
    api: "responses",
    tier: "flex",
    usage: { inputTokens: 75, outputTokens: 100, reasoningTokens: 100 },
  },
  "openai/images-tokens-by-modality.json": {
    api: "images",
    usage: { inputTokens: 355, outputTokens: 4160, inputImageTokens: 323, outputImageTokens: 4160 },
  },
  "openai/images-text-in-output.json": {
    api: "images",
    usage: { inputTokens: 50, outputTokens: 310, outputImageTokens: 272 },
  },
  "openai/images-dall-e-without-size.json": { api: "images", usage: { counted: { image: 2 } } },
  "openai/images-svg-by-another-model.json": {
    api: "images",
    usage: { inputTokens: 10, outputTokens: 20, outputImageTokens: 20 },
    problem: 'svg_usage is billed apart, by the prices of "gpt-5.6-sol"',
  },
  "openai/images-stream.sse.txt": {
    api: "images",
    usage: { inputTokens: 50, outputTokens: 50, inputImageTokens: 40, outputImageTokens: 50 },
  },
  "openai/transcription-tokens.json": {
    api: "transcriptions",
    usage: { inputTokens: 214, outputTokens: 40, inputAudioTokens: 204 },
  },
  "openai/transcription-duration.json": { api: "transcriptions", usage: { counted: { audioSecond: 9 } } },
  "openai/transcription-verbose-without-usage.json": {
    api: "transcriptions",
    usage: { counted: { audioSecond: 8.470000267028809 } },
  },
  "openai/transcription-stream.sse.txt": {
    api: "transcriptions",
    usage: { inputTokens: 14, outputTokens: 45, inputAudioTokens: 14 },
  },
};
