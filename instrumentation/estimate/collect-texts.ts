import { isObject } from "../providers/read-value.ts";

/** What a prompt or an answer is made of, as far as a tokenizer is concerned. */
export interface CollectedTexts {
  texts: string[];
  /** Images, sounds and files, which are no text. */
  attachments: number;
}

/** Values of these are not what a model reads or writes. */
const NO_TEXT = new Set([
  "type",
  "id",
  "object",
  "model",
  "status",
  "finish_reason",
  "finishReason",
  "stop_reason",
  "stop_sequence",
  "tool_call_id",
  "tool_use_id",
  "call_id",
  "cache_control",
  "signature",
  "thoughtSignature",
  "encrypted_content",
  "mime_type",
  "mimeType",
  "media_type",
  "detail",
  "format",
  "logprobs",
  "citationMetadata",
  "safetyRatings",
]);
/** Parts of messages that stand for one attachment, whatever is in them. */
const ATTACHMENTS = new Set([
  "image_url",
  "input_audio",
  "inlineData",
  "inline_data",
  "fileData",
  "file_data",
  "source",
]);
/** Shorter strings without a space may be words. */
const ATTACHMENT_CHARS = 2_000;
/** Deeper than any real message; a hostile one must not end the stack. */
const MAX_DEPTH = 40;

/** Every text in a value, in order, to `into`. Numbers are places and states there, and no text. */
export function collectTexts(value: unknown, into: CollectedTexts, depth = 0): void {
  if (typeof value === "string") {
    if (value.startsWith("data:") || (value.length >= ATTACHMENT_CHARS && /^[\w+/=-]+$/.test(value)))
      into.attachments += 1;
    else if (value !== "") into.texts.push(value);
  } else if (depth < MAX_DEPTH && Array.isArray(value)) {
    for (const item of value) collectTexts(item, into, depth + 1);
  } else if (depth < MAX_DEPTH && isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (NO_TEXT.has(key)) continue;
      if (ATTACHMENTS.has(key) && inner !== null) into.attachments += 1;
      else collectTexts(inner, into, depth + 1);
    }
  }
}
