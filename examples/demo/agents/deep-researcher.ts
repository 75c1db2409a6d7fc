import Anthropic from "@anthropic-ai/sdk";
import type { Ask } from "./ask.ts";

/** `@anthropic-ai/sdk`, plain, its own OpenTelemetry spans left on; a prompt kept in the one-hour cache. */
export function deepResearcher(): Ask {
  const anthropic = new Anthropic();
  return async (question) => {
    await anthropic.messages.create({
      model: "claude-opus-4-5",
      max_tokens: 4500,
      system: [{ type: "text", text: "You compare whole markets.", cache_control: { type: "ephemeral", ttl: "1h" } }],
      messages: [{ role: "user", content: question }],
    });
  };
}
