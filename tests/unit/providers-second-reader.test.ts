import { readFileSync } from "node:fs";
import { extractUsage, findProvider } from "@pydantic/genai-prices";
import { expect, it } from "vitest";
import { findApiShape } from "../../instrumentation/providers/api-shapes.ts";
import { readAnswerText } from "../../instrumentation/providers/read-answer-text.ts";

/** Who reads them besides us: genai-prices by its provider and flavor. Not those where it leaves out what is billed. */
const READ_BY_BOTH: readonly [file: string, api: string, provider: string, flavor: string][] = [
  ["openai/chat-cached-and-reasoning.json", "chat", "openai", "chat"],
  ["openai/chat-audio-in-and-out.json", "chat", "openai", "chat"],
  ["openai/chat-cache-write.json", "chat", "openai", "chat"],
  ["openai/chat-flex-tier.json", "chat", "openai", "chat"],
  ["openai/embeddings-no-output-count.json", "embeddings", "openai", "embeddings"],
  ["openai/responses-cache-write.json", "responses", "openai", "responses"],
  ["openai/images-tokens-by-modality.json", "images", "openai", "images"],
  ["anthropic/cache-5m-and-1h.json", "messages", "anthropic", "default"],
  ["anthropic/thinking-is-inside-output.json", "messages", "anthropic", "default"],
  ["anthropic/web-search-fee.json", "messages", "anthropic", "default"],
  ["gemini/thoughts-beside-candidates.json", "generate-content", "google", "default"],
  ["gemini/cached-by-modality.json", "generate-content", "google", "default"],
  ["gemini/document-pages-are-images.json", "generate-content", "google", "default"],
  ["gemini/image-output.json", "generate-content", "google", "default"],
  ["gemini/tool-use-prompt.json", "generate-content", "google", "default"],
  ["bedrock/converse-cache-without-lifetimes.json", "converse", "aws", "default"],
  ["cohere/chat-billed-units-are-the-bill.json", "cohere-chat", "cohere", "default"],
  ["x-ai/chat-reasoning-outside-completion.json", "chat", "x-ai", "chat"],
  ["openrouter/own-cost-beside-counts.json", "chat", "openrouter", "chat"],
];

it.each(READ_BY_BOTH)("%s: a second reader counts the same", (file, api, providerId, flavor) => {
  const text = readFileSync(new URL(`../fixtures/answers/${file}`, import.meta.url), "utf8");
  const provider = findProvider({ providerId });
  if (provider === undefined) throw new Error(`genai-prices does not know provider "${providerId}"`);
  // Cohere and Bedrock name no model in their answers, which this reader wants.
  const { usage: theirs } = extractUsage(provider, { model: "m", ...JSON.parse(text) }, flavor);
  const ours = readAnswerText(findApiShape(api).shape, text).usage;
  const pairs: [unknown, unknown][] = [
    [ours?.inputTokens, theirs.input_tokens],
    [ours?.outputTokens, theirs.output_tokens],
    [ours?.cacheReadTokens, theirs.cache_read_tokens],
    [ours?.cacheWriteTokens, theirs.cache_write_tokens],
    [ours?.cacheWrite1hTokens, theirs.cache_write_1h_tokens],
    [ours?.reasoningTokens, theirs.output_reasoning_tokens],
    [ours?.inputAudioTokens, theirs.input_audio_tokens],
    [ours?.inputImageTokens, theirs.input_image_tokens],
    [ours?.cacheReadAudioTokens, theirs.cache_audio_read_tokens],
    [ours?.outputAudioTokens, theirs.output_audio_tokens],
    [ours?.counted?.webSearch, theirs.web_searches],
  ];
  expect(pairs.map(([count]) => count ?? 0)).toEqual(pairs.map(([, count]) => count ?? 0));
});
