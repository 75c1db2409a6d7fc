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
  if (value === undefined || value === null) return 0;
  try {
    return JSON.stringify(value).length;
  } catch {
    // Nested deeper than the stack: JSON can be parsed that deep, and not written.
    return 0;
  }
}
