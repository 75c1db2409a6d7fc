import type { Usage } from "../llm-call.ts";
import { NO_USAGE } from "../no-usage.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { countAt, type JsonObject, objectAt, textAt } from "./read-value.ts";

/**
 * `POST /api/chat`, `/api/generate` and `/api/embed` of Ollama: one JSON object a line, the counts in the last. It leaves out the count of a
 * prompt that it had cached, so an absent count is no defect.
 */
export const ollamaChat: ApiShape = {
  name: "ollama-chat",
  operation: "chat",
  inputField: "messages",
  answerFields: ["model", "done", "prompt_eval_count", "eval_count", "error"],
  request: {
    fields: ["options"],
    read(request) {
      // -1 is no limit.
      const outputLimit = countAt(objectAt(request, "options"), "num_predict");
      return outputLimit === undefined ? {} : { outputLimit };
    },
  },
  readAnswer,
  readStream: () =>
    createEventStream({ read: readAnswer, isLast: (event) => event.done === true || "embeddings" in event }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const responseModel = textAt(answer, "model");
  const message = objectAt(answer, "message");
  const text = textAt(message, "content") ?? textAt(message, "thinking") ?? textAt(answer, "response") ?? "";
  return {
    ...(responseModel !== undefined && { responseModel }),
    ...(textAt(answer, "error") !== undefined && { errorType: "error" }),
    ...readCounts(answer),
    outputChars: text.length,
  };
}

function readCounts(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const counts = new CountReader();
  const inputTokens = counts.count(answer.prompt_eval_count, "prompt_eval_count", "answer");
  const outputTokens = counts.count(answer.eval_count, "eval_count", "answer");
  const isCounted = inputTokens !== undefined || outputTokens !== undefined;
  const usage: Usage = { ...NO_USAGE, inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  return counts.facts(isCounted ? usage : undefined);
}
