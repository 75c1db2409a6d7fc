import type { ExpectedAnswer } from "./expected-answer.ts";

/** By file. */
export const ANSWERS_OF_ANTHROPIC_AND_GOOGLE: Readonly<Record<string, ExpectedAnswer>> = {
  // 21 + 188,086 read + 556 written.
  "anthropic/cache-5m-and-1h.json": {
    api: "messages",
    tier: "standard",
    usage: {
      inputTokens: 188_663,
      outputTokens: 393,
      cacheReadTokens: 188_086,
      cacheWriteTokens: 556,
      cacheWrite1hTokens: 100,
    },
  },
  "anthropic/cache-without-lifetimes.json": {
    api: "messages",
    usage: { inputTokens: 2061, outputTokens: 5, cacheWriteTokens: 2051 },
  },
  "anthropic/thinking-is-inside-output.json": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 100, outputTokens: 900, reasoningTokens: 700 },
  },
  // 105 + 7,123 + 7,345; the two fetched pages cost their tokens only.
  "anthropic/web-search-fee.json": {
    api: "messages",
    tier: "standard",
    usage: {
      inputTokens: 14_573,
      outputTokens: 6039,
      cacheReadTokens: 7123,
      cacheWriteTokens: 7345,
      counted: { webSearch: 3 },
    },
  },
  "anthropic/fast-mode-in-us.json": {
    api: "messages",
    tier: "fast-us",
    usage: { inputTokens: 523, outputTokens: 1200 },
  },
  "anthropic/batch-tier.json": { api: "messages", tier: "batch", usage: { inputTokens: 100, outputTokens: 50 } },
  // 23,000 + (180,000 + 20 read); 1,000 + 3,500.
  "anthropic/compaction-outside-totals.json": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 203_020, outputTokens: 4500, cacheReadTokens: 20 },
  },
  "anthropic/advisor-of-another-model.json": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 400, outputTokens: 300 },
    problem: 'usage.iterations[0] is billed apart, by the prices of "claude-opus-5"',
  },
  "anthropic/lifetimes-above-their-sum.json": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 510, outputTokens: 5, cacheWriteTokens: 500, cacheWrite1hTokens: 200 },
    problem: "usage.cache_creation adds up to 500, allowed are whole numbers from 0 to 400",
  },
  "anthropic/error-overloaded.json": { api: "messages", error: "overloaded_error" },
  "anthropic/stream-cumulative-with-web-search.sse.txt": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 10_682, outputTokens: 510, counted: { webSearch: 1 } },
  },
  "anthropic/stream-cut-in-the-middle.sse.txt": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 2679, outputTokens: 3 },
    isIncomplete: true,
  },
  "anthropic/stream-error-event.sse.txt": {
    api: "messages",
    tier: "standard",
    usage: { inputTokens: 2679, outputTokens: 3 },
    error: "overloaded_error",
    isIncomplete: true,
  },
  "anthropic/unknown-server-tool.json": {
    api: "messages",
    usage: { inputTokens: 100, outputTokens: 10 },
    problem:
      "usage.server_tool_use.robot_arm_requests is 1 of an unknown unit, known are web_search_requests, web_fetch_requests, tool_search_requests",
  },
  "gemini/unknown-modality.json": {
    api: "generate-content",
    usage: { inputTokens: 300, outputTokens: 3 },
    problem:
      'usageMetadata.promptTokensDetails[1].modality is "SMELL", known are TEXT, MODALITY_UNSPECIFIED, AUDIO, IMAGE, DOCUMENT, VIDEO',
  },
  // 1,600 - 1,000 - 100 = 500 thoughts, which are billed as output.
  "gemini/openai-endpoint-hides-thoughts-in-the-total.json": {
    api: "chat",
    usage: { inputTokens: 1000, outputTokens: 600, reasoningTokens: 500 },
  },
  // 198 + 405.
  "gemini/thoughts-beside-candidates.json": {
    api: "generate-content",
    usage: { inputTokens: 20, outputTokens: 603, reasoningTokens: 405 },
  },
  "gemini/cached-by-modality.json": {
    api: "generate-content",
    usage: {
      inputTokens: 10_000,
      outputTokens: 100,
      cacheReadTokens: 7000,
      inputAudioTokens: 8000,
      cacheReadAudioTokens: 6000,
    },
  },
  // 700 cached, of which the 400 of text hold 400.
  "gemini/cached-without-modality-moves-to-video.json": {
    api: "generate-content",
    usage: {
      inputTokens: 1000,
      outputTokens: 10,
      cacheReadTokens: 700,
      inputVideoTokens: 600,
      cacheReadVideoTokens: 300,
    },
  },
  "gemini/image-output.json": {
    api: "generate-content",
    usage: { inputTokens: 271, outputTokens: 1302, inputImageTokens: 258, outputImageTokens: 1290 },
  },
  "gemini/document-pages-are-images.json": {
    api: "generate-content",
    usage: { inputTokens: 530, outputTokens: 20, inputImageTokens: 516 },
  },
  // 27 + 10,309; 45 + 31.
  "gemini/tool-use-prompt.json": {
    api: "generate-content",
    usage: { inputTokens: 10_336, outputTokens: 76, reasoningTokens: 31 },
  },
  "gemini/grounded-2x-by-answer.json": {
    api: "generate-content",
    usage: { inputTokens: 12, outputTokens: 60, counted: { "request/grounded": 1 } },
  },
  "gemini/grounded-3x-by-search-without-empty-ones.json": {
    api: "generate-content",
    usage: { inputTokens: 12, outputTokens: 60, counted: { webSearch: 2 } },
  },
  "gemini/blocked-prompt-has-no-candidates.json": { api: "generate-content", usage: { inputTokens: 9 } },
  "gemini/stream-sse-last-counts-win.sse.txt": {
    api: "generate-content",
    usage: { inputTokens: 8, outputTokens: 36, reasoningTokens: 30 },
  },
  "gemini/stream-json-array.json": {
    api: "generate-content",
    usage: { inputTokens: 8, outputTokens: 36, reasoningTokens: 30 },
  },
  "gemini/stream-json-array-cut.txt": {
    api: "generate-content",
    usage: { inputTokens: 8, outputTokens: 34, reasoningTokens: 30 },
    isIncomplete: true,
  },
  "gemini/error-answer.json": { api: "generate-content", error: "RESOURCE_EXHAUSTED" },
  "gemini/embedding-with-usage.json": { api: "embed-content", usage: { inputTokens: 13 } },
  "gemini/embedding-without-usage.json": { api: "embed-content" },
  "vertex/stream-traffic-type-only-until-the-end.sse.txt": {
    api: "generate-content",
    tier: "on_demand",
    usage: { inputTokens: 5, outputTokens: 2 },
  },
  "vertex/flex-traffic.json": { api: "generate-content", tier: "flex", usage: { inputTokens: 5, outputTokens: 2 } },
  "vertex/embedding-counts-for-each-text.json": { api: "embed-content", usage: { inputTokens: 12 } },
};
