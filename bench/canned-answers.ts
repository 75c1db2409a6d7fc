/** Answers of model APIs, without a socket: over one the spread is larger than what is measured. */

/** One answer, whole and as events. */
export interface CannedAnswer {
  /** What a URL's path has in it that is answered so. */
  path: string;
  plain: string;
  /** With their counts, as if asked for. */
  events: readonly Uint8Array[];
}

const WORDS = 50;
const words = <Event>(event: (word: string, index: number) => Event): Event[] =>
  Array.from({ length: WORDS }, (_, index) => event(`word ${index}`, index));
const TEXT = "word ".repeat(112);

const bytes = (text: string) => new TextEncoder().encode(text);
const data = (event: object) => bytes(`data: ${JSON.stringify(event)}\n\n`);
const named = (event: { type: string; [field: string]: unknown }) =>
  bytes(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

const CHUNK = { id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "gpt-4o" };
const chat: CannedAnswer = {
  path: "/chat/completions",
  plain: JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion",
    created: 1_795_000_000,
    model: "gpt-4o-2024-08-06",
    choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 112,
      total_tokens: 132,
      prompt_tokens_details: { cached_tokens: 0 },
    },
    service_tier: "default",
  }),
  events: [
    ...words((content) => data({ ...CHUNK, choices: [{ index: 0, delta: { content } }], usage: null })),
    data({ ...CHUNK, choices: [], usage: { prompt_tokens: 20, completion_tokens: 100, total_tokens: 120 } }),
    bytes("data: [DONE]\n\n"),
  ],
};

const part = (text: string) => ({ type: "output_text", text, annotations: [] });
const message = (text: string) => ({
  id: "msg_bench",
  type: "message",
  status: "completed",
  role: "assistant",
  content: [part(text)],
});
const response = (status: string, text: string | undefined) => ({
  id: "resp_bench",
  object: "response",
  created_at: 1_795_000_000,
  status,
  error: null,
  model: "gpt-4o-2024-08-06",
  output: text === undefined ? [] : [message(text)],
  service_tier: "default",
  tools: [],
  usage: text === undefined ? null : { input_tokens: 20, output_tokens: 112, total_tokens: 132 },
});
const ofPart = { item_id: "msg_bench", output_index: 0, content_index: 0 };
const responses: CannedAnswer = {
  path: "/responses",
  plain: JSON.stringify(response("completed", TEXT)),
  events: [
    { type: "response.created", response: response("in_progress", undefined) },
    { type: "response.output_item.added", output_index: 0, item: { ...message(""), content: [] } },
    { type: "response.content_part.added", ...ofPart, part: part("") },
    ...words((delta) => ({ type: "response.output_text.delta", ...ofPart, delta })),
    { type: "response.output_text.done", ...ofPart, text: TEXT },
    { type: "response.content_part.done", ...ofPart, part: part(TEXT) },
    { type: "response.output_item.done", output_index: 0, item: message(TEXT) },
    { type: "response.completed", response: response("completed", TEXT) },
    // The API counts the events of a stream, so that no two of them are alike.
  ].map((event, index) => named({ ...event, sequence_number: index })),
};

const embeddings: CannedAnswer = {
  path: "/embeddings",
  // As the SDK asks for it: 1,536 numbers of four bytes.
  plain: JSON.stringify({
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: Buffer.alloc(4 * 1536, 7).toString("base64") }],
    model: "text-embedding-3-small",
    usage: { prompt_tokens: 20, total_tokens: 20 },
  }),
  events: [],
};

const MESSAGE = { id: "msg_bench", type: "message", role: "assistant", model: "claude-sonnet-4-6" };
const messages: CannedAnswer = {
  path: "/messages",
  plain: JSON.stringify({
    ...MESSAGE,
    content: [{ type: "text", text: TEXT }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 20, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 112 },
  }),
  events: [
    {
      type: "message_start",
      message: { ...MESSAGE, content: [], stop_reason: null, usage: { input_tokens: 20, output_tokens: 1 } },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    ...words((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 112 } },
    { type: "message_stop" },
  ].map(named),
};

const content = (text: string, counted: number, finishReason?: string) => ({
  candidates: [{ content: { parts: [{ text }], role: "model" }, index: 0, ...(finishReason && { finishReason }) }],
  usageMetadata: { promptTokenCount: 20, candidatesTokenCount: counted, totalTokenCount: 20 + counted },
  modelVersion: "gemini-2.5-flash",
  responseId: "gemini-bench",
});
const gemini: CannedAnswer = {
  path: "enerateContent",
  plain: JSON.stringify(content(TEXT, 112, "STOP")),
  events: words((word, index) => data(content(word, 2 * index + 2, index === WORDS - 1 ? "STOP" : undefined))),
};

/** Ten times as long: what a call costs whatever its length is little in it. */
const longChat: CannedAnswer = {
  ...chat,
  path: "/long/chat/completions",
  events: [...Array.from({ length: 10 }, () => chat.events.slice(0, WORDS)).flat(), ...chat.events.slice(WORDS)],
};

export const ANSWERS = { longChat, chat, responses, embeddings, messages, gemini } as const satisfies Record<
  string,
  CannedAnswer
>;

export function answerFromMemory(stream: boolean, { plain, events }: CannedAnswer = chat): Response {
  if (!stream) return new Response(plain, { headers: { "content-type": "application/json" } });
  let next = 0;
  const source = {
    type: "bytes" as const,
    pull(controller: ReadableByteStreamController) {
      const chunk = events[next];
      next += 1;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk.slice());
    },
  };
  return new Response(new ReadableStream(source), { headers: { "content-type": "text/event-stream" } });
}

/** A `fetch` that answers each API from memory. */
export const fetchFromMemory: typeof fetch = (input, init) => {
  const url = String(input);
  const stream = url.includes(":streamGenerate") || String(init?.body).includes('"stream":true');
  const answer = Object.values(ANSWERS).find(({ path }) => url.includes(path));
  return Promise.resolve(answerFromMemory(stream, answer));
};
