import { ANTHROPIC_PRICES } from "./anthropic.ts";
import { GOOGLE_PRICES } from "./google.ts";
import { OPENAI_PRICES } from "./openai.ts";
import type { OwnPrice } from "./own-price.ts";

/** Every own price, provider by provider. */
export const ALL_OWN_PRICES: readonly OwnPrice[] = [...OPENAI_PRICES, ...ANTHROPIC_PRICES, ...GOOGLE_PRICES];
