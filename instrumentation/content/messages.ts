import { isObject, type JsonObject, textAt } from "../providers/read-value.ts";
import { INSTRUCTION_FIELDS, LATER_MESSAGE_FIELDS, MESSAGE_FIELDS } from "./prompt-fields.ts";

/** A message as the semantic conventions have it. What is no text is a part with its type alone: no image, no file is recorded. */
export interface RecordedMessage {
  role: string;
  parts: { type: string; content?: string }[];
}

/** The messages of a request, instructions first, in whatever of the known APIs. */
export function requestMessages(request: JsonObject): RecordedMessage[] {
  const instructions = INSTRUCTION_FIELDS.flatMap((field) => toMessages(request[field], "system"));
  const fields = [...MESSAGE_FIELDS, ...LATER_MESSAGE_FIELDS];
  return [...instructions, ...fields.flatMap((field) => toMessages(request[field], "user"))];
}

export function answerMessages(text: string): RecordedMessage[] {
  return text === "" ? [] : [{ role: "assistant", parts: [{ type: "text", content: text }] }];
}

function toMessages(value: unknown, role: string): RecordedMessage[] {
  if (typeof value === "string") return value === "" ? [] : [{ role, parts: [{ type: "text", content: value }] }];
  if (Array.isArray(value)) {
    if (value.some((item) => isObject(item) && textAt(item, "role") !== undefined)) {
      return value.flatMap((item) => toMessages(item, role));
    }
    return toMessage(value, role);
  }
  if (!isObject(value)) return [];
  return toMessage(value.content ?? value.parts ?? [value], textAt(value, "role") ?? role);
}

function toMessage(content: unknown, role: string): RecordedMessage[] {
  const items: unknown[] = Array.isArray(content) ? content : [content];
  const parts = items.map(toPart);
  return parts.length === 0 ? [] : [{ role, parts }];
}

function toPart(item: unknown): { type: string; content?: string } {
  if (typeof item === "string") return { type: "text", content: item };
  if (!isObject(item)) return { type: "unknown" };
  const text = textAt(item, "text") ?? textAt(item, "content") ?? textAt(item, "output");
  return text === undefined ? { type: textAt(item, "type") ?? "unknown" } : { type: "text", content: text };
}
