import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const PER_SEARCH = { webSearch: 0.014 };
const LIVE = { input: 0.75, inputAudio: 3, inputImage: 1, inputVideo: 1, output: 4.5, outputAudio: 12 };
const OMNI = { input: 1.5, output: 9, outputVideo: 17.5 };

/** LiteLLM's list is a secondary source: Google's page was only to be had in parts. */
const LITELLM = {
  provider: "google",
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
  verified: true,
} as const;

/** Images are billed by their output tokens: 1,290 for one of 1024 x 1024 in 2.5 Flash Image. */
const images = ownPriceList(LITELLM, [
  { model: "gemini-2.5-flash-image", usd: { input: 0.3, output: 2.5, outputImage: 30 } },
  { model: "gemini-3-pro-image-preview", usd: { input: 2, output: 12, outputImage: 120 }, each: PER_SEARCH },
  { model: "gemini-3.1-flash-image-preview", usd: { input: 0.5, output: 3, outputImage: 60 }, each: PER_SEARCH },
  { model: "gemini-3.1-flash-lite-image", usd: { input: 0.25, output: 1.5, outputImage: 30 } },
  {
    model: "gemini-nano-banana-2.1",
    names: ["gemini-nano-banana-2.1"],
    openEnded: ["gemini-nano-banana-2.1"],
    usd: { input: 1.5, output: 7.5, outputImage: 30 },
    each: PER_SEARCH,
  },
]);

const embeddings = ownPriceList(LITELLM, [
  { model: "gemini-embedding-001", usd: { input: 0.15 } },
  {
    model: "gemini-embedding-2",
    names: ["gemini-embedding-2-preview"],
    usd: { input: 0.2, inputAudio: 6.5, inputImage: 0.45, inputVideo: 12 },
  },
]);

/** What is spoken comes as audio tokens, which have the output's price. */
const speech = ownPriceList(LITELLM, [
  { model: "gemini-2.5-flash-tts", usd: { input: 0.5, output: 10 } },
  { model: "gemini-2.5-pro-tts", usd: { input: 1, output: 20 } },
  { model: "gemini-3.1-flash-tts-preview", names: ["gemini-3.1-flash-tts-preview"], usd: { input: 1, output: 20 } },
  { model: "gemini-3.8-flash-tts", names: ["gemini-3.8-flash-tts"], usd: { input: 0.5, output: 9 } },
  { model: "gemini-3.8-flash-lite-tts", names: ["gemini-3.8-flash-lite-tts"], usd: { input: 0.5, output: 6 } },
]);

/** Models that use a computer or a robot. */
const agents = ownPriceList(LITELLM, [
  {
    model: "gemini-2.5-computer-use-preview-10-2025",
    names: ["gemini-2.5-computer-use-preview-10-2025"],
    usd: { input: 1.25, output: 10 },
    above: { tokens: 200_000, usd: { input: 2.5, output: 15 } },
  },
  {
    model: "gemini-robotics-er-2-preview",
    names: ["gemini-robotics-er-2-preview"],
    usd: { input: 1, cacheRead: 0.1, output: 5 },
    each: PER_SEARCH,
  },
]);

const live = ownPriceList(LITELLM, [
  { model: "gemini-3.8-live", names: ["gemini-3.8-live"], usd: LIVE },
  { model: "gemini-3.8-live-extended-thinking", names: ["gemini-3.8-live-extended-thinking"], usd: LIVE },
  {
    model: "gemini-3.5-live-translate-preview",
    names: ["gemini-3.5-live-translate-preview"],
    usd: { input: 3.5, output: 21 },
  },
  { model: "gemini-3.5-transcribe", names: ["gemini-3.5-transcribe"], usd: { input: 2, output: 12 } },
  { model: "gemini-3.5-transcribe-live", names: ["gemini-3.5-transcribe-live"], usd: { input: 3.5, output: 21 } },
  {
    model: "gemini-live-2.5-flash",
    names: ["gemini-live-2.5-flash-native-audio"],
    usd: { input: 0.5, inputAudio: 3, output: 2, outputAudio: 12 },
  },
  { model: "gemini-omni-1.1-flash", names: ["gemini-omni-1.1-flash"], usd: OMNI },
]);

const imagen = ownPriceList(
  { ...LITELLM, source: "https://discuss.ai.google.dev/t/issue-with-url-context-tooling/101173", verified: false },
  [
    { model: "imagen-4.0-fast-generate-001", names: ["imagen-4.0-fast-generate-001"], usd: {}, each: { image: 0.02 } },
    { model: "imagen-4.0-generate-001", names: ["imagen-4.0-generate-001"], usd: {}, each: { image: 0.04 } },
    {
      model: "imagen-4.0-ultra-generate-001",
      names: ["imagen-4.0-ultra-generate-001"],
      usd: {},
      each: { image: 0.06 },
    },
  ],
);

const veo3 = { "videoSecond/720p": 0.4, "videoSecond/1080p": 0.4 };
const veo3Fast = { "videoSecond/720p": 0.1, "videoSecond/1080p": 0.12 };
const veo31 = { ...veo3, "videoSecond/4k": 0.6 };
const veo31Fast = { ...veo3Fast, "videoSecond/4k": 0.3 };
const veo31Lite = { "videoSecond/720p": 0.05, "videoSecond/1080p": 0.08 };

/** A second of video with sound, by its resolution. Without sound Vertex AI bills less: no price for that is here. */
const veo = ownPriceList(LITELLM, [
  { model: "veo-3.0-generate-001", names: ["veo-3.0-generate-001"], usd: {}, each: veo3 },
  { model: "veo-3.0-fast-generate-001", names: ["veo-3.0-fast-generate-001"], usd: {}, each: veo3Fast },
  {
    model: "veo-3.1-generate-001",
    names: ["veo-3.1-generate-001", "veo-3.1-generate-preview"],
    usd: {},
    each: veo31,
  },
  {
    model: "veo-3.1-fast-generate-001",
    names: ["veo-3.1-fast-generate-001", "veo-3.1-fast-generate-preview"],
    usd: {},
    each: veo31Fast,
  },
  {
    model: "veo-3.1-lite-generate-001",
    names: ["veo-3.1-lite-generate-001", "veo-3.1-lite-generate-preview"],
    usd: {},
    each: veo31Lite,
  },
]);

const batch = fromStandard([...images, ...embeddings, ...speech], {
  tier: "batch",
  times: [1, 2],
  unchanged: ["webSearch"],
});

/** Images, videos, speech, live sessions and embeddings; those of which the source has the standard price only with their batch price. */
export const GOOGLE_MEDIA: readonly OwnPrice[] = [
  ...images.filter((row) => row.names !== undefined || row.prices.webSearch !== undefined),
  ...[...embeddings, ...speech].filter((row) => row.names !== undefined),
  ...agents,
  ...live,
  ...imagen,
  ...veo,
  ...batch,
];
