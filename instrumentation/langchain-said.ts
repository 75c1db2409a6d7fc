import type { SaidByCall } from "./content/content-recorder.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./providers/read-value.ts";

/** LangChain's names of roles, where they differ from those of most APIs. */
const ROLES: Readonly<Record<string, string>> = { human: "user", ai: "assistant" };

/**
 * What was said in a run, as an API would be asked: for calls that no hook sees. A plain prompt has the hash that OpenAI's chat gives it.
 * `input` is a list of lists of messages, or a list of prompts.
 */
export function langChainSaid(input: unknown, output: unknown): SaidByCall {
  const first: unknown = Array.isArray(input) ? input[0] : undefined;
  const answer = () => textOf(output);
  if (Array.isArray(first)) return { request: { messages: first.map(toMessage) }, answer };
  return { request: typeof first === "string" ? { prompt: input } : undefined, answer };
}

function toMessage(message: unknown): JsonObject {
  if (!isObject(message)) return { content: message };
  const type = textAt(message, "type") ?? "user";
  return { role: ROLES[type] ?? type, content: message.content };
}

function textOf(output: unknown): string {
  const generations = isObject(output) ? output.generations : undefined;
  const first: unknown = Array.isArray(generations) ? generations[0]?.[0] : undefined;
  return textAt(objectAt({ first }, "first"), "text") ?? "";
}
