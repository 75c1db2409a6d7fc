import { parsePriceBook } from "../parse-price-book.ts";
import type { PricedModel } from "../price-row.ts";
import { GENAI_PRICES_0_2_3 } from "./genai-prices-0-2-3.generated.ts";
import { KNOWN_NAMES } from "./known-names.generated.ts";
import type { OwnPrice } from "./own-price.ts";

const { models, rows } = parsePriceBook(GENAI_PRICES_0_2_3.trimEnd().split("\n"));

/**
 * What genai-prices 0.2.3, which is for Python only, says otherwise than the generator's source or knows beyond it; of models with a price list
 * of ours nothing. A price that it changed without giving a day is valid from the day it was read, so that no history is rewritten.
 */
export const NEWER_PRICES: readonly OwnPrice[] = rows.map(({ id: _id, recordedAt: _recordedAt, ...price }) => price);

/** Names of its new models, and further names of models that the source or a list of ours prices: from it and from litellm 1.109.1. */
export const FURTHER_NAMES: readonly PricedModel[] = [
  ...models,
  ...parsePriceBook(KNOWN_NAMES.trimEnd().split("\n")).models,
];
