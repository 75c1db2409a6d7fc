import { aiGateway, aiGatewayEmbeddings } from "./ai-gateway.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { ApiShape } from "./api-shape.ts";
import { bedrockConverse } from "./bedrock-converse.ts";
import { bedrockInvokeModel } from "./bedrock-invoke-model.ts";
import { cohereChat } from "./cohere-chat.ts";
import { cohereEmbed } from "./cohere-embed.ts";
import { embedContent } from "./embed-content.ts";
import { generateContent } from "./generate-content.ts";
import { images } from "./images.ts";
import { moderations } from "./moderations.ts";
import { ocr } from "./ocr.ts";
import { ollamaChat } from "./ollama-chat.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiCompletions } from "./openai-completions.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";
import { openAiResponses } from "./openai-responses.ts";
import { rerank } from "./rerank.ts";
import { speech } from "./speech.ts";
import { transcriptions } from "./transcriptions.ts";

/** A shape as people may name it. */
export interface NamedShape {
  shape: ApiShape;
  /** Other names for it, lower case and with `-` between words. The shape's own is not among them. */
  aliases: readonly string[];
  /** Who speaks it, in the price book's spelling, its maker first. */
  providers: readonly string[];
}

/** Every API whose answers can be read, in the order in which help and docs list them. */
export const API_SHAPES: readonly NamedShape[] = [
  {
    shape: openAiChat,
    aliases: ["chat-completions", "chat-completion", "openai", "openai-chat", "default"],
    providers: [
      "openai",
      "azure",
      "x-ai",
      "deepseek",
      "groq",
      "mistral",
      "perplexity",
      "openrouter",
      "moonshotai",
      "together",
      "fireworks",
      "cerebras",
      "google",
      "ollama",
    ],
  },
  { shape: openAiResponses, aliases: ["response", "openai-responses"], providers: ["openai", "azure", "x-ai"] },
  {
    shape: openAiCompletions,
    aliases: ["completion", "text-completions", "text-completion", "legacy-completions"],
    providers: ["openai", "azure", "mistral", "deepseek", "together", "fireworks"],
  },
  {
    shape: openAiEmbeddings,
    aliases: ["embedding", "openai-embeddings"],
    providers: ["openai", "azure", "mistral", "together", "fireworks", "voyageai"],
  },
  { shape: moderations, aliases: ["moderation"], providers: ["openai"] },
  {
    shape: images,
    aliases: ["image", "images-generations", "images-edits", "image-generation", "images-generate", "images-edit"],
    providers: ["openai", "azure", "x-ai"],
  },
  {
    shape: transcriptions,
    aliases: ["transcription", "audio-transcriptions", "audio-translations", "translations"],
    providers: ["openai", "azure", "groq", "mistral"],
  },
  {
    shape: speech,
    aliases: ["audio-speech", "tts", "text-to-speech"],
    providers: ["openai", "azure", "mistral", "groq"],
  },
  {
    shape: anthropicMessages,
    aliases: ["message", "anthropic", "claude", "anthropic-messages", "v1-messages"],
    providers: ["anthropic", "aws", "google", "azure"],
  },
  {
    shape: generateContent,
    aliases: ["generatecontent", "streamgeneratecontent", "stream-generate-content", "gemini", "google", "vertex"],
    providers: ["google"],
  },
  {
    shape: embedContent,
    aliases: ["embedcontent", "batchembedcontents", "batch-embed-contents", "gemini-embeddings", "predict"],
    providers: ["google"],
  },
  { shape: bedrockConverse, aliases: ["conversestream", "converse-stream", "bedrock", "aws"], providers: ["aws"] },
  {
    shape: bedrockInvokeModel,
    aliases: ["invokemodel", "invoke", "invoke-with-response-stream", "invokemodelwithresponsestream"],
    providers: ["aws"],
  },
  { shape: cohereChat, aliases: ["cohere", "v2-chat"], providers: ["cohere"] },
  { shape: cohereEmbed, aliases: ["embed", "v2-embed"], providers: ["cohere"] },
  { shape: rerank, aliases: ["cohere-rerank", "v2-rerank"], providers: ["cohere", "voyageai"] },
  { shape: ocr, aliases: ["mistral-ocr", "v1-ocr"], providers: ["mistral"] },
  { shape: aiGateway, aliases: ["language-model", "vercel-ai-gateway"], providers: ["vercel-ai-gateway"] },
  { shape: aiGatewayEmbeddings, aliases: ["embedding-model"], providers: ["vercel-ai-gateway"] },
  { shape: ollamaChat, aliases: ["ollama", "api-chat", "api-generate", "ollama-generate"], providers: ["ollama"] },
];

/**
 * The shape that is called `name`: in any case, and with `.`, `/`, `_` or spaces between its words.
 *
 * @throws Error for a name that is none, with all names
 */
export function findApiShape(name: string): NamedShape {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/[._/:\s]+/g, "-")
    .replace(/^-+/, "");
  const found = API_SHAPES.find(({ shape, aliases }) => shape.name === wanted || aliases.includes(wanted));
  if (found !== undefined) return found;
  const names = API_SHAPES.map(({ shape }) => shape.name).join(", ");
  throw new Error(`Cannot read an answer of API "${name.slice(0, 80)}", allowed are ${names}`);
}
