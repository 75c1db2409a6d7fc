import { OPENAI_TIER_PRICES } from "./openai-tiers.ts";
import type { OwnPrice } from "./own-price.ts";

/** What the generator's source lacks of OpenAI's prices. */
export const OPENAI_PRICES: readonly OwnPrice[] = [...OPENAI_TIER_PRICES];
