import { anthropicMessages } from "./anthropic-messages.ts";
import type { ApiShape } from "./api-shape.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";
import { openAiResponses } from "./openai-responses.ts";

/** A shape as people may name it. */
export interface NamedShape {
  shape: ApiShape;
  /** Other names for it, lower case. The shape's own is not among them. */
  aliases: readonly string[];
  /** Who speaks it, in the price book's spelling; the first one where a command names none. Empty: only local or unknown hosts. */
  providers: readonly string[];
}

/** Every API whose answers can be read, in the order in which help and docs list them. */
export const API_SHAPES: readonly NamedShape[] = [
  {
    shape: openAiChat,
    aliases: ["chat.completions", "chat/completions", "chat-completions", "chat_completions", "openai"],
    providers: ["openai", "azure", "x-ai", "deepseek", "groq", "mistral", "perplexity", "openrouter", "moonshotai"],
  },
  { shape: openAiResponses, aliases: ["response", "openai-responses"], providers: ["openai", "azure", "x-ai"] },
  {
    shape: openAiEmbeddings,
    aliases: ["embedding", "openai-embeddings"],
    providers: ["openai", "azure", "mistral", "together", "voyageai"],
  },
  { shape: anthropicMessages, aliases: ["message", "anthropic", "claude"], providers: ["anthropic"] },
];

/**
 * The shape that is called `name`, in any case.
 *
 * @throws Error for a name that is none, with all names
 */
export function findApiShape(name: string): NamedShape {
  const wanted = name.trim().toLowerCase();
  const found = API_SHAPES.find(({ shape, aliases }) => shape.name === wanted || aliases.includes(wanted));
  if (found !== undefined) return found;
  const names = API_SHAPES.map(({ shape }) => shape.name).join(", ");
  throw new Error(`Cannot read an answer of API "${name}", allowed are ${names}`);
}
