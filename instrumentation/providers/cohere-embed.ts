import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { readBilledUnits } from "./cohere-usage.ts";
import { createEventStream } from "./event-stream.ts";
import { type JsonObject, objectAt } from "./read-value.ts";

/** `POST /v2/embed` of Cohere. Not streamed; the answer names no model. */
export const cohereEmbed: ApiShape = {
  name: "cohere-embed",
  operation: "embeddings",
  inputField: "texts",
  answerFields: ["id", "meta", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  return { ...answerHead(answer), ...readBilledUnits(objectAt(answer, "meta"), "meta"), outputChars: 0 };
}
