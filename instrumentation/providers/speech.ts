import { NO_USAGE } from "../no-usage.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { isObject, type JsonObject, textAt } from "./read-value.ts";

/**
 * `POST …/audio/speech`. The answer is sound and counts nothing. Most models bill the characters of the request; those named `gpt-…` bill tokens,
 * which only a stream of events tells.
 */
export const speech: ApiShape = {
  name: "speech",
  operation: "generate_content",
  inputField: "input",
  answerFields: ["model", "usage", "error"],
  isInestimable: true,
  opaque: {
    types: /^(?:audio\/|application\/octet-stream)/,
    cure: 'send stream_format: "sse", whose last event has the counts',
  },
  request: {
    fields: ["input", "model"],
    read(request) {
      const input = textAt(request, "input");
      if (input === undefined || textAt(request, "model")?.startsWith("gpt-")) return {};
      // As people count: an emoji of two code units is one.
      const counted = { character: [...input].length };
      return { counted, complete: (counts) => counts ?? { ...NO_USAGE, counted } };
    },
  },
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: (event) => event.type === "speech.audio.done" }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const { model, error } = answer;
  return { ...answerHead({ model, error }), ...readTokens(answer.usage), outputChars: 0 };
}

function readTokens(usage: unknown): Pick<AnswerFacts, "usage" | "problems"> {
  if (!isObject(usage) || usage.output_tokens === undefined) return {};
  const counts = new CountReader();
  const inputTokens = counts.total(usage.input_tokens, "input_tokens", "usage") ?? 0;
  const outputTokens = counts.total(usage.output_tokens, "output_tokens", "usage") ?? 0;
  return counts.facts({ ...NO_USAGE, inputTokens, outputTokens, outputAudioTokens: outputTokens });
}
