import type { Usage } from "../llm-call.ts";

export type JsonObject = Record<string, unknown>;

/** The object under `key`; an empty one where it is absent, so that chains need no checks. */
export function objectAt(value: unknown, key: string): JsonObject {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}

/** A non-empty string under `key`. */
export function textAt(value: JsonObject, key: string): string | undefined {
  const text = value[key];
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** A count under `key`: a whole number >= 0, else undefined. A provider's null, float or negative is not a count. */
export function countAt(value: JsonObject, key: string): number | undefined {
  const count = value[key];
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** The code or type of the error that an answer carries. OpenRouter's codes are numbers; some gateways send no more than a message. */
export function errorTypeAt(answer: unknown): string | undefined {
  const error = objectAt(answer, "error");
  const { code } = error;
  const text = textAt(error, "code") ?? textAt(error, "type") ?? (typeof code === "number" ? String(code) : undefined);
  return text ?? (textAt(error, "message") === undefined ? undefined : "error");
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Characters of a value as JSON; 0 where it is absent. */
export function jsonLength(value: unknown): number {
  return value === undefined || value === null ? 0 : JSON.stringify(value).length;
}

/** Parts may not exceed their whole: a wrong cache count must not make the uncached rest negative. */
export function consistentUsage(usage: Usage): Usage {
  const cacheReadTokens = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const cacheWriteTokens = Math.min(usage.cacheWriteTokens, usage.inputTokens - cacheReadTokens);
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: Math.min(usage.cacheWrite1hTokens, cacheWriteTokens),
    reasoningTokens: Math.min(usage.reasoningTokens, usage.outputTokens),
  };
}
