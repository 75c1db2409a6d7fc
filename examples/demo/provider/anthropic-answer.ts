import type { BilledTokens } from "./billed-tokens.ts";
import { freshId, type ProviderAnswer, type ProviderRequest, servedModel } from "./provider-answer.ts";

const WORDS = ["Read", " in", " full", ".", " The", " second", " clause", " needs", " a", " decision", "."];

export function anthropicHeaders(requestId: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "request-id": requestId,
    "anthropic-organization-id": "7d1b7d0e-0000-4000-8000-000000000000",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
  };
}

/** Anthropic's `input_tokens` leaves cached tokens out; the three parts add up to the prompt. */
function inputUsage(tokens: BilledTokens) {
  return {
    input_tokens: tokens.uncachedInput,
    cache_creation_input_tokens: tokens.cacheWrite5m + tokens.cacheWrite1h,
    cache_read_input_tokens: tokens.cacheRead,
  };
}

function fullUsage(tokens: BilledTokens, outputTokens: number) {
  return {
    ...inputUsage(tokens),
    cache_creation: {
      ephemeral_5m_input_tokens: tokens.cacheWrite5m,
      ephemeral_1h_input_tokens: tokens.cacheWrite1h,
    },
    output_tokens: outputTokens,
    service_tier: "standard",
  };
}

/** A message, plain or streamed. Streamed counts are cumulative: `message_delta` repeats and raises `message_start`'s. */
export function anthropicAnswer(request: ProviderRequest, tokens: BilledTokens): ProviderAnswer {
  const id = freshId("msg_01", 22);
  const model = servedModel(request.model ?? "");
  const headers = anthropicHeaders(freshId("req_01", 22));
  const answer = { id, status: 200, model, tier: "standard", tokens };
  const message = { id, type: "message", role: "assistant", model };
  if (!request.stream) {
    const body = {
      ...message,
      content: [{ type: "text", text: WORDS.join("") }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: fullUsage(tokens, tokens.output),
    };
    return { ...answer, headers, body: JSON.stringify(body) };
  }
  const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  const started = { ...message, content: [], stop_reason: null, stop_sequence: null, usage: fullUsage(tokens, 1) };
  const ended = { stop_reason: "end_turn", stop_sequence: null };
  const body = [
    event("message_start", { message: started }),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    event("ping", {}),
    ...WORDS.map((text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
    event("content_block_stop", { index: 0 }),
    event("message_delta", { delta: ended, usage: { ...inputUsage(tokens), output_tokens: tokens.output } }),
    event("message_stop", {}),
  ];
  return { ...answer, headers: { ...headers, "content-type": "text/event-stream; charset=utf-8" }, body };
}
