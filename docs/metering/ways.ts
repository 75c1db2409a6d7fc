import { API_SHAPES } from "../../instrumentation/providers/api-shapes.ts";

/** A way to call a model, as a column of the matrix. */
export interface Way {
  /** What `testWay` is given. */
  name: string;
  /** Its packages in package.json; the first one's version is shown. */
  packages: readonly string[];
  /** The shapes that it can call. */
  shapes: readonly string[];
}

const OF_OPENAI = [
  "chat",
  "responses",
  "completions",
  "embeddings",
  "moderations",
  "images",
  "transcriptions",
  "speech",
];
const OF_GOOGLE = ["generate-content", "embed-content"];
const ALL = API_SHAPES.map(({ shape }) => shape.name);
const OF_GATEWAY = ["ai-gateway", "ai-gateway-embeddings"];
const OF_LANGCHAIN = ["chat", "responses", "messages", "generate-content"];

/** In the order of the columns. */
export const WAYS: readonly Way[] = [
  { name: "openai 4 with tollgateFetch", packages: ["openai-v4"], shapes: OF_OPENAI },
  { name: "openai 5", packages: ["openai-v5"], shapes: OF_OPENAI },
  { name: "openai 6", packages: ["openai-v6"], shapes: OF_OPENAI },
  { name: "openai 7", packages: ["openai"], shapes: OF_OPENAI },
  { name: "@anthropic-ai/sdk", packages: ["@anthropic-ai/sdk"], shapes: ["messages"] },
  { name: "@anthropic-ai/sdk, messages.stream()", packages: ["@anthropic-ai/sdk"], shapes: ["messages"] },
  { name: "@google/genai", packages: ["@google/genai"], shapes: OF_GOOGLE },
  {
    name: "AI SDK 6",
    packages: ["ai-v6", "ai-sdk-openai-v3", "ai-sdk-anthropic-v3", "ai-sdk-google-v3"],
    shapes: [
      "chat",
      "responses",
      "completions",
      "embeddings",
      "images",
      "transcriptions",
      "speech",
      "messages",
      ...OF_GOOGLE,
      ...OF_GATEWAY,
    ],
  },
  {
    name: "AI SDK 7",
    packages: ["ai", "@ai-sdk/openai", "@ai-sdk/anthropic", "@ai-sdk/google"],
    shapes: [
      "chat",
      "responses",
      "completions",
      "embeddings",
      "images",
      "transcriptions",
      "speech",
      "messages",
      ...OF_GOOGLE,
      ...OF_GATEWAY,
    ],
  },
  {
    name: "LangChain 1",
    packages: [
      "@langchain/core",
      "@langchain/openai",
      "@langchain/anthropic",
      "@langchain/google-genai",
      "@langchain/aws",
    ],
    shapes: [...OF_LANGCHAIN, "completions", "embeddings", "embed-content", "converse"],
  },
  { name: "LangGraph 1", packages: ["@langchain/langgraph"], shapes: OF_LANGCHAIN },
  {
    name: "AWS SDK 3 with meterBedrock()",
    packages: ["@aws-sdk/client-bedrock-runtime"],
    shapes: ["converse", "invoke-model"],
  },
  { name: "ollama", packages: ["ollama"], shapes: ["ollama-chat"] },
  {
    name: "raw fetch",
    packages: [],
    shapes: ALL,
  },
  {
    name: "recordLlmCall()",
    packages: [],
    shapes: ALL,
  },
];
