import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

/** Dollars for a million tokens. Rerankers count the tokens of the query for every document, and their answers say the sum. */
const MISSING: { readonly [model: string]: number } = {
  "voyage-code-4": 0.12,
  "voyage-context-4": 0.12,
  "rerank-1": 0.05,
  "rerank-lite-1": 0.02,
  "rerank-2": 0.05,
  "rerank-2-lite": 0.02,
  "rerank-2.5": 0.05,
  "rerank-2.5-lite": 0.02,
  "rerank-3": 0.05,
  "rerank-3-lite": 0.02,
};

/**
 * What the generator's source lacks of Voyage's prices; from LiteLLM's list, a secondary source. Left out: multimodal models, which bill
 * pixels, and batches.
 */
export const VOYAGEAI_PRICES: readonly OwnPrice[] = ownPriceList(
  {
    provider: "voyageai",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  Object.entries(MISSING).map(([model, input]) => ({ model, names: [model], usd: { input } })),
);
