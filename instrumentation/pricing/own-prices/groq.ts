import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import type { UsdEach } from "./prices-in-usd.ts";
import { usdByTime } from "./usd-by-time.ts";

/** Secondary sources: both cite https://console.groq.com/docs. */
const GENAI_PRICES = {
  provider: "groq",
  source: "https://pypi.org/project/genai-prices/0.2.3/",
  readOn: "2026-11-23",
  verified: true,
};
const FLEX = { source: "https://console.groq.com/docs/flex-processing" };

/** The browser search of the GPT-OSS models. */
const SEARCH: UsdEach = { webSearch: 0.005 };

const GPT_OSS: readonly ListedPrice[] = [
  { model: "openai/gpt-oss-120b", usd: { input: 0.15, cacheRead: 0.075, output: 0.6 }, each: SEARCH },
  { model: "openai/gpt-oss-20b", usd: { input: 0.075, cacheRead: 0.0375, output: 0.3 }, each: SEARCH },
];
/** The generator's source has it among the names of GPT-OSS 120B, which costs twice as much. */
const SAFEGUARD: ListedPrice = {
  model: "openai/gpt-oss-safeguard-20b",
  names: ["openai/gpt-oss-safeguard-20b"],
  usd: { input: 0.075, cacheRead: 0.0375, output: 0.3 },
  each: SEARCH,
};
const NEWER: readonly ListedPrice[] = [
  { model: "qwen/qwen3.8-27b", names: ["qwen/qwen3.8-27b"], usd: { input: 0.8, output: 4 } },
  {
    model: "meta-llama/llama-prompt-guard-2-22m",
    names: ["meta-llama/llama-prompt-guard-2-22m"],
    usd: { input: 0.03, output: 0.03 },
  },
  {
    model: "meta-llama/llama-prompt-guard-2-86m",
    names: ["meta-llama/llama-prompt-guard-2-86m"],
    usd: { input: 0.04, output: 0.04 },
  },
];
const SPEECH: readonly ListedPrice[] = [
  {
    model: "canopylabs/orpheus-v1-english",
    names: ["canopylabs/orpheus-v1-english"],
    usd: {},
    each: { character: 0.000022 },
  },
  {
    model: "canopylabs/orpheus-arabic-saudi",
    names: ["canopylabs/orpheus-arabic-saudi"],
    usd: {},
    each: { character: 0.00004 },
  },
];
/** Models that the source has right, for their other tiers. */
const KNOWN: readonly ListedPrice[] = [
  { model: "llama-3.1-8b-instant", usd: { input: 0.05, output: 0.08 } },
  { model: "llama-3.3-70b-versatile", usd: { input: 0.59, output: 0.79 } },
  { model: "meta-llama/llama-4-maverick-17b-128e-instruct", usd: { input: 0.2, output: 0.6 } },
  { model: "meta-llama/llama-4-scout-17b-16e-instruct", usd: { input: 0.11, output: 0.34 } },
  { model: "meta-llama/llama-guard-4-12b", usd: { input: 0.2, output: 0.2 } },
  { model: "moonshotai/kimi-k2-instruct", usd: { input: 1, cacheRead: 0.5, output: 3 } },
  { model: "qwen/qwen3-32b", usd: { input: 0.29, output: 0.59 } },
];

const standard = ownPriceList(GENAI_PRICES, [...GPT_OSS, SAFEGUARD, ...NEWER]);

/** Half of the standard price. The discount on cached input does not add to it: in a batch a cached token costs what an input token does. */
const batch = fromStandard(ownPriceList(GENAI_PRICES, GPT_OSS), {
  tier: "batch",
  times: [1, 2],
  unchanged: ["webSearch"],
}).map((row) => {
  const { cacheRead: _, ...prices } = row.prices;
  return { ...row, prices };
});

/** The same prices at higher limits, for all models. */
const flex = fromStandard([...standard, ...ownPriceList(GENAI_PRICES, KNOWN)], {
  ...FLEX,
  tier: "flex",
  times: [1, 1],
});

const transcriptionInBatch = [
  ["whisper-large-v3", 0.0555],
  ["whisper-large-v3-turbo", 0.02],
].map(
  ([model, usd]): OwnPrice => ({
    ...GENAI_PRICES,
    model: String(model),
    tier: "batch",
    validFrom: "1970-01-01",
    ...usdByTime("audioSecond", Number(usd), { seconds: 3600 }),
  }),
);

/** What the generator's source lacks of Groq's prices. Left out: the performance tier, by contract. */
export const GROQ_PRICES: readonly OwnPrice[] = [
  ...standard,
  ...ownPriceList(GENAI_PRICES, SPEECH),
  ...batch,
  ...flex,
  ...transcriptionInBatch,
];
