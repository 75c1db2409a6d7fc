import { MAX_NAME_LENGTH } from "./model-name.ts";
import { plainText } from "./plain-text.ts";

/**
 * Other spellings of the book's providers: those of the semantic conventions first, then those of gateways and SDKs.
 * ClickHouse reads the same table.
 */
export const PROVIDER_ALIASES: Readonly<Record<string, string>> = {
  "aws.bedrock": "aws",
  "aws-bedrock": "aws",
  aws_bedrock: "aws",
  bedrock: "aws",
  bedrock_converse: "aws",
  "amazon-bedrock": "aws",
  amazon_bedrock: "aws",
  "azure.ai.inference": "azure",
  "azure.ai.openai": "azure",
  "az.ai.inference": "azure",
  "az.ai.openai": "azure",
  "azure-openai": "azure",
  azure_openai: "azure",
  azure_ai: "azure",
  "cloudflare-workers-ai": "cloudflare",
  "workers-ai": "cloudflare",
  cohere_ai: "cohere",
  "fireworks-ai": "fireworks",
  fireworks_ai: "fireworks",
  "gcp.gemini": "google",
  "gcp.gen_ai": "google",
  "gcp.vertex_ai": "google",
  gemini: "google",
  "google.generative-ai": "google",
  "google.vertex": "google",
  "google-genai": "google",
  google_genai: "google",
  "google-vertex": "google",
  google_vertexai: "google",
  "google-vertexai": "google",
  vertex: "google",
  vertexai: "google",
  vertex_ai: "google",
  "vertex-ai": "google",
  github_copilot: "github-copilot",
  "mistral-ai": "mistral",
  mistral_ai: "mistral",
  mistralai: "mistral",
  moonshot: "moonshotai",
  "moonshot-ai": "moonshotai",
  moonshot_ai: "moonshotai",
  perplexity_ai: "perplexity",
  "perplexity-ai": "perplexity",
  "together-ai": "together",
  together_ai: "together",
  togetherai: "together",
  voyage: "voyageai",
  "voyage-ai": "voyageai",
  voyage_ai: "voyageai",
  x_ai: "x-ai",
  "x.ai": "x-ai",
  xai: "x-ai",
  "z.ai": "zai",
  "z-ai": "zai",
  "zhipu-ai": "zhipuai",
  zhipu: "zhipuai",
};

const ALIASES = new Map(Object.entries(PROVIDER_ALIASES));

/** The book's id of a provider, `openai` for ` OpenAI `, `google` for `gcp.vertex_ai`. A provider without an alias keeps its name, lower-cased. */
export function canonicalProvider(name: string): string {
  const plain = plainText(name.slice(0, MAX_NAME_LENGTH));
  return ALIASES.get(plain) ?? plain;
}
