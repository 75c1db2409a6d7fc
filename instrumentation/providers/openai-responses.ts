import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import {
  consistentUsage,
  countAt,
  errorTypeAt,
  isObject,
  type JsonObject,
  jsonLength,
  objectAt,
  textAt,
} from "./read-value.ts";

/** `POST …/responses`: what the AI SDK asks unless told to use chat. A stream's events carry the answer inside `response`. */
export const openAiResponses: ApiShape = {
  operation: "chat",
  inputField: "input",
  answerFields: ["id", "model", "usage", "service_tier", "error"],
  readAnswer: (answer) => ({
    ...readResponse(answer),
    outputChars: isObject(answer.usage) ? 0 : jsonLength(answer.output),
  }),
  readStream: () => new ResponseStream(),
};

const TERMINAL = new Set(["response.completed", "response.incomplete", "response.failed"]);
/** Pieces of text; the events that repeat them whole end in `.done`. */
const TEXT_EVENT = /^\{"type": ?"response\.[a-z_.]+\.delta"/;

class ResponseStream implements StreamReader {
  facts: AnswerFacts = { outputChars: 0 };
  isComplete = false;
  isUsageFinal = false;

  feed(data: string): void {
    if (TEXT_EVENT.test(data)) {
      this.facts.outputChars += countTextOf(data, '"delta"');
      return;
    }
    const event = parseObject(data) ?? {};
    if (event.type === "error") this.facts.errorType = textAt(event, "code") ?? errorTypeAt(event) ?? "error";
    const response = objectAt(event, "response");
    Object.assign(this.facts, readResponse(response));
    if (!TERMINAL.has(String(event.type))) return;
    this.isComplete = true;
    this.isUsageFinal = isObject(response.usage);
  }
}

function readResponse(response: JsonObject): Partial<AnswerFacts> {
  const responseModel = textAt(response, "model");
  const responseId = textAt(response, "id");
  const serviceTier = textAt(response, "service_tier");
  const errorType = errorTypeAt(response);
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(responseId !== undefined && { responseId }),
    // A request for `auto` is echoed until it is decided which tier serves.
    ...(serviceTier !== undefined && serviceTier !== "auto" && { serviceTier }),
    ...(errorType !== undefined && { errorType }),
    ...readUsage(objectAt(response, "usage")),
  };
}

/** Input includes cached tokens, output includes reasoning. */
function readUsage(usage: JsonObject): Partial<AnswerFacts> {
  const inputTokens = countAt(usage, "input_tokens");
  const outputTokens = countAt(usage, "output_tokens");
  if (inputTokens === undefined && outputTokens === undefined) return {};
  return {
    usage: consistentUsage({
      inputTokens: inputTokens ?? 0,
      outputTokens: outputTokens ?? 0,
      cacheReadTokens: countAt(objectAt(usage, "input_tokens_details"), "cached_tokens") ?? 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      reasoningTokens: countAt(objectAt(usage, "output_tokens_details"), "reasoning_tokens") ?? 0,
    }),
  };
}
