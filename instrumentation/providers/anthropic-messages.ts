import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import { errorTypeAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

/** `POST …/messages`. Its input count leaves cached tokens out; ours has them in. */
export const anthropicMessages: ApiShape = {
  name: "messages",
  operation: "chat",
  inputField: "messages",
  answerFields: ["id", "model", "usage", "error", "type"],
  readAnswer: (answer) => ({
    ...readMessage(answer),
    ...readUsage(answer.usage),
    ...readError(answer),
    outputChars: answer.usage === undefined ? jsonLength(answer.content) : 0,
  }),
  readStream: () => new MessageStream(),
};

/**
 * `message_start` has the input, cache and tier counts; `message_delta` the output, and with tools run by the server larger counts of
 * everything. All counts are cumulative: the later ones replace the earlier, they are never added.
 */
class MessageStream implements StreamReader {
  facts: AnswerFacts = { outputChars: 0 };
  isComplete = false;
  isUsageFinal = false;
  #usage: JsonObject = {};

  feed(data: string): void {
    // Nearly all events are pieces of text; the others are few and may be parsed.
    if (data.startsWith(TEXT_EVENT)) this.facts.outputChars += countText(data);
    else this.#readEvent(parseObject(data) ?? {});
  }

  #readEvent(event: JsonObject): void {
    switch (event.type) {
      case "message_start": {
        const message = objectAt(event, "message");
        this.#usage = objectAt(message, "usage");
        Object.assign(this.facts, readMessage(message));
        takeUsage(this.facts, readUsage(this.#usage));
        break;
      }
      case "content_block_delta":
        this.facts.outputChars += countText(JSON.stringify(event));
        break;
      case "message_delta":
        this.#usage = { ...this.#usage, ...withoutNull(objectAt(event, "usage")) };
        this.isUsageFinal = true;
        takeUsage(this.facts, readUsage(this.#usage));
        break;
      case "message_stop":
        this.isComplete = true;
        break;
      case "error":
        Object.assign(this.facts, readError(event));
    }
  }
}

const TEXT_KEYS = ['"text"', '"partial_json"', '"thinking"'];
const TEXT_EVENT = '{"type":"content_block_delta"';

function countText(data: string): number {
  return TEXT_KEYS.reduce((sum, key) => sum + countTextOf(data, key, TEXT_EVENT.length), 0);
}

function readMessage(message: JsonObject): Partial<AnswerFacts> {
  const responseModel = textAt(message, "model");
  const responseId = textAt(message, "id");
  return { ...(responseModel !== undefined && { responseModel }), ...(responseId !== undefined && { responseId }) };
}

function readUsage(usage: unknown): Pick<AnswerFacts, "usage" | "problems" | "serviceTier"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const uncached = counts.total(usage, "input_tokens", "usage");
  const outputTokens = counts.total(usage, "output_tokens", "usage");
  if (uncached === undefined && outputTokens === undefined) return counts.facts(undefined);
  const cacheReadTokens = counts.count(usage, "cache_read_input_tokens", "usage") ?? 0;
  const byLifetime = objectAt(usage, "cache_creation");
  const write5m = counts.count(byLifetime, "ephemeral_5m_input_tokens", LIFETIME) ?? 0;
  const cacheWrite1hTokens = counts.count(byLifetime, "ephemeral_1h_input_tokens", LIFETIME) ?? 0;
  const written = counts.count(usage, "cache_creation_input_tokens", "usage");
  if (written !== undefined && write5m + cacheWrite1hTokens > written)
    counts.note(`${LIFETIME} adds up to ${write5m + cacheWrite1hTokens}, allowed is up to ${written}`);
  const cacheWriteTokens = Math.max(written ?? 0, write5m + cacheWrite1hTokens);
  const output = objectAt(usage, "output_tokens_details");
  const serviceTier = textAt(usage, "service_tier");
  const facts = counts.facts({
    inputTokens: (uncached ?? 0) + cacheReadTokens + cacheWriteTokens,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens,
    reasoningTokens: counts.part(output, "thinking_tokens", "usage.output_tokens_details", outputTokens),
  });
  return serviceTier === undefined ? facts : { ...facts, serviceTier };
}

const LIFETIME = "usage.cache_creation";

function readError(answer: JsonObject | undefined): Partial<AnswerFacts> {
  const errorType = errorTypeAt(answer);
  return errorType === undefined ? {} : { errorType };
}

/** A null in `message_delta` means "not said here" and must not erase the count of `message_start`. */
function withoutNull(usage: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}
