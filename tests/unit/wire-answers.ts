/** Answers as the providers document them. */

export const CHAT_USAGE = {
  prompt_tokens: 1000,
  completion_tokens: 200,
  total_tokens: 1200,
  prompt_tokens_details: { cached_tokens: 400, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 50, audio_tokens: 0 },
};

/** gpt-4o: 600 × 2.50 + 400 × 1.25 + 200 × 10.00 $ per million = $0.0015 + $0.0005 + $0.002 = $0.004. */
export const CHAT_COST_PICO_USD = 4_000_000_000;

export function chatAnswer(overrides: Record<string, unknown> = {}) {
  return {
    id: "chatcmpl-9x1",
    object: "chat.completion",
    created: 1_795_000_000,
    model: "gpt-4o-2024-08-06",
    choices: [
      { index: 0, message: { role: "assistant", content: "Grüße, 世界 👋", refusal: null }, finish_reason: "stop" },
    ],
    usage: CHAT_USAGE,
    service_tier: "default",
    system_fingerprint: "fp_1",
    ...overrides,
  };
}

export interface ChatStreamOptions {
  words?: string[];
  /** As with `stream_options: {include_usage: true}`. @default true */
  withUsage?: boolean;
  /** @default true */
  withDone?: boolean;
}

export function chatEvents({
  words = ["Grüße, ", "世界 ", "👋"],
  withUsage = true,
  withDone = true,
}: ChatStreamOptions = {}) {
  const head = {
    id: "chatcmpl-9x2",
    object: "chat.completion.chunk",
    created: 1_795_000_000,
    model: "gpt-4o-2024-08-06",
    service_tier: "default",
  };
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason }],
    ...(withUsage && { usage: null }),
  });
  const events: unknown[] = [
    chunk({ role: "assistant", content: "" }),
    ...words.map((content) => chunk({ content })),
    chunk({}, "stop"),
  ];
  if (withUsage) events.push({ ...head, choices: [], usage: CHAT_USAGE });
  const lines = events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  if (withDone) lines.push("data: [DONE]\n\n");
  return lines;
}

export const MESSAGE_USAGE = {
  input_tokens: 600,
  cache_read_input_tokens: 300,
  cache_creation_input_tokens: 100,
  cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
  output_tokens: 200,
  service_tier: "standard",
};

/**
 * claude-sonnet-4-5: 600 × 3.00 + 300 × 0.30 + 60 × 3.75 + 40 × 6.00 + 200 × 15.00 $ per million
 * = $0.0018 + $0.00009 + $0.000225 + $0.00024 + $0.003 = $0.005355.
 */
export const MESSAGE_COST_PICO_USD = 5_355_000_000;

export function messageAnswer(overrides: Record<string, unknown> = {}) {
  return {
    id: "msg_01A",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content: [{ type: "text", text: "Hello" }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: MESSAGE_USAGE,
    ...overrides,
  };
}

export function messageEvents({ words = ["Hel", "lo"] }: { words?: string[] } = {}) {
  const { output_tokens, ...input } = MESSAGE_USAGE;
  const start = messageAnswer({ content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } });
  const events: { type: string }[] = [
    { type: "message_start", message: start } as { type: string },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } } as { type: string },
    { type: "ping" },
    ...words.map((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
    { type: "content_block_stop", index: 0 } as { type: string },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens } } as {
      type: string;
    },
    { type: "message_stop" },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

export const EMBEDDINGS_ANSWER = {
  object: "list",
  data: [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }],
  model: "text-embedding-3-small",
  usage: { prompt_tokens: 1000, total_tokens: 1000 },
};

/** text-embedding-3-small: 1000 × 0.02 $ per million = $0.00002. */
export const EMBEDDINGS_COST_PICO_USD = 20_000_000;
