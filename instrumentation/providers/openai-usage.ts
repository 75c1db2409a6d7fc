import type { Usage } from "../llm-call.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { isObject, objectAt } from "./read-value.ts";

/** Counts as OpenAI's chat, completions and embeddings write them: prompt tokens include cached ones, completion tokens include reasoning. */
export function readOpenAiUsage(
  usage: unknown,
  options: { hasOutput: boolean } = { hasOutput: true },
): Pick<AnswerFacts, "usage" | "problems"> {
  if (usage === undefined || usage === null) return {};
  const counts = new CountReader();
  if (!isObject(usage)) return counts.noUsage("usage", usage);
  const inputTokens = counts.total(usage, "prompt_tokens", "usage");
  const outputTokens = options.hasOutput
    ? counts.total(usage, "completion_tokens", "usage")
    : counts.count(usage, "completion_tokens", "usage");
  if (inputTokens === undefined && outputTokens === undefined) return counts.facts(undefined);

  const input = objectAt(usage, "prompt_tokens_details");
  const output = objectAt(usage, "completion_tokens_details");
  const cacheReadTokens = counts.part(input, "cached_tokens", INPUT, inputTokens);
  const cacheWriteTokens = counts.part(input, "cache_write_tokens", INPUT, without(inputTokens, cacheReadTokens));
  const inputAudioTokens = counts.part(input, "audio_tokens", INPUT, inputTokens);
  const inputImageTokens = counts.part(input, "image_tokens", INPUT, without(inputTokens, inputAudioTokens));
  const reasoningTokens = counts.part(output, "reasoning_tokens", OUTPUT, outputTokens);
  const outputAudioTokens = counts.part(output, "audio_tokens", OUTPUT, without(outputTokens, reasoningTokens));
  const read: Usage = {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    reasoningTokens,
  };
  if (inputAudioTokens > 0) read.inputAudioTokens = inputAudioTokens;
  if (inputImageTokens > 0) read.inputImageTokens = inputImageTokens;
  if (outputAudioTokens > 0) read.outputAudioTokens = outputAudioTokens;
  return counts.facts(read);
}

const INPUT = "usage.prompt_tokens_details";
const OUTPUT = "usage.completion_tokens_details";

function without(whole: number | undefined, part: number): number | undefined {
  return whole === undefined ? undefined : Math.max(0, whole - part);
}
