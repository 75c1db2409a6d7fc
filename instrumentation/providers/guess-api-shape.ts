import { findApiShape, type NamedShape } from "./api-shapes.ts";
import { isObject, type JsonObject, objectAt } from "./read-value.ts";

/**
 * Which API an answer, or one event of its stream, is of, by marks that only that API has. Undefined where it could be of several: a bare
 * `usage` with `prompt_tokens` is of many.
 */
export function guessApiShape(answer: unknown): NamedShape | undefined {
  const first = Array.isArray(answer) ? answer[0] : answer;
  if (!isObject(first)) return undefined;
  const name = MARKS.find(([, hasMark]) => hasMark(first))?.[0];
  return name === undefined ? undefined : findApiShape(name);
}

const MARKS: readonly [name: string, hasMark: (answer: JsonObject) => boolean][] = [
  ["chat", ({ object }) => object === "chat.completion" || object === "chat.completion.chunk"],
  [
    "responses",
    ({ object, type, response }) => object === "response" || (isText(type, "response.") && isObject(response)),
  ],
  ["completions", ({ object }) => object === "text_completion"],
  ["images", ({ type, data }) => isText(type, "image_generation.") || isText(type, "image_edit.") || hasImages(data)],
  [
    "transcriptions",
    ({ type, usage, text }) => isText(type, "transcript.text.") || (typeof text === "string" && isTranscription(usage)),
  ],
  ["speech", ({ type }) => isText(type, "speech.audio.")],
  ["messages", ({ type }) => type === "message" || type === "message_start"],
  ["generate-content", ({ modelVersion, candidates }) => Array.isArray(candidates) || isText(modelVersion, "")],
  [
    "embed-content",
    ({ embedding, embeddings, usageMetadata }) =>
      isObject(embedding) || (isObject(usageMetadata) && Array.isArray(embeddings)),
  ],
  ["ai-gateway", ({ providerMetadata, finishReason }) => isObject(providerMetadata) && finishReason !== undefined],
  [
    "ai-gateway-embeddings",
    ({ providerMetadata, embeddings }) => isObject(providerMetadata) && Array.isArray(embeddings),
  ],
  ["converse", (answer) => isBedrock(answer) || isBedrock(objectAt(answer, "metadata"))],
  [
    "rerank",
    ({ results, meta }) =>
      Array.isArray(results) && "search_units" in objectAt(objectAt({ meta }, "meta"), "billed_units"),
  ],
  [
    "cohere-embed",
    ({ embeddings, meta }) => embeddings !== undefined && isObject(objectAt({ meta }, "meta").billed_units),
  ],
  ["cohere-chat", ({ usage, type }) => type === "message-start" || isObject(objectAt({ usage }, "usage").billed_units)],
  ["invoke-model", (answer) => "inputTextTokenCount" in answer || "prompt_token_count" in answer],
  [
    "ollama-chat",
    ({ done, created_at, model }) => typeof done === "boolean" && created_at !== undefined && model !== undefined,
  ],
  [
    "embeddings",
    ({ object, data }) =>
      object === "list" && Array.isArray(data) && objectAt({ first: data[0] }, "first").object === "embedding",
  ],
  ["ocr", ({ pages, usage_info }) => Array.isArray(pages) && isObject(usage_info)],
  ["moderations", ({ id, results }) => isText(id, "modr-") && Array.isArray(results)],
];

function isText(value: unknown, start: string): boolean {
  return typeof value === "string" && value.startsWith(start);
}

function isBedrock({ usage }: JsonObject): boolean {
  return isObject(usage) && "inputTokens" in usage && "outputTokens" in usage;
}

function isTranscription(usage: unknown): boolean {
  return isObject(usage) && (usage.type === "tokens" || usage.type === "duration");
}

function hasImages(data: unknown): boolean {
  const image = Array.isArray(data) ? data[0] : undefined;
  return isObject(image) && ("b64_json" in image || "url" in image);
}
