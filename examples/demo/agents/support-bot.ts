import OpenAI from "openai";
import type { Ask } from "./ask.ts";

/** The `openai` package, streamed. Without `include_usage` OpenAI would not say what the stream cost. */
export function supportBot(): Ask {
  const openai = new OpenAI();
  return async (question) => {
    const stream = await openai.chat.completions.create({
      model: "gpt-4o-mini",
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: "system", content: "You answer customers of a parcel service. Be brief and kind." },
        { role: "user", content: question },
      ],
    });
    for await (const _chunk of stream) {
      // A real bot would show each chunk here.
    }
  };
}
