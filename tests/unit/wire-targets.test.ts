import { expect, it } from "vitest";
import { createTargetFinder } from "../../instrumentation/wire/metered-target.ts";

const find = createTargetFinder(new Map([["gateway.internal:8080", "openai"]]));
const GOOGLE = "https://generativelanguage.googleapis.com/v1beta/models";
const VERTEX = "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/publishers";
const BEDROCK = "https://bedrock-runtime.us-east-1.amazonaws.com/model";

it.each([
  ["https://api.openai.com/v1/chat/completions", "openai chat"],
  ["https://eu.api.openai.com/v1/responses/", "openai responses"],
  ["https://api.openai.com/v1/completions", "openai completions"],
  ["https://api.openai.com/v1/images/generations", "openai images"],
  ["https://api.openai.com/v1/moderations", "openai moderations"],
  ["https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21", "azure.ai.openai chat"],
  ["https://api.mistral.ai/v1/fim/completions", "mistral_ai completions"],
  ["https://api.mistral.ai/v1/agents/completions", "mistral_ai chat"],
  ["https://api.mistral.ai/v1/ocr", "mistral_ai ocr"],
  ["https://api.voyageai.com/v1/rerank", "voyageai rerank"],
  ["https://api.cohere.com/v2/chat", "cohere cohere-chat"],
  ["https://api.cohere.com/v2/embed", "cohere cohere-embed"],
  [`${GOOGLE}/gemini-2.5-flash:generateContent`, "gcp.gemini generate-content gemini-2.5-flash"],
  [`${GOOGLE}/gemini-3-pro-preview:streamGenerateContent?alt=sse`, "gcp.gemini generate-content gemini-3-pro-preview"],
  [`${GOOGLE}/gemini-embedding-001:batchEmbedContents`, "gcp.gemini embed-content gemini-embedding-001"],
  [`${VERTEX}/google/models/gemini-2.5-pro:generateContent`, "gcp.vertex_ai generate-content gemini-2.5-pro"],
  [
    `${VERTEX}/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict`,
    "gcp.vertex_ai messages claude-sonnet-4-5@20250929",
  ],
  [`${VERTEX}/mistralai/models/mistral-medium-3:rawPredict`, "gcp.vertex_ai chat mistral-medium-3"],
  [`${BEDROCK}/us.amazon.nova-lite-v1%3A0/converse`, "aws.bedrock converse us.amazon.nova-lite-v1:0"],
  [
    `${BEDROCK}/anthropic.claude-haiku-4-5-20251001-v1:0/invoke`,
    "aws.bedrock invoke-model anthropic.claude-haiku-4-5-20251001-v1:0",
  ],
  [
    `${BEDROCK}/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprompt-router%2Fd/converse-stream`,
    "aws.bedrock converse arn:aws:bedrock:us-east-1:1:prompt-router/d",
  ],
  [
    `${BEDROCK}/anthropic.claude-haiku-4-5-20251001-v1:0/invoke-with-response-stream`,
    "aws.bedrock invoke-model anthropic.claude-haiku-4-5-20251001-v1:0",
  ],
  ["https://r.cognitiveservices.azure.com/openai/v1/responses", "azure.ai.openai responses"],
  ["https://r.openai.azure.com/openai/v1/chat/completions", "azure.ai.openai chat"],
  ["https://api.openai.com/v1/responses/compact", "openai responses"],
  ["https://api.openai.com/v1/audio/transcriptions", "openai transcriptions"],
  ["https://api.groq.com/openai/v1/audio/translations", "groq transcriptions"],
  ["https://api.openai.com/v1/images/edits", "openai images"],
  ["http://localhost:11434/api/chat", "ollama ollama-chat"],
  ["http://127.0.0.1:11434/v1/chat/completions", "ollama chat"],
  ["http://gateway.internal:8080/api/embed", "openai ollama-chat"],
  ["http://gateway.internal:8080/proxy/chat/completions", "openai chat"],
  ["https://llm.example.com/v1/chat/completions", "llm.example.com chat"],
])("%s is %s", (url, expected) => {
  const target = find(url);
  expect([target?.provider, target?.shape.name, target?.model].filter(Boolean).join(" ")).toBe(expected);
  expect(target?.isKnownHost).toBe(!url.includes("llm.example.com"));
  // Once more, as remembered.
  expect(find(url)).toBe(target);
});

it.each([
  "https://api.openai.com/v1/models",
  "https://api.openai.com/v1/chat/completions/chatcmpl-1",
  "https://api.openai.com/v1/messages-archive",
  "https://shop.example.com/api/chat",
  "https://shop.example.com/generations?of=chat/completions",
  `${GOOGLE}/gemini-2.5-flash:countTokens`,
  `${BEDROCK}/amazon.nova-lite-v1%3A0/converse-stream-count`,
  "http://127.0.0.1:3000/api/generate",
  "ftp://api.openai.com/v1/chat/completions",
  "not a URL/chat/completions",
  `${VERTEX}/anthropic/models/count-tokens:rawPredict`,
])("%s is nothing to meter", (url) => expect(find(url)).toBe(undefined));

it("a model is taken from the path of known hosts only, so that the request must name one elsewhere", () => {
  expect(find("https://llm.example.com/v1/models/m:generateContent")).not.toHaveProperty("model");
});
