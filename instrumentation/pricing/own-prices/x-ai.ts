import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import type { UsdEach } from "./prices-in-usd.ts";
import { usdByTime } from "./usd-by-time.ts";

const PAGE = {
  provider: "x-ai",
  source: "https://docs.x.ai/developers/pricing",
  readOn: "2026-11-23",
  verified: true,
};
/** A secondary source, which cites the page. */
const LITELLM = { ...PAGE, source: "https://pypi.org/project/litellm/1.109.1/" };
const GENAI_PRICES = { ...PAGE, source: "https://pypi.org/project/genai-prices/0.2.3/" };

/** A file search is one of a collection. Runs of code are billed by the run, which no answer counts as it counts containers. */
const TOOLS: UsdEach = { webSearch: 0.005, socialSearch: 0.005, fileSearch: 0.0025 };

const NAMES_4_20 = ["grok-4.20", "grok-4.20-reasoning", "grok-4.20-non-reasoning"];
const GROK_4_20 = {
  model: "grok-4.20",
  names: [
    ...NAMES_4_20,
    ...NAMES_4_20.map((name) => name.replace("4.20", "4.20-0309")),
    "grok-4.20-reasoning-latest",
    "grok-4.20-non-reasoning-latest",
  ],
  each: TOOLS,
};
const MULTI_AGENT = {
  model: "grok-4.20-multi-agent",
  names: ["grok-4.20-multi-agent", "grok-4.20-multi-agent-0309", "grok-4.20-multi-agent-latest"],
  each: TOOLS,
};
const CUT = "2026-04-30";

const GROK_4_7: ListedPrice = {
  model: "grok-4.7",
  names: ["grok-4.7", "grok-4.7-latest"],
  openEnded: ["grok-4.7"],
  each: TOOLS,
  ...long(2, 0.5, 6),
};
const CHAT: readonly ListedPrice[] = [
  { model: "grok-4.6", each: TOOLS, ...long(2, 0.5, 6) },
  { model: "grok-4.5", each: TOOLS, ...long(2, 0.3, 6) },
  { model: "grok-build-0.1", each: TOOLS, ...long(1, 0.2, 2) },
];
/** A fifth less in a batch, cached tokens included. */
const WITH_BATCH: readonly ListedPrice[] = [
  GROK_4_7,
  { model: "grok-4.3", each: TOOLS, ...long(1.25, 0.2, 2.5) },
  { ...GROK_4_20, validFrom: CUT, ...long(1.25, 0.2, 2.5) },
  { ...MULTI_AGENT, validFrom: CUT, ...long(1.25, 0.2, 2.5) },
];
const BEFORE_THE_CUT: readonly ListedPrice[] = [
  { ...GROK_4_20, ...long(2, 0.2, 6) },
  { ...MULTI_AGENT, ...long(2, 0.2, 6) },
];
const FLAT: readonly ListedPrice[] = [
  ...[
    "grok-4-1-fast-reasoning",
    "grok-4-1-fast-non-reasoning",
    "grok-4-fast-reasoning",
    "grok-4-fast-non-reasoning",
  ].map((model) => ({ model, each: TOOLS, usd: { input: 0.2, cacheRead: 0.05, output: 0.5 } })),
  { model: "grok-4-0709", each: TOOLS, usd: { input: 3, cacheRead: 0.75, output: 15 } },
];

const IMAGES: readonly ListedPrice[] = [
  {
    model: "grok-imagine-image",
    names: ["grok-imagine-image", "grok-imagine-image-2026-03-02"],
    usd: {},
    each: { image: 0.02 },
  },
  {
    model: "grok-imagine-video",
    names: ["grok-imagine-video"],
    usd: {},
    each: { "videoSecond/480p": 0.05, "videoSecond/720p": 0.07 },
  },
  {
    model: "grok-imagine-video-1.5",
    names: ["grok-imagine-video-1.5", "grok-imagine-video-1.5-2026-05-30", "grok-imagine-video-1.5-preview"],
    usd: {},
    each: { "videoSecond/480p": 0.08, "videoSecond/720p": 0.14, "videoSecond/1080p": 0.25 },
  },
  {
    model: "grok-imagine-video-1.5-lite",
    names: ["grok-imagine-video-1.5-lite"],
    usd: {},
    each: { "videoSecond/480p": 0.02, "videoSecond/720p": 0.03, "videoSecond/1080p": 0.14 },
  },
];

const TRANSCRIPTION = ["grok-voice-transcribe-1.0", "grok-voice-transcribe-2.0"].map(
  (model): OwnPrice => ({
    ...LITELLM,
    model,
    names: [model],
    tier: "standard",
    validFrom: "1970-01-01",
    ...usdByTime("audioSecond", 0.1, { seconds: 3600 }),
  }),
);

/**
 * What the generator's source lacks of xAI's prices: the fees of searches, batches, media. An answer of xAI carries its exact cost, which
 * goes before any of these. Left out: images whose price depends on more than the model, and the tenth that the endpoint of the US costs on top.
 */
export const X_AI_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(PAGE, [...CHAT, ...FLAT]),
  ...ownPriceList(PAGE, WITH_BATCH),
  ...ownPriceList(GENAI_PRICES, BEFORE_THE_CUT),
  ...fromStandard(ownPriceList(GENAI_PRICES, WITH_BATCH), {
    tier: "batch",
    times: [4, 5],
    unchanged: ["webSearch", "socialSearch", "fileSearch"],
  }).map((row) => (row.model === GROK_4_7.model ? { ...row, source: LITELLM.source } : row)),
  ...ownPriceList(LITELLM, IMAGES),
  ...TRANSCRIPTION,
];

/** Calls with 200,000 input tokens or more cost twice as much, for the whole call. */
function long(input: number, cacheRead: number, output: number): Pick<ListedPrice, "usd" | "above"> {
  const above = { input: input * 2, cacheRead: cacheRead * 2, output: output * 2 };
  return { usd: { input, cacheRead, output }, above: { tokens: 199_999, usd: above } };
}
