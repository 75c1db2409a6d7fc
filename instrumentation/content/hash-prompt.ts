import { createHmac } from "node:crypto";
import type { JsonObject } from "../providers/read-value.ts";
import { INSTRUCTION_FIELDS, LATER_MESSAGE_FIELDS, MESSAGE_FIELDS } from "./prompt-fields.ts";

/**
 * 32 hex digits of HMAC-SHA256 over a request's instructions and messages: equal for equal prompts, whatever model, limits and tools they go
 * with. Undefined for a request that has none.
 */
export function hashPrompt(key: string, request: JsonObject): string | undefined {
  const parts: unknown[] = [...INSTRUCTION_FIELDS, ...MESSAGE_FIELDS].map((field) => request[field] ?? null);
  for (const field of LATER_MESSAGE_FIELDS) if (request[field] !== undefined) parts.push(request[field]);
  if (parts.every((part) => part === null)) return undefined;
  return createHmac("sha256", key).update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
