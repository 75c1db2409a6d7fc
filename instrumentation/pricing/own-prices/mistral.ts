import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";
import { usdByTime } from "./usd-by-time.ts";

/** A secondary source: Mistral's page has its prices in scripts. */
const LITELLM = {
  provider: "mistral",
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
  verified: true,
} as const;

const LARGE_3 = { input: 0.5, cacheRead: 0.05, output: 1.5 };
const MEDIUM_3_5 = { input: 1.5, cacheRead: 0.15, output: 7.5 };
const SMALL_4 = { input: 0.15, cacheRead: 0.015, output: 0.6 };
const GENAI_PRICES = { source: "https://pypi.org/project/genai-prices/0.2.3/" };
const LARGE_4 = { model: "mistral-large-4", names: ["mistral-large-4", "mistral-large-4-0"], ...GENAI_PRICES };
const GLM_5 = { input: 1.4, cacheRead: 0.14, output: 4.4 };

/** Standard prices that the generator's source has right, with names that it lacks; batches are derived from them. */
const known = ownPriceList(LITELLM, [
  { model: "codestral", usd: { input: 0.3, output: 0.9 } },
  { model: "codestral-2508", usd: { input: 0.3, cacheRead: 0.03, output: 0.9 } },
  {
    model: "devstral-2512",
    names: ["devstral-latest", "devstral-medium-latest"],
    usd: { input: 0.4, cacheRead: 0.04, output: 2 },
  },
  {
    model: "ministral-3b-2512",
    names: ["ministral-3b-latest", "ministral-3-3b-2512"],
    usd: { input: 0.1, cacheRead: 0.01, output: 0.1 },
  },
  { model: "ministral-8b-2512", names: ["ministral-3-8b-2512"], usd: { input: 0.15, cacheRead: 0.015, output: 0.15 } },
  {
    model: "ministral-14b-2512",
    names: ["ministral-14b-latest", "ministral-3-14b-2512"],
    usd: { input: 0.2, cacheRead: 0.02, output: 0.2 },
  },
  { model: "ministral-8b-latest", usd: { input: 0.1, output: 0.1 } },
  { model: "ministral-8b-latest", usd: { input: 0.15, cacheRead: 0.015, output: 0.15 }, validFrom: "2025-12-02" },
  { model: "mistral-small-2603", usd: SMALL_4 },
  { model: "mistral-medium-latest", usd: { input: 0.4, cacheRead: 0.04, output: 2 } },
  { model: "mistral-medium-latest", usd: MEDIUM_3_5, validFrom: "2026-06-16" },
  { model: "mistral-medium-3-5", names: ["mistral-medium-2604"], usd: MEDIUM_3_5 },
  { model: "mistral-large-2512", names: ["mistral-large-3"], usd: LARGE_3 },
  { model: "mistral-embed", names: ["mistral-embed-2312"], usd: { input: 0.1 } },
]);

const missing = ownPriceList(LITELLM, [
  // Two names that stand for newer models than the source has them for, from the days on which their sisters moved there.
  { model: "mistral-large-latest", names: ["mistral-large-latest"], usd: { input: 2, output: 6 } },
  { model: "mistral-large-latest", names: ["mistral-large-latest"], usd: LARGE_3, validFrom: "2025-12-02" },
  { model: "mistral-medium", names: ["mistral-medium"], usd: { input: 0.4, cacheRead: 0.04, output: 2 } },
  { model: "mistral-medium", names: ["mistral-medium"], usd: MEDIUM_3_5, validFrom: "2026-06-16" },
  // Small 3.2, and Small 4 from its release on.
  { model: "mistral-small-latest", usd: { input: 0.1, output: 0.3 }, ...GENAI_PRICES },
  { model: "mistral-small-latest", usd: SMALL_4, validFrom: "2026-03-16", ...GENAI_PRICES },
  // They now stand for Medium 3.5 and Small 4. No source gives the day: before that of reading they are the models they were named for.
  { model: "magistral-medium-latest", names: ["magistral-medium-latest"], usd: { input: 2, output: 5 } },
  { model: "magistral-medium-latest", names: ["magistral-medium-latest"], usd: MEDIUM_3_5, validFrom: "2026-11-23" },
  { model: "magistral-small-latest", names: ["magistral-small-latest"], usd: { input: 0.5, output: 1.5 } },
  { model: "magistral-small-latest", names: ["magistral-small-latest"], usd: SMALL_4, validFrom: "2026-11-23" },
  // The generator's source has a reseller's price of it.
  {
    model: "mistral-small-3.2-24b-instruct",
    names: ["mistral-small-3.2-24b-instruct", "mistral-small-2506"],
    usd: { input: 0.1, output: 0.3 },
    ...GENAI_PRICES,
  },
  {
    model: "mixtral-8x22b-instruct",
    names: ["open-mixtral-8x22b"],
    usd: { input: 2, output: 6 },
    ...GENAI_PRICES,
  },
  // Half price at first, then the list price for nine days, then half of it again.
  { ...LARGE_4, usd: { input: 0.68, cacheRead: 0.07, output: 2.09 } },
  { ...LARGE_4, usd: { input: 1.36, cacheRead: 0.14, output: 4.18 }, validFrom: "2026-10-20" },
  { ...LARGE_4, usd: { input: 0.7, cacheRead: 0.07, output: 2.1 }, validFrom: "2026-10-29" },
  { model: "zai-glm-5", names: ["zai-glm-5", "zai-glm-5-2", "zai-glm-5-3"], usd: GLM_5 },
  { model: "zai-glm-5-3-flash", names: ["zai-glm-5-3-flash"], usd: { input: 0.15, cacheRead: 0.03, output: 0.5 } },
  { model: "codestral-embed", names: ["codestral-embed", "codestral-embed-2505"], usd: { input: 0.15 } },
]);

/** Dollars for a minute of sound that is written down. */
const TRANSCRIPTION: { readonly [model: string]: { usd: number; names: readonly string[] } } = {
  "voxtral-mini-realtime-2602": {
    usd: 0.006,
    names: ["voxtral-mini-realtime-2602", "voxtral-mini-transcribe-realtime-2602", "voxtral-mini-realtime-latest"],
  },
  "voxtral-mini-transcribe-3": { usd: 0.0035, names: ["voxtral-mini-transcribe-3", "voxtral-mini-transcribe-3-0"] },
  "voxtral-small-transcribe-3": { usd: 0.004, names: ["voxtral-small-transcribe-3", "voxtral-small-transcribe-3-0"] },
  "voxtral-mini-transcribe-realtime-3": {
    usd: 0.008,
    names: ["voxtral-mini-transcribe-realtime-3", "voxtral-mini-transcribe-realtime-3-0"],
  },
};

const transcription = Object.entries(TRANSCRIPTION).map(
  ([model, { usd, names }]): OwnPrice => ({
    ...LITELLM,
    model,
    names,
    tier: "standard",
    validFrom: "1970-01-01",
    ...usdByTime("audioSecond", usd, { seconds: 60 }),
  }),
);

/** Dollars for a character that is spoken. */
const speech = ownPriceList(LITELLM, [
  {
    model: "voxtral-mini-tts-2603",
    names: ["voxtral-mini-tts-2603", "voxtral-mini-tts-latest"],
    usd: {},
    each: { character: 0.000016 },
  },
  {
    model: "voxtral-mini-tts-3",
    names: ["voxtral-mini-tts-3", "voxtral-mini-tts-3-0"],
    usd: {},
    each: { character: 0.000013 },
  },
]);

/** Pages as the generator's source has them. */
const ocr = ownPriceList(LITELLM, [
  {
    model: "mistral-ocr-2512",
    names: ["mistral-ocr-3", "mistral-ocr-3-0"],
    usd: {},
    each: { page: 0.002, annotatedPage: 0.003 },
  },
  { model: "mistral-ocr-4-0", usd: {}, each: { page: 0.004, annotatedPage: 0.005 } },
  { model: "mistral-ocr-4-1", usd: {}, each: { page: 0.004, annotatedPage: 0.005 } },
]);

/** A minute of sound costs $0.004 beside the tokens. */
const VOXTRAL_SMALL = usdByTime("audioSecond", 0.004, { seconds: 60 });
const voxtralSmall = ownPriceList({ ...LITELLM, ...GENAI_PRICES }, [
  { model: "voxtral-small-24b-2507", usd: { input: 0.1, cacheRead: 0.01, output: 0.3 } },
  { model: "voxtral-small-24b-2507", usd: { input: 0.1, cacheRead: 0.01, output: 0.4 }, validFrom: "2026-08-11" },
]).map((row): OwnPrice => ({ ...row, ...VOXTRAL_SMALL, prices: { ...row.prices, ...VOXTRAL_SMALL.prices } }));

/** Those of other vendors are left out: nothing says that they can be batched. */
const OWN_MODEL = /^(?:mistral-large-4|mistral-small-latest|codestral-embed)$/;

const half = { tier: "batch", times: [1, 2] } as const;

/** What the generator's source lacks of Mistral's prices. */
export const MISTRAL_PRICES: readonly OwnPrice[] = [
  ...known.filter(({ names }) => names !== undefined),
  ...missing,
  ...transcription,
  ...speech,
  ...ocr.filter(({ names }) => names !== undefined),
  ...fromStandard(ocr, half),
  ...voxtralSmall,
  // "Batch API usage is charged at 50% of the standard rates for every model."
  ...fromStandard([...known, ...voxtralSmall, ...missing.filter(({ model }) => OWN_MODEL.test(model))], {
    ...half,
    ...GENAI_PRICES,
    verified: true,
  }),
];
