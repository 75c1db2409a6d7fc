import type { Usage } from "../llm-call.ts";
import { NO_USAGE } from "../no-usage.ts";
import { answerHead } from "./answer-head.ts";
import type { AnswerFacts, ApiShape } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { createEventStream } from "./event-stream.ts";
import { isObject, type JsonObject, objectAt } from "./read-value.ts";

/**
 * `POST …/audio/transcriptions` and `…/audio/translations`: billed by tokens (`usage.type: "tokens"`) or by the second. Whisper's verbose
 * answer has `duration` alone, and its plain one nothing.
 */
export const transcriptions: ApiShape = {
  name: "transcriptions",
  operation: "generate_content",
  inputField: "file",
  answerFields: ["model", "usage", "duration", "error"],
  isInestimable: true,
  opaque: { types: /^text\/(?!event-stream)/, cure: 'send response_format: "json", or "verbose_json" to whisper-1' },
  readAnswer,
  readStream: () => createEventStream({ read: readAnswer, isLast: (event) => event.type === "transcript.text.done" }),
};

function readAnswer(answer: JsonObject): AnswerFacts {
  const { model, error } = answer;
  return { ...answerHead({ model, error }), ...readCounts(answer), outputChars: 0 };
}

function readCounts(answer: JsonObject): Pick<AnswerFacts, "usage" | "problems"> {
  const counts = new CountReader();
  const { usage } = answer;
  if (usage === undefined || usage === null)
    return counts.facts(seconds(counts.amount(answer.duration, "duration", "answer")));
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  if (usage.type === "duration") return counts.facts(seconds(counts.amount(usage.seconds, "seconds", "usage")));
  // Mistral: the price is by the second, and its counts of tokens are for information.
  const ofMistral = counts.amount(usage.prompt_audio_seconds, "prompt_audio_seconds", "usage");
  if (ofMistral !== undefined) return counts.facts(seconds(ofMistral));
  const inputTokens = counts.total(usage.input_tokens, "input_tokens", "usage");
  const outputTokens = counts.total(usage.output_tokens, "output_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);
  const details = objectAt(usage, "input_token_details");
  const audio = counts.part(details.audio_tokens, "audio_tokens", "usage.input_token_details", inputTokens);
  const read: Usage = { ...NO_USAGE, inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
  if (audio > 0) read.inputAudioTokens = audio;
  return counts.facts(read);
}

function seconds(audioSecond: number | undefined): Usage | undefined {
  return audioSecond === undefined ? undefined : { ...NO_USAGE, counted: { audioSecond } };
}
