import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

/** Gemini 2: $35 for 1,000 answers that were grounded in Google Search, however many searches it took. */
const PER_ANSWER = { "request/grounded": 0.035 };

/** Gemini 3 and later: $14 for 1,000 searches. The free searches of a day or month are not taken off. */
const PER_SEARCH = { webSearch: 0.014 };

const PRO_2_5 = { input: 1.25, cacheRead: 0.125, output: 10 };
const PRO_2_5_LONG = { tokens: 200_000, usd: { input: 2.5, cacheRead: 0.25, output: 15 } };
const PRO_3 = { input: 2, cacheRead: 0.2, output: 12 };
const PRO_3_LONG = { tokens: 200_000, usd: { input: 4, cacheRead: 0.4, output: 18 } };

/** The source lacks it. Half price until the end of November 2026. */
const ARGON = { model: "gemini-4-argon", names: ["gemini-4-argon"], openEnded: ["gemini-4-argon"], each: PER_SEARCH };

/** Half price until the end of 2026. */
const FLASH_3_6 = { input: 0.75, cacheRead: 0.075, output: 3.75 };
const FLASH_3_6_FULL = { input: 1.5, cacheRead: 0.15, output: 7.5 };
const FULL = { validFrom: "2027-01-01", source: "@pydantic/genai-prices 0.1.8" };

/**
 * Standard prices of Gemini models with the search fees that the generator's source lacks; token prices as it has them (a test holds them
 * against it). From LiteLLM's list, a secondary source: of Google's page only parts were to be had, which agree. Vertex AI's global
 * endpoint has the same ones.
 */
export const GOOGLE_GEMINI_STANDARD: readonly OwnPrice[] = ownPriceList(
  {
    provider: "google",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    // Gone before the sources' time; Google's page was only to be had as it is today.
    {
      model: "gemini-1.5-flash-8b",
      names: ["gemini-1.5-flash-8b", "gemini-1.5-flash-8b-001", "gemini-1.5-flash-8b-latest"],
      usd: { input: 0.0375, cacheRead: 0.01, output: 0.15 },
      above: { tokens: 128_000, usd: { input: 0.075, cacheRead: 0.02, output: 0.3 } },
      source: "https://ai.google.dev/gemini-api/docs/pricing",
      verified: false,
    },
    { model: "gemini-2.5-pro", usd: PRO_2_5, each: PER_ANSWER, above: PRO_2_5_LONG },
    {
      model: "gemini-2.5-flash",
      usd: { input: 0.3, inputAudio: 1, cacheRead: 0.03, cacheReadAudio: 0.1, output: 2.5 },
      each: PER_ANSWER,
    },
    {
      model: "gemini-2.5-flash-lite",
      usd: { input: 0.1, inputAudio: 0.3, cacheRead: 0.01, cacheReadAudio: 0.03, output: 0.4 },
      each: PER_ANSWER,
    },
    { model: "gemini-3-pro-preview", usd: PRO_3, each: PER_SEARCH, above: PRO_3_LONG },
    {
      model: "gemini-3.1-pro-preview",
      names: ["gemini-3.1-pro-preview-customtools"],
      usd: PRO_3,
      each: PER_SEARCH,
      above: PRO_3_LONG,
    },
    {
      model: "gemini-3-flash-preview",
      usd: { input: 0.5, inputAudio: 1, cacheRead: 0.05, cacheReadAudio: 0.1, output: 3 },
      each: PER_SEARCH,
    },
    {
      model: "gemini-3.1-flash-lite",
      usd: { input: 0.25, inputAudio: 0.5, cacheRead: 0.025, cacheReadAudio: 0.05, output: 1.5 },
      each: PER_SEARCH,
    },
    { model: "gemini-3.5-flash", usd: { input: 1.5, cacheRead: 0.15, output: 9 }, each: PER_SEARCH },
    { model: "gemini-3.5-flash-lite", usd: { input: 0.3, cacheRead: 0.03, output: 2.5 }, each: PER_SEARCH },
    { model: "gemini-3.6-flash", usd: FLASH_3_6, each: PER_SEARCH },
    { model: "gemini-3.6-flash", usd: FLASH_3_6_FULL, each: PER_SEARCH, ...FULL },
    { model: "gemini-3.7-flash", usd: FLASH_3_6, each: PER_SEARCH },
    { model: "gemini-3.7-flash", usd: FLASH_3_6_FULL, each: PER_SEARCH, ...FULL },
    { model: "gemini-3.8-flash", usd: FLASH_3_6, each: PER_SEARCH },
    { model: "gemini-3.8-flash", usd: FLASH_3_6_FULL, each: PER_SEARCH, ...FULL },
    {
      ...ARGON,
      usd: { input: 2, cacheRead: 0.1, output: 10 },
    },
    {
      ...ARGON,
      usd: { input: 4, cacheRead: 0.2, output: 20 },
      validFrom: "2026-12-01",
      source: "https://pypi.org/project/genai-prices/0.2.3/",
    },
  ],
);
