import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { readBilledUnits } from "./cohere-usage.ts";
import { createEventStream } from "./event-stream.ts";
import { isObject, type JsonObject, jsonLength, objectAt, textAt } from "./read-value.ts";

/** `POST /v2/chat` of Cohere, and `/v1/chat`, whose counts are in `meta`. The answer names no model. */
export const cohereChat: ApiShape = {
  name: "cohere-chat",
  operation: "chat",
  inputField: "messages",
  answerFields: ["id", "generation_id", "usage", "meta", "error"],
  readAnswer: (answer) => ({
    ...readFacts(answer),
    outputChars: isObject(answer.usage) || isObject(answer.meta) ? 0 : jsonLength(answer.message),
  }),
  readStream: () =>
    createEventStream({
      read: (event) => ({
        ...readFacts({ ...event, ...objectAt(event, "delta"), ...objectAt(event, "response") }),
        outputChars: textOf(event),
      }),
      isLast: (event) => event.type === "message-end" || event.event_type === "stream-end",
    }),
};

function readFacts(answer: JsonObject): Omit<AnswerFacts, "outputChars"> {
  const responseId = textAt(answer, "generation_id");
  const counts = isObject(answer.usage)
    ? readBilledUnits(answer.usage, "usage")
    : readBilledUnits(objectAt(answer, "meta"), "meta");
  return { ...(responseId !== undefined && { responseId }), ...answerHead(answer), ...counts };
}

function textOf(event: JsonObject): number {
  const text = textAt(objectAt(objectAt(objectAt(event, "delta"), "message"), "content"), "text");
  return (text ?? textAt(event, "text") ?? "").length;
}
