import type { AnswerFacts } from "./api-shape.ts";
import { errorTypeAt, type JsonObject, textAt } from "./read-value.ts";

/** Model, id, tier and error as most providers name them. Field by field: of an answer that the app parses this is on the app's way. */
export function answerHead(answer: JsonObject): Partial<AnswerFacts> {
  const head: Partial<AnswerFacts> = {};
  const responseModel = textAt(answer, "model");
  const responseId = textAt(answer, "id");
  const serviceTier = textAt(answer, "service_tier");
  const errorType = answer.error === undefined ? undefined : errorTypeAt(answer);
  if (responseModel !== undefined) head.responseModel = responseModel;
  if (responseId !== undefined) head.responseId = responseId;
  if (serviceTier !== undefined) head.serviceTier = serviceTier;
  if (errorType !== undefined) head.errorType = errorType;
  return head;
}
