import { API_SHAPES } from "../../instrumentation/providers/api-shapes.ts";

/** What each shape is, by its endpoint. Help and docs list them. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  chat: "POST /v1/chat/completions, and all who copy it",
  responses: "POST /v1/responses",
  completions: "POST /v1/completions",
  embeddings: "POST /v1/embeddings",
  moderations: "POST /v1/moderations",
  images: "POST /v1/images/generations, /v1/images/edits",
  transcriptions: "POST /v1/audio/transcriptions, /v1/audio/translations",
  speech: "POST /v1/audio/speech, its event stream",
  messages: "POST /v1/messages (Anthropic)",
  "generate-content": "Gemini :generateContent, :streamGenerateContent",
  "embed-content": "Gemini :embedContent, Vertex :predict",
  converse: "Bedrock Converse, ConverseStream",
  "invoke-model": "Bedrock InvokeModel",
  "cohere-chat": "Cohere POST /v2/chat",
  "cohere-embed": "Cohere POST /v2/embed",
  rerank: "POST /v2/rerank, /v1/rerank",
  ocr: "Mistral POST /v1/ocr",
  "ai-gateway": "Vercel AI Gateway POST …/ai/language-model",
  "ai-gateway-embeddings": "Vercel AI Gateway POST …/ai/embedding-model",
  "ollama-chat": "Ollama POST /api/chat, /api/generate",
};

export interface ApiName {
  name: string;
  endpoint: string;
  aliases: readonly string[];
  providers: readonly string[];
}

/** The names that `--api` takes. */
export function apiList(): ApiName[] {
  return API_SHAPES.map(({ shape, aliases, providers }) => ({
    name: shape.name,
    endpoint: ENDPOINTS[shape.name] ?? "",
    aliases,
    providers,
  }));
}
