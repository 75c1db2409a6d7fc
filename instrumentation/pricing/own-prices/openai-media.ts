import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import { usdPerMinute } from "./usd-per-minute.ts";

// Secondary sources, each read in full: genai-prices 0.2.3 and litellm 1.109.1 cite https://developers.openai.com/api/docs/pricing.
const GENAI_PRICES = {
  provider: "openai",
  source: "https://pypi.org/project/genai-prices/0.2.3/",
  readOn: "2026-11-23",
  verified: true,
};
const LITELLM = { ...GENAI_PRICES, source: "https://pypi.org/project/litellm/1.109.1/" };
/** The list of an image app, taken from the pricing page in 2023; these prices never changed while the models were served. */
const IMAGE_LIST = {
  ...GENAI_PRICES,
  source: "https://github.com/kevinhermawan/Canvas/blob/main/model-info.json",
  verified: false,
};

/** An answer names neither size nor quality: the request does, and it may leave the quality out, which is `standard`. */
const DALL_E: readonly ListedPrice[] = [
  {
    model: "dall-e-3",
    names: ["dall-e-3"],
    usd: {},
    each: {
      "image/1024x1024": 0.04,
      "image/1024x1792": 0.08,
      "image/1792x1024": 0.08,
      "image/1024x1024/standard": 0.04,
      "image/1024x1792/standard": 0.08,
      "image/1792x1024/standard": 0.08,
      "image/1024x1024/hd": 0.08,
      "image/1024x1792/hd": 0.12,
      "image/1792x1024/hd": 0.12,
    },
  },
  {
    model: "dall-e-2",
    names: ["dall-e-2"],
    usd: {},
    each: {
      "image/256x256": 0.016,
      "image/512x512": 0.018,
      "image/1024x1024": 0.02,
      "image/256x256/standard": 0.016,
      "image/512x512/standard": 0.018,
      "image/1024x1024/standard": 0.02,
    },
  },
];

/** Image models that bill tokens; those of the generated image are output. */
const IMAGE_TOKENS: readonly ListedPrice[] = [
  {
    model: "gpt-image-2.5-flare",
    names: ["gpt-image-2.5-flare", "gpt-image-2.5-flare-2026-09-08"],
    usd: { input: 5, cacheRead: 1.25, output: 30, inputImage: 8, cacheReadImage: 2 },
  },
  {
    model: "gpt-image-2.5-sunburst",
    names: ["gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08"],
    usd: { input: 5, cacheRead: 1.25, output: 30, inputImage: 8, cacheReadImage: 2 },
  },
  {
    model: "chatgpt-image-latest",
    names: ["chatgpt-image-latest"],
    usd: { input: 5, cacheRead: 1.25, output: 10, inputImage: 8, cacheReadImage: 2, outputImage: 32 },
  },
];

/** Half of the standard prices, cached ones as the page rounds them to cents. */
const IMAGE_TOKENS_IN_BATCH: readonly ListedPrice[] = [
  {
    model: "gpt-image-2.5-flare",
    usd: { input: 2.5, cacheRead: 0.625, output: 15, inputImage: 4, cacheReadImage: 1 },
  },
  {
    model: "gpt-image-2.5-sunburst",
    usd: { input: 2.5, cacheRead: 0.625, output: 15, inputImage: 4, cacheReadImage: 1 },
  },
  { model: "gpt-image-2", usd: { input: 2.5, cacheRead: 0.625, output: 15, inputImage: 4, cacheReadImage: 1 } },
  {
    model: "gpt-image-1.5",
    usd: { input: 2.5, cacheRead: 0.63, output: 5, inputImage: 4, cacheReadImage: 1, outputImage: 16 },
  },
  { model: "gpt-image-1", usd: { input: 2.5, cacheRead: 0.63, output: 20, inputImage: 5, cacheReadImage: 1.25 } },
  { model: "gpt-image-1-mini", usd: { input: 1, cacheRead: 0.1, output: 4, inputImage: 1.25, cacheReadImage: 0.13 } },
];

/** Bills of a whole session are by its duration, input and output together. */
const AUDIO_BY_TIME: readonly OwnPrice[] = [
  ["whisper-1", 0.006],
  ["gpt-live-1", 0.05],
  ["gpt-live-transcribe", 0.017],
  ["gpt-realtime-translate", 0.034],
  ["gpt-realtime-whisper", 0.017],
].map(([model, usd]) => ({
  ...GENAI_PRICES,
  model: String(model),
  ...(model !== "whisper-1" && { names: [String(model)] }),
  tier: "standard",
  validFrom: "1970-01-01",
  ...usdPerMinute("audioSecond", Number(usd)),
}));

/** $15 and $30 for a million characters of input. */
const SPEECH: readonly ListedPrice[] = [
  { model: "tts-1", names: ["tts-1", "tts-1-1106"], usd: {}, each: { character: 0.000015 } },
  { model: "tts-1-hd", names: ["tts-1-hd", "tts-1-hd-1106"], usd: {}, each: { character: 0.00003 } },
];

/** Chat models that hear and speak; the generator's source has only the prices of their text. */
const AUDIO_CHAT: readonly ListedPrice[] = [
  {
    model: "gpt-4o-audio-preview",
    names: ["gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03"],
    usd: { input: 2.5, output: 10, inputAudio: 40, outputAudio: 80 },
  },
  {
    model: "gpt-4o-mini-audio-preview",
    names: ["gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17"],
    usd: { input: 0.15, output: 0.6, inputAudio: 10, outputAudio: 20 },
  },
];

/** Transcription snapshots that the source does not know. */
const TRANSCRIPTION: readonly ListedPrice[] = [
  {
    model: "gpt-4o-mini-transcribe-2025-12-15",
    names: ["gpt-4o-mini-transcribe-2025-12-15", "gpt-4o-mini-transcribe-2025-03-20"],
    usd: { input: 1.25, output: 5, inputAudio: 3 },
  },
];

/** Each chat call searches, and its answer does not count that: the fee is one of the call. */
const SEARCH_CHAT: readonly ListedPrice[] = [
  {
    model: "gpt-4o-search-preview",
    names: ["gpt-4o-search-preview", "gpt-4o-search-preview-2025-03-11"],
    usd: { input: 2.5, cacheRead: 1.25, output: 10 },
    each: { request: 0.025 },
  },
  {
    model: "gpt-4o-mini-search-preview",
    names: ["gpt-4o-mini-search-preview", "gpt-4o-mini-search-preview-2025-03-11"],
    usd: { input: 0.15, cacheRead: 0.075, output: 0.6 },
    each: { request: 0.025 },
  },
  {
    model: "gpt-5-search-api",
    names: ["gpt-5-search-api", "gpt-5-search-api-2025-10-14"],
    usd: { input: 1.25, cacheRead: 0.125, output: 10 },
    each: { request: 0.01 },
  },
];

const VIDEO: readonly ListedPrice[] = [
  {
    model: "sora-2",
    names: ["sora-2"],
    usd: {},
    each: { videoSecond: 0.1, "videoSecond/720p": 0.1, "videoSecond/720x1280": 0.1, "videoSecond/1280x720": 0.1 },
  },
  {
    model: "sora-2-pro",
    names: ["sora-2-pro"],
    usd: {},
    each: {
      "videoSecond/720p": 0.3,
      "videoSecond/720x1280": 0.3,
      "videoSecond/1280x720": 0.3,
      "videoSecond/1024p": 0.5,
      "videoSecond/1024x1792": 0.5,
      "videoSecond/1792x1024": 0.5,
    },
  },
];

const OTHER: readonly ListedPrice[] = [
  {
    model: "omni-moderation-latest",
    names: ["omni-moderation-latest", "omni-moderation-2024-09-26"],
    usd: { input: 0, inputImage: 0, output: 0 },
  },
  // The first GB of an account is free, which no single call or store can know: every GB is counted here.
  { model: "vector-store", names: ["vector-store"], usd: {}, each: { storageGbDay: 0.1, fileSearch: 0.0025 } },
];

/** Images, sound, video, search fees, storage. */
export const OPENAI_MEDIA_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(IMAGE_LIST, DALL_E),
  ...ownPriceList(GENAI_PRICES, IMAGE_TOKENS),
  ...ownPriceList({ ...GENAI_PRICES, tier: "batch" }, IMAGE_TOKENS_IN_BATCH),
  ...AUDIO_BY_TIME,
  ...ownPriceList(LITELLM, [...SPEECH, ...AUDIO_CHAT, ...TRANSCRIPTION, ...SEARCH_CHAT, ...VIDEO, ...OTHER]),
];
