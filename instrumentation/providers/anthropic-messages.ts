import { readAnthropicUsage } from "./anthropic-usage.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import { errorTypeAt, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

/** `POST …/messages`. Its input count leaves cached tokens out; ours has them in. */
export const anthropicMessages: ApiShape = {
  name: "messages",
  operation: "chat",
  inputField: "messages",
  answerFields: ["id", "model", "usage", "error", "type"],
  readAnswer: (answer) => ({
    ...readMessage(answer),
    ...readAnthropicUsage(answer.usage),
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
        takeUsage(this.facts, readAnthropicUsage(this.#usage));
        break;
      }
      case "content_block_delta":
        this.facts.outputChars += countText(JSON.stringify(event));
        break;
      case "message_delta":
        this.#usage = { ...this.#usage, ...withoutNull(objectAt(event, "usage")) };
        this.isUsageFinal = true;
        takeUsage(this.facts, readAnthropicUsage(this.#usage));
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

function readError(answer: JsonObject | undefined): Partial<AnswerFacts> {
  const errorType = errorTypeAt(answer);
  return errorType === undefined ? {} : { errorType };
}

/** A null in `message_delta` means "not said here" and must not erase the count of `message_start`. */
function withoutNull(usage: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}
