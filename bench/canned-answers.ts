/** Answers of a chat model, without a socket: over one the spread is larger than what is measured. */

const CHUNKS = 50;
/** A plain chat answer of 112 tokens. */
export const PLAIN = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_795_000_000,
  model: "gpt-4o-2024-08-06",
  choices: [{ index: 0, message: { role: "assistant", content: "word ".repeat(112) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 20, completion_tokens: 112, total_tokens: 132, prompt_tokens_details: { cached_tokens: 0 } },
  service_tier: "default",
});
const EVENTS = [
  ...Array.from({ length: CHUNKS }, (_, index) => ({
    choices: [{ index: 0, delta: { content: `word ${index}` } }],
    usage: null,
  })),
  { choices: [], usage: { prompt_tokens: 20, completion_tokens: 100, total_tokens: 120 } },
].map(
  (event) =>
    `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "gpt-4o", ...event })}\n\n`,
);
/** A streamed one, an event each; with its counts, as if asked for. */
export const SSE = [...EVENTS, "data: [DONE]\n\n"].map((event) => new TextEncoder().encode(event));

export function answerFromMemory(stream: boolean): Response {
  if (!stream) return new Response(PLAIN, { headers: { "content-type": "application/json" } });
  let next = 0;
  const source = {
    type: "bytes" as const,
    pull(controller: ReadableByteStreamController) {
      const chunk = SSE[next];
      next += 1;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk.slice());
    },
  };
  return new Response(new ReadableStream(source), { headers: { "content-type": "text/event-stream" } });
}
