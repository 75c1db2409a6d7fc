import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import * as ai7 from "ai";
import { createAnthropic as createAnthropic3 } from "ai-sdk-anthropic-v3";
import { createGoogleGenerativeAI as createGoogleGenerativeAI3 } from "ai-sdk-google-v3";
import { createOpenAI as createOpenAI3 } from "ai-sdk-openai-v3";
import * as ai6 from "ai-v6";
import { type ShapeCalls, testWay } from "./test-way.ts";

type Ai = Pick<
  typeof ai7,
  "generateText" | "streamText" | "embed" | "generateImage" | "experimental_transcribe" | "experimental_generateSpeech"
>;
type Model = Parameters<typeof ai7.generateText>[0]["model"];

const quiet = { maxRetries: 0 } as const;
/** A failed stream does not throw by itself. */
const raise = ({ error }: { error: unknown }): never => {
  throw error;
};

function text(ai: Ai, model: (url: string) => Model): ShapeCalls {
  return {
    plain: async (url) => (await ai.generateText({ ...quiet, model: model(url), prompt: "Hi" })).text,
    streamed: async (url) => ai.streamText({ ...quiet, model: model(url), prompt: "Hi", onError: raise }).text,
  };
}

function callsOfOpenAi(ai: Ai, provider: (url: string) => ReturnType<typeof createOpenAI>): Record<string, ShapeCalls> {
  return {
    chat: text(ai, (url) => provider(url).chat("gpt-4o")),
    responses: text(ai, (url) => provider(url).responses("gpt-4o")),
    completions: text(ai, (url) => provider(url).completion("gpt-3.5-turbo-instruct")),
    embeddings: {
      async plain(url) {
        const model = provider(url).embedding("text-embedding-3-small");
        return (await ai.embed({ ...quiet, model, value: "Hi" })).embedding;
      },
    },
    images: {
      async plain(url) {
        const model = provider(url).image("gpt-image-1");
        return (await ai.generateImage({ ...quiet, model, prompt: "A cat" })).image.base64;
      },
    },
    speech: {
      async plain(url) {
        const model = provider(url).speech("tts-1");
        return (await ai.experimental_generateSpeech({ ...quiet, model, text: "Grüße 👋" })).audio.base64;
      },
    },
    transcriptions: {
      async plain(url) {
        const model = provider(url).transcription("gpt-4o-transcribe");
        return (await ai.experimental_transcribe({ ...quiet, model, audio: new Uint8Array(64) })).text;
      },
    },
  };
}

function callsOfOthers(
  ai: Ai,
  createGateway: typeof ai7.createGateway,
  ofAnthropic: (url: string) => ReturnType<typeof createAnthropic>,
  ofGoogle: (url: string) => ReturnType<typeof createGoogleGenerativeAI>,
): Record<string, ShapeCalls> {
  return {
    messages: text(ai, (url) => ofAnthropic(url)("claude-sonnet-4-5")),
    "generate-content": text(ai, (url) => ofGoogle(url)("gemini-2.5-flash")),
    "ai-gateway": text(ai, (url) => createGateway({ baseURL: `${url}/v4/ai`, apiKey: "k" })("openai/gpt-4o") as Model),
    "ai-gateway-embeddings": {
      async plain(url) {
        const gateway = createGateway({ baseURL: `${url}/v4/ai`, apiKey: "k" });
        const model = gateway.embeddingModel("openai/text-embedding-3-small");
        return (await ai.embed({ ...quiet, model: model as never, value: "Hi" })).embedding;
      },
    },
    "embed-content": {
      async plain(url) {
        const model = ofGoogle(url).embedding("gemini-embedding-001");
        return (await ai.embed({ ...quiet, model, value: "Hi" })).embedding;
      },
    },
  };
}

const openai = (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: "k" });
const openai3 = (url: string) => createOpenAI3({ baseURL: `${url}/v1`, apiKey: "k" });
const anthropic = (url: string) => createAnthropic({ baseURL: `${url}/v1`, apiKey: "k" });
const google = (url: string) => createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: "k" });

// The two versions are called alike; their types are not each other's.
const anthropic3 = ((url: string) =>
  createAnthropic3({ baseURL: `${url}/v1`, apiKey: "k" })) as unknown as typeof anthropic;
const google3 = ((url: string) =>
  createGoogleGenerativeAI3({ baseURL: `${url}/v1beta`, apiKey: "k" })) as unknown as typeof google;

testWay("AI SDK 6", {
  ...callsOfOpenAi(ai6 as unknown as Ai, openai3 as unknown as typeof openai),
  ...callsOfOthers(ai6 as unknown as Ai, ai6.createGateway as never, anthropic3, google3),
});
testWay("AI SDK 7", { ...callsOfOpenAi(ai7, openai), ...callsOfOthers(ai7, ai7.createGateway, anthropic, google) });
