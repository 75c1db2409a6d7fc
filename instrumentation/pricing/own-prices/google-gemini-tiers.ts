import { fromStandard, type TierRule } from "./from-standard.ts";
import { GOOGLE_GEMINI_STANDARD } from "./google-gemini-standard.ts";
import type { OwnPrice } from "./own-price.ts";

/** Searches cost the same in every tier. */
const FEES = ["webSearch", "request"] as const;

/**
 * Models whose cached tokens cost the standard price of cached tokens in a batch and in flex, too: "the discounts for cache and batch
 * don't stack". From 3.1 Flash-Lite on they do.
 */
const CACHE_UNDISCOUNTED: ReadonlySet<string> = new Set([
  "gemini-2.5-pro",
  "gemini-2.5-flash",
  "gemini-2.5-flash-lite",
  "gemini-3-pro-preview",
  "gemini-3.1-pro-preview",
  "gemini-3-flash-preview",
]);

/** It was gone before there were the synchronous tiers. */
const BATCH_ONLY: ReadonlySet<string> = new Set(["gemini-3-pro-preview"]);

const READ = { readOn: "2026-11-23", verified: true } as const;
const BATCH = "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/batch-prediction-gemini";
const TIERS = "https://ai.google.dev/gemini-api/docs/optimization";

/** Batch and flex are half of standard; priority is 1.8 x standard for all models, where the page says "75% to 100% more". */
export const GOOGLE_GEMINI_TIERS: readonly OwnPrice[] = GOOGLE_GEMINI_STANDARD.flatMap((row) => {
  const half: TierRule = {
    ...READ,
    tier: "batch",
    times: [1, 2],
    unchanged: CACHE_UNDISCOUNTED.has(row.model) ? [...FEES, "cacheRead", "cacheReadAudio"] : FEES,
    source: BATCH,
  };
  const batch = fromStandard([row], half);
  if (BATCH_ONLY.has(row.model)) return batch;
  return [
    ...batch,
    ...fromStandard([row], { ...half, tier: "flex", source: TIERS }),
    ...fromStandard([row], {
      ...READ,
      tier: "priority",
      times: [9, 5],
      unchanged: FEES,
      source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    }),
  ];
});
