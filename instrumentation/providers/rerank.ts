import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { readBilledUnits } from "./cohere-usage.ts";
import { createEventStream } from "./event-stream.ts";
import { openAiEmbeddings } from "./openai-embeddings.ts";
import { isObject, type JsonObject, objectAt } from "./read-value.ts";

/** `POST …/rerank`: Cohere bills searches, Voyage and Jina the tokens of `usage.total_tokens`. Not streamed. */
export const rerank: ApiShape = {
  name: "rerank",
  operation: "embeddings",
  inputField: "documents",
  answerFields: ["id", "model", "meta", "usage", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  if (isObject(answer.usage)) return openAiEmbeddings.readAnswer(answer);
  return { ...answerHead(answer), ...readBilledUnits(objectAt(answer, "meta"), "meta"), outputChars: 0 };
}
