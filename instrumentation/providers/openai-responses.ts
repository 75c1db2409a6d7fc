import type { AnswerFacts, ApiShape, StreamReader } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { countTextOf, parseObject } from "./json-text.ts";
import { errorTypeAt, isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

/** `POST …/responses`: what the AI SDK asks unless told to use chat. A stream's events carry the answer inside `response`. */
export const openAiResponses: ApiShape = {
  name: "responses",
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
    const { usage, problems, ...head } = readResponse(response);
    Object.assign(this.facts, head);
    takeUsage(this.facts, { ...(usage && { usage }), ...(problems && { problems }) });
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
    ...readUsage(response.usage),
  };
}

/** Input includes cached tokens, output includes reasoning. */
function readUsage(usage: unknown): Pick<AnswerFacts, "usage" | "problems"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const inputTokens = counts.total(usage, "input_tokens", "usage");
  const outputTokens = counts.total(usage, "output_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const input = objectAt(usage, "input_tokens_details");
  const output = objectAt(usage, "output_tokens_details");
  const cacheReadTokens = counts.part(input, "cached_tokens", INPUT, inputTokens);
  const uncached = inputTokens && Math.max(0, inputTokens - cacheReadTokens);
  return counts.facts({
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens: counts.part(input, "cache_write_tokens", INPUT, uncached),
    cacheWrite1hTokens: 0,
    reasoningTokens: counts.part(output, "reasoning_tokens", OUTPUT, outputTokens),
  });
}

const INPUT = "usage.input_tokens_details";
const OUTPUT = "usage.output_tokens_details";
