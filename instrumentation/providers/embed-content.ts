import { NO_USAGE } from "../no-usage.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { readGeminiUsage } from "./gemini-usage.ts";
import { errorTypeAt, isObject, type JsonObject, objectAt, textAt } from "./read-value.ts";

/**
 * `POST …:embedContent` and `…:batchEmbedContents` of the Gemini API, of which only newer models count, and Vertex AI's `…:predict`, which
 * counts for each text. Not streamed; the answer names no model.
 */
export const embedContent: ApiShape = {
  name: "embed-content",
  operation: "embeddings",
  inputField: "content",
  answerFields: ["usageMetadata", "predictions", "metadata", "error"],
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: () => true }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const errorType = textAt(objectAt(answer, "error"), "status") ?? errorTypeAt(answer);
  return {
    ...(errorType !== undefined && { errorType }),
    ...(Array.isArray(answer.predictions)
      ? readPredictions(answer.predictions)
      : readGeminiUsage(answer.usageMetadata)),
    outputChars: 0,
  };
}

function readPredictions(predictions: readonly unknown[]): Pick<AnswerFacts, "usage" | "problems"> {
  const counts = new CountReader();
  let inputTokens = 0;
  for (const [at, prediction] of predictions.entries()) {
    const statistics = objectAt(objectAt(prediction, "embeddings"), "statistics");
    const where = `predictions[${at}].embeddings.statistics`;
    if (isObject(prediction)) inputTokens += counts.total(statistics.token_count, "token_count", where) ?? 0;
  }
  return counts.facts({ ...NO_USAGE, inputTokens });
}
