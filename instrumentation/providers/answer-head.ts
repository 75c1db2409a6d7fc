import type { AnswerFacts } from "./api-shape.ts";
import { errorTypeAt, type JsonObject, textAt } from "./read-value.ts";

/** Model, id, tier and error as most providers name them. */
export function answerHead(answer: JsonObject): Partial<AnswerFacts> {
  const responseModel = textAt(answer, "model");
  const responseId = textAt(answer, "id");
  const serviceTier = textAt(answer, "service_tier");
  const errorType = errorTypeAt(answer);
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(responseId !== undefined && { responseId }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(errorType !== undefined && { errorType }),
  };
}
