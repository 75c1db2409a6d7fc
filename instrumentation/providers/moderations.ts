import { NO_USAGE } from "../no-usage.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { createEventStream } from "./event-stream.ts";
import type { JsonObject } from "./read-value.ts";

/** `POST …/moderations`: free at OpenAI, and its answer counts nothing. */
export const moderations: ApiShape = {
  name: "moderations",
  operation: "chat",
  inputField: "input",
  answerFields: ["id", "model", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const head = answerHead(answer);
  return { ...head, ...(head.errorType === undefined && { usage: NO_USAGE }), outputChars: 0 };
}
