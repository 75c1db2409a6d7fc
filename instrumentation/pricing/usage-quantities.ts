import type { Usage } from "../llm-call.ts";

/** More of anything than one call can use (the largest context windows hold 10 million tokens): such a count is a defect, not a bill. */
export const MAX_COUNT = 100_000_000;

export type UsageQuantities = { tokens: number[]; reason?: undefined } | { tokens?: undefined; reason: string };

/**
 * Parts a usage's totals into quantities in the order of `TOKEN_UNITS`: each token is in exactly one. A count that is no whole number
 * from 0 to `MAX_COUNT`, or a part greater than its total, gives one line that says which.
 *
 * @example 1,000 input tokens of which 400 cached, 100 output of which 30 reasoning: input 600, cacheRead 400, output 70, reasoning 30
 */
export function usageQuantities(usage: Usage): UsageQuantities {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, reasoningTokens } = usage;
  const { inputAudioTokens = 0, inputImageTokens = 0, inputVideoTokens = 0 } = usage;
  const { cacheReadAudioTokens = 0, cacheReadImageTokens = 0, cacheReadVideoTokens = 0 } = usage;
  const { outputAudioTokens = 0, outputImageTokens = 0, outputVideoTokens = 0 } = usage;

  // Named one by one: a loop over the field names takes 400 ns, more than the rest of pricing a call.
  const areCounts =
    isCount(inputTokens) &&
    isCount(outputTokens) &&
    isCount(cacheReadTokens) &&
    isCount(cacheWriteTokens) &&
    isCount(cacheWrite1hTokens) &&
    isCount(reasoningTokens) &&
    isCount(inputAudioTokens) &&
    isCount(inputImageTokens) &&
    isCount(inputVideoTokens) &&
    isCount(cacheReadAudioTokens) &&
    isCount(cacheReadImageTokens) &&
    isCount(cacheReadVideoTokens) &&
    isCount(outputAudioTokens) &&
    isCount(outputImageTokens) &&
    isCount(outputVideoTokens);
  if (!areCounts) return notACount(usage);

  const cacheRead = cacheReadTokens - cacheReadAudioTokens - cacheReadImageTokens - cacheReadVideoTokens;
  const inputAudio = inputAudioTokens - cacheReadAudioTokens;
  const inputImage = inputImageTokens - cacheReadImageTokens;
  const inputVideo = inputVideoTokens - cacheReadVideoTokens;
  const input = inputTokens - cacheReadTokens - cacheWriteTokens - inputAudio - inputImage - inputVideo;
  const output = outputTokens - reasoningTokens - outputAudioTokens - outputImageTokens - outputVideoTokens;

  if (cacheWrite1hTokens > cacheWriteTokens) return exceeds(usage, "cacheWrite1hTokens", "cacheWriteTokens");
  if (cacheReadTokens + cacheWriteTokens > inputTokens) return exceeds(usage, CACHED, "inputTokens");
  if (cacheRead < 0) return exceeds(usage, CACHED_BY_MODALITY, "cacheReadTokens");
  if (inputAudio < 0) return exceeds(usage, "cacheReadAudioTokens", "inputAudioTokens");
  if (inputImage < 0) return exceeds(usage, "cacheReadImageTokens", "inputImageTokens");
  if (inputVideo < 0) return exceeds(usage, "cacheReadVideoTokens", "inputVideoTokens");
  if (input < 0) return exceeds(usage, INPUT_PARTS, "inputTokens");
  if (output < 0) return exceeds(usage, OUTPUT_PARTS, "outputTokens");

  return {
    tokens: [
      input,
      cacheRead,
      cacheWriteTokens - cacheWrite1hTokens,
      cacheWrite1hTokens,
      output,
      reasoningTokens,
      inputAudio,
      cacheReadAudioTokens,
      outputAudioTokens,
      inputImage,
      cacheReadImageTokens,
      outputImageTokens,
      inputVideo,
      cacheReadVideoTokens,
      outputVideoTokens,
    ],
  };
}

/** The first six are in every usage. */
const REQUIRED = 6;
const FIELDS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "cacheWrite1hTokens",
  "reasoningTokens",
  "inputAudioTokens",
  "cacheReadAudioTokens",
  "outputAudioTokens",
  "inputImageTokens",
  "cacheReadImageTokens",
  "outputImageTokens",
  "inputVideoTokens",
  "cacheReadVideoTokens",
  "outputVideoTokens",
] as const satisfies readonly (keyof Usage)[];

const CACHED = "cacheReadTokens + cacheWriteTokens";
const CACHED_BY_MODALITY = "cacheReadAudioTokens + cacheReadImageTokens + cacheReadVideoTokens";
const INPUT_PARTS = "cached and audio, image and video tokens";
const OUTPUT_PARTS = "reasoning and audio, image and video tokens";

function isCount(count: number): boolean {
  return count >= 0 && count <= MAX_COUNT && Number.isInteger(count);
}

function notACount(usage: Usage): UsageQuantities {
  const field = FIELDS.find(
    (name, at) => (at < REQUIRED || usage[name] !== undefined) && !isCount(usage[name] as number),
  );
  const value = field === undefined ? undefined : usage[field];
  return { reason: `Cannot price usage: ${field} is "${value}", allowed are whole numbers from 0 to ${MAX_COUNT}` };
}

function exceeds(usage: Usage, parts: string, total: (typeof FIELDS)[number]): UsageQuantities {
  return { reason: `Cannot price usage: ${parts} exceed ${total}, which is ${usage[total]}` };
}
