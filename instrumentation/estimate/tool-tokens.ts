import { isObject, objectAt, textAt } from "../providers/read-value.ts";
import type { CountTokens } from "./load-encoding.ts";

/**
 * What OpenAI's cookbook ("How to count tokens with tiktoken", section 7) found for functions, which the models read in a form that is not
 * public. For gpt-4o and later 7 a function, for gpt-4 and before 10; the example there gives 101 and 105 with its messages.
 */
const FUNCTION_TOKENS = { o200k_base: 7, cl100k_base: 10 };
const PROPERTIES_TOKENS = 3;
const PROPERTY_TOKENS = 3;
const ENUM_TOKENS = -3;
const ENUM_ITEM_TOKENS = 3;
const END_TOKENS = 12;

/** Tokens of the functions in a request's `tools`, in chat's or Responses' form; 0 without any. Nested schemas count as their JSON. */
export function toolTokens(tools: unknown, count: CountTokens, encoding: keyof typeof FUNCTION_TOKENS): number {
  if (!Array.isArray(tools)) return 0;
  let tokens = 0;
  for (const tool of tools) {
    const described = isObject(tool) && isObject(tool.function) ? tool.function : tool;
    if (!isObject(described) || textAt(described, "name") === undefined) continue;
    const description = withoutFullStop(textAt(described, "description"));
    tokens += FUNCTION_TOKENS[encoding] + count(`${textAt(described, "name")}:${description}`);
    tokens += propertyTokens(objectAt(objectAt(described, "parameters"), "properties"), count);
  }
  return tokens === 0 ? 0 : tokens + END_TOKENS;
}

function propertyTokens(properties: Record<string, unknown>, count: CountTokens): number {
  const entries = Object.entries(properties);
  let tokens = entries.length === 0 ? 0 : PROPERTIES_TOKENS;
  for (const [key, property] of entries) {
    if (!isObject(property)) continue;
    const type = textAt(property, "type") ?? "";
    tokens += PROPERTY_TOKENS + count(`${key}:${type}:${withoutFullStop(textAt(property, "description"))}`);
    if (Array.isArray(property.enum)) {
      tokens += ENUM_TOKENS;
      for (const item of property.enum) tokens += ENUM_ITEM_TOKENS + count(String(item));
    }
    const { items, properties: nested } = property;
    if (isObject(items) || isObject(nested)) tokens += count(JSON.stringify(nested ?? items));
  }
  return tokens;
}

function withoutFullStop(text = ""): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}
