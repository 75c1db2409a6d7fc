import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { createEventStream } from "./event-stream.ts";
import { readOpenAiUsage } from "./openai-usage.ts";
import { isObject, type JsonObject, textAt } from "./read-value.ts";

/** `POST …/completions`: the legacy API, and fill-in-the-middle of others. */
export const openAiCompletions: ApiShape = {
  name: "completions",
  operation: "text_completion",
  inputField: "prompt",
  answerFields: ["id", "model", "usage", "service_tier", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => false }),
  streamUsageCure: "send stream_options: {include_usage: true}",
};

function readAnswer(answer: JsonObject): AnswerFacts {
  return { ...answerHead(answer), ...readOpenAiUsage(answer.usage), outputChars: textChars(answer) };
}

function textChars({ choices }: JsonObject): number {
  if (!Array.isArray(choices)) return 0;
  return choices.reduce(
    (sum: number, choice) => sum + (isObject(choice) ? (textAt(choice, "text") ?? "").length : 0),
    0,
  );
}
