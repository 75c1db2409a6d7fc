import { createRequire } from "node:module";
import { ANSWERS, type CannedAnswer } from "../canned-answers.ts";

type Create = (request: object) => Promise<unknown>;

/** The parts of the SDKs' clients that are measured; the same in the versions that are compared. */
export interface OpenAiClient {
  chat: { completions: { create: Create } };
  responses: { create: Create };
  embeddings: { create: Create };
}
export interface AnthropicClient {
  messages: { create: Create };
}
export interface GoogleClient {
  models: { generateContent: Create; generateContentStream: Create };
}

/** One API, asked plainly or for a stream. */
export interface Shape<Client> {
  name: string;
  stream: boolean;
  answer: CannedAnswer;
  model: string;
  provider: string;
  ask(client: Client): Promise<unknown>;
}

export interface ClientOptions {
  fetch: typeof fetch;
}

/**
 * The SDKs are installed beside this file and not with the project, so that neither their types nor their seconds are the project's. No copy
 * has its own name: OpenLIT wraps what is loaded under those, and would be measured in every mode.
 */
export const load = createRequire(import.meta.url);

const PROMPT = "Say a hundred words.";
const MESSAGES = [{ role: "user", content: PROMPT }];

async function readAll(answer: Promise<unknown>): Promise<void> {
  for await (const _ of (await answer) as AsyncIterable<unknown>);
}

const openai = { model: "gpt-4o", provider: "openai" };
const withUsage = { stream: true, stream_options: { include_usage: true } };
export const OPENAI_SHAPES: readonly Shape<OpenAiClient>[] = [
  {
    ...openai,
    name: "chat",
    stream: false,
    answer: ANSWERS.chat,
    ask: (client) => client.chat.completions.create({ model: "gpt-4o", messages: MESSAGES }),
  },
  {
    ...openai,
    name: "chat, stream",
    stream: true,
    answer: ANSWERS.chat,
    ask: (client) => readAll(client.chat.completions.create({ model: "gpt-4o", messages: MESSAGES, ...withUsage })),
  },
  {
    ...openai,
    name: "responses",
    stream: false,
    answer: ANSWERS.responses,
    ask: (client) => client.responses.create({ model: "gpt-4o", input: PROMPT }),
  },
  {
    ...openai,
    name: "responses, stream",
    stream: true,
    answer: ANSWERS.responses,
    ask: (client) => readAll(client.responses.create({ model: "gpt-4o", input: PROMPT, stream: true })),
  },
  {
    ...openai,
    model: "text-embedding-3-small",
    name: "embeddings",
    stream: false,
    answer: ANSWERS.embeddings,
    ask: (client) => client.embeddings.create({ model: "text-embedding-3-small", input: PROMPT }),
  },
];

const anthropic = { model: "claude-sonnet-4-6", provider: "anthropic", answer: ANSWERS.messages };
const ofAnthropic = { model: anthropic.model, max_tokens: 200, messages: MESSAGES };
export const ANTHROPIC_SHAPES: readonly Shape<AnthropicClient>[] = [
  { ...anthropic, name: "messages", stream: false, ask: (client) => client.messages.create(ofAnthropic) },
  {
    ...anthropic,
    name: "messages, stream",
    stream: true,
    ask: (client) => readAll(client.messages.create({ ...ofAnthropic, stream: true })),
  },
];

const google = { model: "gemini-2.5-flash", provider: "gcp.gemini", answer: ANSWERS.gemini };
const ofGoogle = { model: google.model, contents: PROMPT };
export const GOOGLE_SHAPES: readonly Shape<GoogleClient>[] = [
  { ...google, name: "generateContent", stream: false, ask: (client) => client.models.generateContent(ofGoogle) },
  {
    ...google,
    name: "generateContent, stream",
    stream: true,
    ask: (client) => readAll(client.models.generateContentStream(ofGoogle)),
  },
];

export function createOpenAi(module: { OpenAI: new (options: object) => OpenAiClient }, { fetch }: ClientOptions) {
  return new module.OpenAI({ apiKey: "k", maxRetries: 0, fetch });
}

export function createAnthropic(
  module: { Anthropic: new (options: object) => AnthropicClient },
  { fetch }: ClientOptions,
) {
  return new module.Anthropic({ apiKey: "k", maxRetries: 0, fetch, logLevel: "off" });
}

/** It takes no `fetch`, so the global one is exchanged for each call. */
export function createGoogle(
  module: { GoogleGenAI: new (options: object) => GoogleClient },
  { fetch }: ClientOptions,
): GoogleClient {
  const { models } = new module.GoogleGenAI({ apiKey: "k" });
  const through =
    (method: "generateContent" | "generateContentStream"): Create =>
    (request) => {
      globalThis.fetch = fetch;
      return models[method](request);
    };
  return {
    models: { generateContent: through("generateContent"), generateContentStream: through("generateContentStream") },
  };
}
