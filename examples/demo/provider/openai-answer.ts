import type { BilledTokens } from "./billed-tokens.ts";
import { freshId, type ProviderAnswer, type ProviderRequest, servedModel } from "./provider-answer.ts";

const WORDS = ["Here", " is", " what", " I", " found", ".", " Three", " points", " matter", " most", "."];

export function openAiHeaders(requestId: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-request-id": requestId,
    "openai-organization": "demo-org",
    "openai-processing-ms": "41",
    "openai-version": "2020-10-01",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
  };
}

function usageOf(tokens: BilledTokens) {
  const prompt = tokens.uncachedInput + tokens.cacheRead;
  return {
    prompt_tokens: prompt,
    completion_tokens: tokens.output,
    total_tokens: prompt + tokens.output,
    prompt_tokens_details: { cached_tokens: tokens.cacheRead, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: tokens.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** A chat completion, plain or streamed. Streamed, usage comes in a last chunk, and only with `include_usage`. */
export function openAiChatAnswer(request: ProviderRequest, tokens: BilledTokens): ProviderAnswer {
  const id = freshId("chatcmpl-", 29);
  const model = servedModel(request.model ?? "");
  const tier = request.service_tier && request.service_tier !== "auto" ? request.service_tier : "default";
  const common = {
    id,
    created: Math.floor(Date.now() / 1000),
    model,
    service_tier: tier,
    system_fingerprint: "fp_d3m0",
  };
  const headers = openAiHeaders(freshId("req_", 32));
  const answer = { id, status: 200, model, tier, tokens };
  if (!request.stream) {
    const message = { role: "assistant", content: WORDS.join(""), refusal: null, annotations: [] };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
    const body = { ...common, object: "chat.completion", choices, usage: usageOf(tokens) };
    return { ...answer, headers, body: JSON.stringify(body) };
  }
  const counted = request.stream_options?.include_usage === true;
  const event = (choices: unknown[], usage: unknown = null) =>
    `data: ${JSON.stringify({ ...common, object: "chat.completion.chunk", choices, ...(counted && { usage }) })}\n\n`;
  const delta = (content: object, finish_reason: string | null = null) =>
    event([{ index: 0, delta: content, logprobs: null, finish_reason }]);
  const body = [
    delta({ role: "assistant", content: "", refusal: null }),
    ...WORDS.map((content) => delta({ content })),
    delta({}, "stop"),
    ...(counted ? [event([], usageOf(tokens))] : []),
    "data: [DONE]\n\n",
  ];
  return { ...answer, headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" }, body };
}

/** Embeddings. The real answer has no id either; the request id in the headers stands in for it in the log. */
export function openAiEmbeddingsAnswer(request: ProviderRequest, tokens: BilledTokens): ProviderAnswer {
  const requestId = freshId("req_", 32);
  const model = servedModel(request.model ?? "");
  const inputs = Array.isArray(request.input) ? request.input.length : 1;
  const vector = Float32Array.from({ length: request.dimensions ?? 256 }, (_, at) =>
    Math.sin(at + tokens.uncachedInput),
  );
  const embedding =
    request.encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : Array.from(vector);
  const body = {
    object: "list",
    data: Array.from({ length: inputs }, (_, index) => ({ object: "embedding", index, embedding })),
    model,
    usage: { prompt_tokens: tokens.uncachedInput, total_tokens: tokens.uncachedInput },
  };
  return { id: requestId, status: 200, headers: openAiHeaders(requestId), body: JSON.stringify(body), model, tokens };
}
