import { aiGateway, aiGatewayEmbeddings, aiGatewayMedia } from "../providers/ai-gateway.ts";
import { anthropicMessages } from "../providers/anthropic-messages.ts";
import type { ApiShape } from "../providers/api-shape.ts";
import { bedrockConverse } from "../providers/bedrock-converse.ts";
import { bedrockInvokeModel } from "../providers/bedrock-invoke-model.ts";
import { cohereChat } from "../providers/cohere-chat.ts";
import { cohereEmbed } from "../providers/cohere-embed.ts";
import { embedContent } from "../providers/embed-content.ts";
import { generateContent } from "../providers/generate-content.ts";
import { images } from "../providers/images.ts";
import { moderations } from "../providers/moderations.ts";
import { ocr } from "../providers/ocr.ts";
import { ollamaChat } from "../providers/ollama-chat.ts";
import { openAiChat } from "../providers/openai-chat.ts";
import { openAiCompletions } from "../providers/openai-completions.ts";
import { openAiEmbeddings } from "../providers/openai-embeddings.ts";
import { openAiResponses } from "../providers/openai-responses.ts";
import { rerank } from "../providers/rerank.ts";
import { speech } from "../providers/speech.ts";
import { transcriptions } from "../providers/transcriptions.ts";

/** The first that fits. */
const ROUTES: readonly [pathEnd: string, shape: ApiShape][] = [
  // Ollama's own API; its other one is OpenAI's.
  ["/api/chat", ollamaChat],
  ["/api/generate", { ...ollamaChat, operation: "text_completion", inputField: "prompt" }],
  ["/api/embed", { ...ollamaChat, operation: "embeddings", inputField: "input" }],
  ["/chat/completions", openAiChat],
  ["/responses", openAiResponses],
  ["/responses/compact", openAiResponses],
  ["/embeddings", openAiEmbeddings],
  ["/messages", anthropicMessages],
  // Mistral's, which names an agent and no model.
  ["/agents/completions", openAiChat],
  ["/completions", openAiCompletions],
  ["/images/generations", images],
  ["/images/edits", images],
  ["/audio/transcriptions", transcriptions],
  ["/audio/translations", transcriptions],
  ["/audio/speech", speech],
  ["/moderations", moderations],
  ["/v2/chat", cohereChat],
  ["/v2/embed", cohereEmbed],
  ["/rerank", rerank],
  ["/ocr", ocr],
  ["/ai/language-model", aiGateway],
  ["/ai/embedding-model", aiGatewayEmbeddings],
  ["/ai/image-model", aiGatewayMedia],
  ["/ai/speech-model", aiGatewayMedia],
  ["/ai/transcription-model", aiGatewayMedia],
  ["/ai/video-model", aiGatewayMedia],
  ["/ai/reranking-model", aiGatewayMedia],
  ["/ai/decision-model", aiGatewayMedia],
  [":generateContent", generateContent],
  [":streamGenerateContent", generateContent],
  [":embedContent", embedContent],
  [":batchEmbedContents", { ...embedContent, inputField: "requests" }],
  [":rawPredict", anthropicMessages],
  [":streamRawPredict", anthropicMessages],
  ["/converse", bedrockConverse],
  ["/converse-stream", bedrockConverse],
  ["/invoke", bedrockInvokeModel],
  ["/invoke-with-response-stream", bedrockInvokeModel],
];

/** Paths that only a provider's own host has a meaning for: many apps have an `/api/chat` themselves. */
const OF_KNOWN_HOSTS: ReadonlySet<string> = new Set([ollamaChat.name]);

/** The API that a path leads to; undefined where it is none that we can read. A path ends without a slash. */
export function findRoute(path: string, { isKnownHost }: { isKnownHost: boolean }): ApiShape | undefined {
  // Vertex AI counts Claude's tokens by a model of this name, for nothing.
  if (path.endsWith("/count-tokens:rawPredict")) return undefined;
  // Perplexity's answer to it is a receipt; what it costs is in one that is asked for later, by an API that is not read.
  if (path.endsWith("/async/chat/completions")) return undefined;
  const shape = ROUTES.find(([pathEnd]) => path.endsWith(pathEnd))?.[1];
  // Vertex AI passes other makers' own APIs on: Anthropic's, and OpenAI's for Mistral.
  if (!isKnownHost && shape !== undefined && OF_KNOWN_HOSTS.has(shape.name)) return undefined;
  return path.endsWith("awPredict") && !path.includes("/publishers/anthropic/") ? openAiChat : shape;
}
