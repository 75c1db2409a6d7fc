import type { OwnPrice } from "./own-price.ts";

/** Every own price, provider by provider. */
export const ALL_OWN_PRICES: readonly OwnPrice[] = [];
