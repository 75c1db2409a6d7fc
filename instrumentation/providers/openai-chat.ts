import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { countTextOf, parseObject, stringEnd, valueAt } from "./json-text.ts";
import { readOpenAiUsage } from "./openai-usage.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

/** `POST …/chat/completions`: OpenAI, Azure and everybody who speaks their dialect. */
export const openAiChat: ApiShape = {
  name: "chat",
  operation: "chat",
  inputField: "messages",
  answerFields: ["id", "model", "usage", "service_tier", "error"],
  readAnswer: (answer) =>
    Object.assign(
      answerHead(answer),
      readOpenAiUsage(answer.usage, { hasOutput: true, model: textAt(answer, "model") }),
      { outputChars: answerChars(answer) },
    ),
  readStream: () => new ChatStream(),
  streamUsageCure: "send stream_options: {include_usage: true}",
};

/**
 * Looks into an event only as far as needed: nearly each of them is one piece of text, and to parse it whole would cost 1 µs more
 * (measured), half of what metering may add to it.
 */
class ChatStream implements StreamReader {
  facts: AnswerFacts = { outputChars: 0 };
  isComplete = false;
  isUsageFinal = false;
  #hasHead = false;

  feed(data: string): void {
    const deltaAt = valueAt(data, 'delta"');
    const hasUsage = hasCounts(data);
    if (deltaAt >= 0) this.facts.outputChars += countText(data, deltaAt);
    if (data === "[DONE]") this.isComplete = true;
    else if (hasUsage || deltaAt < 0 || !this.#hasHead) this.#readEvent(parseObject(data));
  }

  #readEvent(event: JsonObject | undefined): void {
    if (event === undefined) return;
    this.#hasHead = true;
    Object.assign(this.facts, answerHead(event));
    const { choices } = event;
    const usage = event.usage ?? displacedUsage(event);
    takeUsage(this.facts, readOpenAiUsage(usage, { hasOutput: true, model: this.facts.responseModel }));
    // Some copies of this API send running counts with each event; only those of an event without choices are known to be the last.
    if (isObject(usage)) this.isUsageFinal = usage !== event.usage || (Array.isArray(choices) && choices.length === 0);
  }
}

/**
 * Anywhere in the event, as Perplexity has them before the choices. To search from the start costs nothing that can be measured; backwards
 * from the text it took 200 ns.
 */
function hasCounts(data: string): boolean {
  for (let at = valueAt(data, USAGE); at >= 0; at = valueAt(data, USAGE, at)) if (data[at] === "{") return true;
  return false;
}

const USAGE = 'usage"';

/** The last event of Groq and of Moonshot, who put the usage elsewhere. */
function displacedUsage(event: JsonObject): unknown {
  const choice = Array.isArray(event.choices) ? event.choices[0] : undefined;
  return objectAt(event, "x_groq").usage ?? (isObject(choice) ? choice.usage : undefined);
}

const CONTENT = '{"content":"';
const OTHER_TEXT = ['"content"', '"arguments"', '"reasoning_content"', '"reasoning"', '"refusal"'];

function countText(data: string, deltaAt: number): number {
  if (!data.startsWith(CONTENT, deltaAt))
    return OTHER_TEXT.reduce((sum, key) => sum + countTextOf(data, key, deltaAt), 0);
  const start = deltaAt + CONTENT.length - 1;
  return Math.max(0, stringEnd(data, start) - start - 1);
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
