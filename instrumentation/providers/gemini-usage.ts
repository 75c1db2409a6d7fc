import type { Usage } from "../llm-call.ts";
import type { AnswerFacts } from "./api-shape.ts";
import { CountReader } from "./count-reader.ts";
import { isObject, type JsonObject } from "./read-value.ts";
import { without } from "./without.ts";

/**
 * `usageMetadata` of the Gemini API and Vertex AI. The prompt's count includes cached tokens; those of thoughts and of prompts of tools
 * stand beside the others, and are billed as output and as input. A count of zero is left out.
 */
export function readGeminiUsage(metadata: unknown): Pick<AnswerFacts, "usage" | "problems"> {
  if (metadata === undefined || metadata === null) return {};
  const counts = new CountReader();
  if (!isObject(metadata)) return counts.noUsage(WHERE, metadata);
  // Vertex AI says no more than the traffic type in all events of a stream but the last.
  if (COUNTS.every((name) => metadata[name] === undefined)) return {};
  const prompt = counts.total(metadata.promptTokenCount, "promptTokenCount", WHERE);
  const candidates = counts.count(metadata.candidatesTokenCount, "candidatesTokenCount", WHERE);
  if (prompt === undefined && candidates === undefined) return counts.facts(undefined);
  const ofTools = counts.count(metadata.toolUsePromptTokenCount, "toolUsePromptTokenCount", WHERE) ?? 0;
  const reasoningTokens = counts.count(metadata.thoughtsTokenCount, "thoughtsTokenCount", WHERE) ?? 0;
  const cacheReadTokens = counts.part(metadata.cachedContentTokenCount, "cachedContentTokenCount", WHERE, prompt);
  const read: Usage = {
    inputTokens: (prompt ?? 0) + ofTools,
    outputTokens: (candidates ?? 0) + reasoningTokens,
    cacheReadTokens,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    reasoningTokens,
  };
  const input = { audio: 0, image: 0, video: 0 };
  const cached = { audio: 0, image: 0, video: 0 };
  const output = { audio: 0, image: 0, video: 0 };
  addModalities(input, metadata, "promptTokensDetails", prompt, counts);
  addModalities(input, metadata, "toolUsePromptTokensDetails", ofTools, counts);
  addModalities(cached, metadata, "cacheTokensDetails", cacheReadTokens, counts);
  addModalities(output, metadata, "candidatesTokensDetails", candidates, counts);
  if (input.audio > 0) read.inputAudioTokens = input.audio;
  if (input.image > 0) read.inputImageTokens = input.image;
  if (input.video > 0) read.inputVideoTokens = input.video;
  if (cached.audio > 0) read.cacheReadAudioTokens = cached.audio;
  if (cached.image > 0) read.cacheReadImageTokens = cached.image;
  if (cached.video > 0) read.cacheReadVideoTokens = cached.video;
  if (output.audio > 0) read.outputAudioTokens = output.audio;
  if (output.image > 0) read.outputImageTokens = output.image;
  if (output.video > 0) read.outputVideoTokens = output.video;
  return counts.facts(read);
}

const WHERE = "usageMetadata";
const COUNTS = ["promptTokenCount", "candidatesTokenCount", "totalTokenCount"];

interface Modalities {
  audio: number;
  image: number;
  video: number;
}

const TEXT = ["TEXT", "MODALITY_UNSPECIFIED"];

/** Pages of documents are billed as images. */
const MODALITIES: { readonly [modality: string]: keyof Modalities } = {
  AUDIO: "audio",
  IMAGE: "image",
  DOCUMENT: "image",
  VIDEO: "video",
};

function addModalities(
  sum: Modalities,
  metadata: JsonObject,
  key: string,
  whole: number | undefined,
  counts: CountReader,
): void {
  const details = metadata[key];
  if (details === undefined || details === null) return;
  if (!Array.isArray(details)) {
    counts.note(`${WHERE}.${key} is no list, allowed is a list of {modality, tokenCount}`);
    return;
  }
  let rest = whole;
  for (const [at, detail] of details.entries()) {
    if (!isObject(detail)) continue;
    const count = counts.part(detail.tokenCount, "tokenCount", `${WHERE}.${key}[${at}]`, rest);
    rest = without(rest, count);
    const name = typeof detail.modality === "string" ? detail.modality : "MODALITY_UNSPECIFIED";
    const modality = MODALITIES[name];
    if (modality !== undefined) sum[modality] += count;
    else if (count > 0 && !TEXT.includes(name))
      counts.note(
        `${WHERE}.${key}[${at}].modality is "${name}", known are ${[...TEXT, ...Object.keys(MODALITIES)].join(", ")}`,
      );
  }
}
