import Anthropic from "@anthropic-ai/sdk";
import type { Ask } from "./ask.ts";

/** `@anthropic-ai/sdk`, streamed; a prompt kept in the five-minute cache. */
export function codeReviewer(): Ask {
  const anthropic = new Anthropic();
  return async (question) => {
    const stream = anthropic.messages.stream({
      model: "claude-sonnet-4-6",
      max_tokens: 2000,
      system: [{ type: "text", text: "You review changes to a platform.", cache_control: { type: "ephemeral" } }],
      messages: [{ role: "user", content: question }],
    });
    await stream.finalMessage();
  };
}
