import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { readOpenAiUsage } from "./openai-usage.ts";
import { countTextOf, findObjectKey, parseEventAt } from "./parse-event.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";

/** `POST …/chat/completions`: OpenAI, Azure and everybody who speaks their dialect. */
export const openAiChat: ApiShape = {
  operation: "chat",
  inputField: "messages",
  answerFields: ["id", "model", "usage", "service_tier", "error"],
  readAnswer: (answer) => ({ ...readHead(answer), ...readUsage(answer), outputChars: answerChars(answer) }),
  readStream: () => new ChatStream(),
};

const TEXT_KEYS = ['"content"', '"arguments"', '"reasoning_content"', '"reasoning"', '"refusal"'];

/** At the start of a line only: an answer may well contain these words, but never a bare line break. */
const DONE = /^data: ?\[DONE\]/m;

class ChatStream implements StreamReader {
  facts: AnswerFacts = { outputChars: 0 };
  isComplete = false;
  isUsageFinal = false;
  #hasHead = false;

  feed(lines: string): void {
    if (!this.#hasHead) this.#readHead(lines);
    for (const key of TEXT_KEYS) this.facts.outputChars += countTextOf(lines, key);
    const usageAt = findLast(lines);
    if (usageAt >= 0) this.#readUsage(parseEventAt(lines, usageAt));
    const errorAt = findObjectKey(lines, '"error"');
    if (errorAt >= 0) Object.assign(this.facts, readError(parseEventAt(lines, errorAt)));
    if (DONE.test(lines)) this.isComplete = true;
  }

  #readHead(lines: string): void {
    const event = parseEventAt(lines, lines.indexOf('"model"'));
    if (event === undefined) return;
    this.#hasHead = true;
    Object.assign(this.facts, readHead(event));
  }

  /** Some copies of this API send running counts with each event; only those of an event without choices are known to be the last. */
  #readUsage(event: JsonObject | undefined): void {
    if (event === undefined) return;
    Object.assign(this.facts, readHead(event), readUsage(event));
    const { choices } = event;
    this.isUsageFinal = Array.isArray(choices) && choices.length === 0;
  }
}

function findLast(lines: string): number {
  let found = -1;
  for (let at = findObjectKey(lines, '"usage"'); at >= 0; at = findObjectKey(lines, '"usage"', at + 1)) found = at;
  return found;
}

function readHead(answer: JsonObject): Partial<AnswerFacts> {
  const responseModel = textAt(answer, "model");
  const responseId = textAt(answer, "id");
  const serviceTier = textAt(answer, "service_tier");
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(responseId !== undefined && { responseId }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...readError(answer),
  };
}

function readUsage(answer: JsonObject): Partial<AnswerFacts> {
  const usage = readOpenAiUsage(answer.usage);
  return usage === undefined ? {} : { usage };
}

function readError(answer: JsonObject | undefined): Partial<AnswerFacts> {
  const error = objectAt(answer, "error");
  const errorType = textAt(error, "code") ?? textAt(error, "type");
  return errorType === undefined ? {} : { errorType };
}

/** Only needed when the counts are missing. */
function answerChars(answer: JsonObject): number {
  const choices = answer.choices;
  if (answer.usage || !Array.isArray(choices)) return 0;
  let chars = 0;
  for (const choice of choices) {
    const message = objectAt(choice, "message");
    chars += (textAt(message, "content") ?? "").length;
    if (isObject(message) && Array.isArray(message.tool_calls)) chars += JSON.stringify(message.tool_calls).length;
  }
  return chars;
}
