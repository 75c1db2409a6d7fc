import type { Usage } from "../llm-call.ts";

/**
 * Cuts parts to their whole: a wrong cache count must not make the uncached rest negative. Cached tokens of no stated modality are text as
 * far as there is text, and then audio, image and video.
 */
export function consistentUsage(usage: Usage): Usage {
  const cacheReadTokens = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const cacheWriteTokens = Math.min(usage.cacheWriteTokens, usage.inputTokens - cacheReadTokens);
  const cut: Usage = {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: Math.min(usage.cacheWrite1hTokens, cacheWriteTokens),
    reasoningTokens: Math.min(usage.reasoningTokens, usage.outputTokens),
  };
  cutInput(usage, cut);
  cutOutput(usage, cut);
  if (usage.counted !== undefined) cut.counted = usage.counted;
  return cut;
}

function cutInput(usage: Usage, cut: Usage): void {
  const { inputAudioTokens = 0, inputImageTokens = 0, inputVideoTokens = 0 } = usage;
  if (inputAudioTokens + inputImageTokens + inputVideoTokens === 0) return;
  const audio = Math.min(inputAudioTokens, cut.inputTokens);
  const image = Math.min(inputImageTokens, cut.inputTokens - audio);
  const video = Math.min(inputVideoTokens, cut.inputTokens - audio - image);

  const cachedAudio = Math.min(usage.cacheReadAudioTokens ?? 0, audio, cut.cacheReadTokens);
  const cachedImage = Math.min(usage.cacheReadImageTokens ?? 0, image, cut.cacheReadTokens - cachedAudio);
  const cachedVideo = Math.min(usage.cacheReadVideoTokens ?? 0, video, cut.cacheReadTokens - cachedAudio - cachedImage);

  const text = cut.inputTokens - audio - image - video;
  let unplaced = Math.max(0, cut.cacheReadTokens - cachedAudio - cachedImage - cachedVideo - text);
  const moreAudio = Math.min(unplaced, audio - cachedAudio);
  unplaced -= moreAudio;
  const moreImage = Math.min(unplaced, image - cachedImage);
  unplaced -= moreImage;

  const cacheReadAudio = cachedAudio + moreAudio;
  const cacheReadImage = cachedImage + moreImage;
  const cacheReadVideo = cachedVideo + unplaced;
  // Written tokens of any modality have the price of writing; what is left of a modality is the part that was not written.
  let uncached = cut.inputTokens - cut.cacheReadTokens - cut.cacheWriteTokens;
  const freshAudio = Math.min(audio - cacheReadAudio, uncached);
  uncached -= freshAudio;
  const freshImage = Math.min(image - cacheReadImage, uncached);
  uncached -= freshImage;
  const freshVideo = Math.min(video - cacheReadVideo, uncached);

  if (cacheReadAudio + freshAudio > 0) cut.inputAudioTokens = cacheReadAudio + freshAudio;
  if (cacheReadImage + freshImage > 0) cut.inputImageTokens = cacheReadImage + freshImage;
  if (cacheReadVideo + freshVideo > 0) cut.inputVideoTokens = cacheReadVideo + freshVideo;
  if (cacheReadAudio > 0) cut.cacheReadAudioTokens = cacheReadAudio;
  if (cacheReadImage > 0) cut.cacheReadImageTokens = cacheReadImage;
  if (cacheReadVideo > 0) cut.cacheReadVideoTokens = cacheReadVideo;
}

function cutOutput(usage: Usage, cut: Usage): void {
  const { outputAudioTokens = 0, outputImageTokens = 0, outputVideoTokens = 0 } = usage;
  if (outputAudioTokens + outputImageTokens + outputVideoTokens === 0) return;
  let rest = cut.outputTokens - cut.reasoningTokens;
  const audio = Math.min(outputAudioTokens, rest);
  rest -= audio;
  const image = Math.min(outputImageTokens, rest);
  rest -= image;
  const video = Math.min(outputVideoTokens, rest);
  if (audio > 0) cut.outputAudioTokens = audio;
  if (image > 0) cut.outputImageTokens = image;
  if (video > 0) cut.outputVideoTokens = video;
}
