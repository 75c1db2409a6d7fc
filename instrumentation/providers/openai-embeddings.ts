import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { createEventStream } from "./event-stream.ts";
import { readOpenAiUsage } from "./openai-usage.ts";
import { isObject, type JsonObject } from "./read-value.ts";

/** `POST …/embeddings`. The answer has no id and its counts no output. Not streamed. */
export const openAiEmbeddings: ApiShape = {
  name: "embeddings",
  operation: "embeddings",
  inputField: "input",
  answerFields: ["model", "usage", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const { usage } = answer;
  // Voyage and Jina: the total alone, which for embeddings is the input.
  const isTotalOnly = isObject(usage) && usage.prompt_tokens === undefined && usage.total_tokens !== undefined;
  const counted = isTotalOnly ? { ...usage, prompt_tokens: usage.total_tokens } : usage;
  return { ...answerHead(answer), ...readOpenAiUsage(counted, { hasOutput: false }), outputChars: 0 };
}
