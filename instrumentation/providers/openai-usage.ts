import type { Usage } from "../llm-call.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { readUsageCharge } from "./host-charge.ts";
import { QUIRK_OF_FIELD, type RawCounts } from "./openai-compatible-quirks.ts";
import { isObject } from "./read-value.ts";
import { without } from "./without.ts";

/** Counts as OpenAI's chat, completions and embeddings write them: prompt tokens include cached ones, completion tokens include reasoning. */
export function readOpenAiUsage(
  usage: unknown,
  options: { hasOutput: boolean; model?: string | undefined } = { hasOutput: true },
): Pick<AnswerFacts, "usage" | "problems" | "hostCharge"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const input = counts.object(usage.prompt_tokens_details, "prompt_tokens_details", "usage");
  const output = counts.object(usage.completion_tokens_details, "completion_tokens_details", "usage");
  const raw: RawCounts = {
    inputTokens: counts.total(usage.prompt_tokens, "prompt_tokens", "usage"),
    outputTokens: options.hasOutput
      ? counts.total(usage.completion_tokens, "completion_tokens", "usage")
      : counts.count(usage.completion_tokens, "completion_tokens", "usage"),
    cacheReadTokens: counts.count(input.cached_tokens, "cached_tokens", INPUT),
    reasoningTokens: counts.count(output.reasoning_tokens, "reasoning_tokens", OUTPUT),
  };
  if (raw.inputTokens === undefined && raw.outputTokens === undefined) return counts.facts(undefined);
  for (const field in usage) QUIRK_OF_FIELD.get(field)?.(raw, usage, counts);

  if (options.model?.includes("gemini-")) addHiddenThoughts(raw, usage.total_tokens);
  const { inputTokens, outputTokens, cacheReadTokens = 0, reasoningTokens = 0, counted } = raw;
  counts.checkPart("usage.prompt_tokens_details.cached_tokens", cacheReadTokens, inputTokens);
  counts.checkPart("usage.completion_tokens_details.reasoning_tokens", reasoningTokens, outputTokens);
  const read: Usage = {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens: counts.part(
      input.cache_write_tokens,
      "cache_write_tokens",
      INPUT,
      without(inputTokens, cacheReadTokens),
    ),
    cacheWrite1hTokens: 0,
    reasoningTokens,
  };
  // Most answers have no more to say; those that do have it written with zeros too.
  const inputAudio = counts.part(input.audio_tokens, "audio_tokens", INPUT, inputTokens);
  const inputImage = counts.part(input.image_tokens, "image_tokens", INPUT, without(inputTokens, inputAudio));
  const inputVideo = counts.part(
    input.video_tokens,
    "video_tokens",
    INPUT,
    without(inputTokens, inputAudio + inputImage),
  );
  const outputAudio = counts.part(output.audio_tokens, "audio_tokens", OUTPUT, without(outputTokens, reasoningTokens));
  const outputImage = counts.part(
    output.image_tokens,
    "image_tokens",
    OUTPUT,
    without(outputTokens, reasoningTokens + outputAudio),
  );
  if (inputAudio > 0) read.inputAudioTokens = inputAudio;
  if (inputImage > 0) read.inputImageTokens = inputImage;
  if (inputVideo > 0) read.inputVideoTokens = inputVideo;
  if (outputAudio > 0) read.outputAudioTokens = outputAudio;
  if (outputImage > 0) read.outputImageTokens = outputImage;
  if (counted !== undefined) read.counted = counted;
  const facts = counts.facts(read);
  const hostCharge = usage.cost === undefined ? undefined : readUsageCharge(usage);
  return hostCharge === undefined ? facts : { ...facts, hostCharge };
}

/**
 * Gemini behind its OpenAI endpoint: thoughts are in `total_tokens` and in no other count, and are billed as output. The total of other
 * hosts is not believed, because nothing is billed by it.
 */
function addHiddenThoughts(raw: RawCounts, total: unknown): void {
  const { inputTokens, outputTokens, reasoningTokens } = raw;
  if (inputTokens === undefined || outputTokens === undefined || reasoningTokens) return;
  const thoughts = Number.isSafeInteger(total) ? Number(total) - inputTokens - outputTokens : 0;
  if (thoughts <= 0) return;
  raw.reasoningTokens = thoughts;
  raw.outputTokens = outputTokens + thoughts;
}

const INPUT = "usage.prompt_tokens_details";
const OUTPUT = "usage.completion_tokens_details";
