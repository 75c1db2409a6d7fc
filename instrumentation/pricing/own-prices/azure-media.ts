import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import { usdPerMinute } from "./usd-per-minute.ts";

// The global meters of https://prices.azure.com/api/retail/prices as azure-genai-prices 0.2.0 carries them, read by Azure on 2026-08-11.
const METERS = {
  provider: "azure",
  source: "https://pypi.org/project/azure-genai-prices/0.2.0/",
  readOn: "2026-11-23",
  verified: true,
};

const HIGH = 0.08;
const HD_HIGH = 0.12;
const HD_LOW = 0.08;
const LOW = 0.04;

const REALTIME = { input: 4, cacheRead: 0.4, output: 16, inputAudio: 32, cacheReadAudio: 0.4, outputAudio: 64 };
const REALTIME_MINI = {
  input: 0.6,
  cacheRead: 0.06,
  output: 2.4,
  inputAudio: 10,
  cacheReadAudio: 0.3,
  outputAudio: 20,
};
const REALTIME_4O = { input: 5, cacheRead: 2.5, output: 20, inputAudio: 40, cacheReadAudio: 2.5, outputAudio: 80 };

const GLOBAL: readonly ListedPrice[] = [
  {
    ...named("dall-e-3"),
    usd: {},
    each: {
      "image/1024x1024": LOW,
      "image/1024x1792": HIGH,
      "image/1792x1024": HIGH,
      "image/1024x1024/standard": LOW,
      "image/1024x1792/standard": HIGH,
      "image/1792x1024/standard": HIGH,
      "image/1024x1024/hd": HD_LOW,
      "image/1024x1792/hd": HD_HIGH,
      "image/1792x1024/hd": HD_HIGH,
    },
  },
  {
    ...named("gpt-image-2", "gpt-image-2-2026-04-21"),
    usd: { input: 5, cacheRead: 1.25, output: 30, inputImage: 8, cacheReadImage: 2 },
    // The meters of the text were not read: these are OpenAI's own prices, to which those of the images are equal.
    verified: false,
  },
  {
    ...named("gpt-image-1.5", "gpt-image-1.5-2025-12-16"),
    usd: { input: 5, cacheRead: 1.25, output: 10, inputImage: 8, cacheReadImage: 2, outputImage: 32 },
  },
  {
    ...named("gpt-image-1-mini"),
    usd: { input: 2, cacheRead: 0.2, output: 8, inputImage: 2.5, cacheReadImage: 0.25 },
  },
  { ...named("tts", "tts-1"), usd: {}, each: { character: 0.000015 } },
  { ...named("tts-hd", "tts-1-hd"), usd: {}, each: { character: 0.00003 } },
  { ...named("gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15"), usd: { input: 0.6, output: 12 } },
  {
    ...named("gpt-4o-transcribe", "gpt-4o-transcribe-diarize"),
    usd: { input: 2.5, output: 10, inputAudio: 6 },
  },
  {
    ...named("gpt-4o-mini-transcribe", "gpt-4o-mini-transcribe-2025-12-15"),
    usd: { input: 1.25, output: 5, inputAudio: 3 },
  },
  {
    ...named("gpt-4o-audio-preview", "gpt-4o-audio-preview-2024-12-17", "gpt-4o-audio-preview-2025-06-03"),
    usd: { input: 2.5, output: 10, inputAudio: 40, outputAudio: 80 },
  },
  {
    ...named("gpt-4o-mini-audio-preview", "gpt-4o-mini-audio-preview-2024-12-17"),
    usd: { input: 0.15, output: 0.6, inputAudio: 10, outputAudio: 20 },
  },
  // Dearer than OpenAI's own, which had come down to $32 and $64.
  { ...named("gpt-audio", "gpt-audio-2025-08-28"), usd: { input: 2.5, output: 10, inputAudio: 40, outputAudio: 80 } },
  { ...named("gpt-audio-1.5"), usd: { input: 2.5, output: 10, inputAudio: 32, outputAudio: 64 } },
  {
    ...named("gpt-audio-mini", "gpt-audio-mini-2025-10-06", "gpt-audio-mini-2025-12-15"),
    usd: { input: 0.6, output: 2.4, inputAudio: 10, outputAudio: 20 },
  },
  {
    ...named("gpt-realtime", "gpt-realtime-2025-08-28", "gpt-realtime-1.5"),
    usd: { ...REALTIME, inputImage: 5, cacheReadImage: 0.5 },
  },
  {
    ...named("gpt-realtime-mini", "gpt-realtime-mini-2025-10-06", "gpt-realtime-mini-2025-12-15"),
    usd: { ...REALTIME_MINI, inputImage: 0.8, cacheReadImage: 0.08 },
  },
  {
    ...named("gpt-4o-realtime-preview", "gpt-4o-realtime-preview-2024-12-17", "gpt-4o-realtime-preview-2025-06-03"),
    usd: REALTIME_4O,
  },
  {
    ...named("gpt-4o-mini-realtime-preview", "gpt-4o-mini-realtime-preview-2024-12-17"),
    usd: { input: 0.6, cacheRead: 0.3, output: 2.4, inputAudio: 10, cacheReadAudio: 0.3, outputAudio: 20 },
  },
  {
    ...named("sora-2"),
    usd: {},
    each: { videoSecond: 0.1, "videoSecond/720p": 0.1, "videoSecond/720x1280": 0.1, "videoSecond/1280x720": 0.1 },
  },
  {
    ...named("sora-2-pro"),
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
  { ...named("gpt-oss-120b"), usd: { input: 0.15, output: 0.6 } },
  // The first GB is free, which no single call or store can know: every GB is counted here.
  { ...named("vector-store"), usd: {}, each: { storageGbDay: 0.1, fileSearch: 0.0025 } },
];

/** OpenAI's models on Azure that are not billed by text alone, on global deployments. */
export const AZURE_MEDIA_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(METERS, GLOBAL),
  // $0.36 an hour.
  {
    ...METERS,
    ...named("whisper", "whisper-1"),
    tier: "standard",
    validFrom: "1970-01-01",
    ...usdPerMinute("audioSecond", 0.006),
  },
];

function named(model: string, ...versions: readonly string[]): Pick<ListedPrice, "model"> & { names: string[] } {
  return { model, names: [model, ...versions] };
}
