import { OPENAI_FINE_TUNED_PRICES } from "./openai-fine-tuned.ts";
import { OPENAI_MEDIA_PRICES } from "./openai-media.ts";
import { OPENAI_TIER_PRICES } from "./openai-tiers.ts";
import type { OwnPrice } from "./own-price.ts";

/**
 * What the generator's source lacks of OpenAI's prices. Left out: the tenth that an endpoint of one region costs on top, which no answer
 * shows, and caches kept for 12 hours, whose writes the answers do not tell from others.
 */
export const OPENAI_PRICES: readonly OwnPrice[] = [
  ...OPENAI_TIER_PRICES,
  ...OPENAI_MEDIA_PRICES,
  ...OPENAI_FINE_TUNED_PRICES,
];
