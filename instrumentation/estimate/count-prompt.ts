import { parseObject } from "../providers/json-text.ts";
import { isObject, type JsonObject, textAt } from "../providers/read-value.ts";
import { type CollectedTexts, collectTexts } from "./collect-texts.ts";
import { countText } from "./count-text.ts";
import type { CountTokens } from "./load-encoding.ts";
import { TOKENS_PER_ATTACHMENT } from "./rule-of-thumb.ts";
import type { TokenizerChoice } from "./tokenizer-of.ts";
import { toolTokens } from "./tool-tokens.ts";

/** OpenAI's chat format, by its cookbook: control tokens around each message, a name, and the answer's beginning. */
const PER_MESSAGE = 3;
const PER_NAME = 1;
const ANSWER_START = 3;
/** Longer prompts are counted in this many places, together `SAMPLED_CHARS`, and the rest by their average. */
const WINDOWS = 16;
const SAMPLED_CHARS = 16_384;
/** To parse more than this takes longer than all the rest. */
const MAX_BODY_CHARS = 4_000_000;

/** Where the APIs have what the model reads, besides tools. */
const PROMPT_FIELDS = ["system", "instructions", "systemInstruction", "system_instruction", "prompt"];
const MESSAGE_FIELDS = ["messages", "input", "contents"];
const TOOL_FIELDS = ["tools", "functions"];

/**
 * The input tokens of a request, from its body. Undefined for a body that is no JSON object or very long.
 *
 * OpenAI's text is exact in chat's format as documented; tools are approximated as its cookbook does. Other providers' formats are taken
 * for the same, and their tools as JSON text. Each attachment counts `TOKENS_PER_ATTACHMENT`.
 */
export function countPrompt(body: string, count: CountTokens, choice: TokenizerChoice): number | undefined {
  const request = body.length > MAX_BODY_CHARS ? undefined : parseObject(body);
  if (request === undefined) return undefined;
  const found: CollectedTexts = { texts: [], attachments: 0 };
  let fixed = 0;
  for (const field of PROMPT_FIELDS) collectTexts(request[field], found);
  for (const field of MESSAGE_FIELDS) fixed += collectMessages(request[field], found);
  const exactCount = (text: string) => countText(text, count, choice);
  for (const field of TOOL_FIELDS) {
    if (choice.method === "tokenizer") fixed += toolTokens(request[field], exactCount, choice.encoding);
    else if (Array.isArray(request[field]) && request[field].length > 0) {
      found.texts.push(JSON.stringify(request[field]));
      fixed += choice.toolPromptTokens;
    }
  }
  return Math.ceil(fixed + countTexts(found.texts, exactCount) + found.attachments * TOKENS_PER_ATTACHMENT);
}

/** @returns the control tokens. Plain strings, as embeddings and Responses take them, have none of their own. */
function collectMessages(messages: unknown, into: CollectedTexts): number {
  if (!Array.isArray(messages)) {
    collectTexts(messages, into);
    return 0;
  }
  let tokens = 0;
  for (const message of messages) {
    if (isMessage(message)) tokens += PER_MESSAGE + (textAt(message, "name") === undefined ? 0 : PER_NAME);
    collectTexts(message, into);
  }
  return tokens === 0 ? 0 : tokens + ANSWER_START;
}

function isMessage(value: unknown): value is JsonObject {
  return isObject(value) && textAt(value, "role") !== undefined;
}

function countTexts(texts: readonly string[], count: CountTokens): number {
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  if (chars <= SAMPLED_CHARS) return texts.reduce((sum, text) => sum + count(text), 0);
  const whole = texts.join("\n");
  const windowChars = SAMPLED_CHARS / WINDOWS;
  const step = (whole.length - windowChars) / (WINDOWS - 1);
  let tokens = 0;
  for (let window = 0; window < WINDOWS; window += 1) {
    const start = Math.floor(window * step);
    tokens += count(whole.slice(start, start + windowChars));
  }
  return (tokens / SAMPLED_CHARS) * whole.length;
}
