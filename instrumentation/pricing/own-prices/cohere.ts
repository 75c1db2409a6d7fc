import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const embedV3 = { input: 0.1 };

/**
 * What the generator's source lacks of Cohere's prices; from LiteLLM's list, a secondary source. A search is one query with up to 100
 * documents. `embed-multilingual-light-v3.0` is left out: the list has it a thousand times as dear as its sisters.
 */
export const COHERE_PRICES: readonly OwnPrice[] = ownPriceList(
  {
    provider: "cohere",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    { model: "embed-english-v3.0", names: ["embed-english-v3.0"], usd: embedV3, each: { image: 0.0001 } },
    { model: "embed-english-light-v3.0", names: ["embed-english-light-v3.0"], usd: embedV3 },
    { model: "embed-multilingual-v3.0", names: ["embed-multilingual-v3.0"], usd: embedV3 },
    // The source has no price for images.
    { model: "embed-v4.0", usd: { input: 0.12, inputImage: 0.47 } },
    { model: "embed-v5.0-fast", names: ["embed-v5.0-fast"], usd: { input: 0.08 } },
    { model: "embed-v5.0-pro", names: ["embed-v5.0-pro"], usd: { input: 0.12 } },
    { model: "rerank-english-v3.0", names: ["rerank-english-v3.0"], usd: {}, each: { rerankSearch: 0.002 } },
    { model: "rerank-multilingual-v3.0", names: ["rerank-multilingual-v3.0"], usd: {}, each: { rerankSearch: 0.002 } },
    { model: "rerank-v3.5", names: ["rerank-v3.5"], usd: {}, each: { rerankSearch: 0.002 } },
    { model: "rerank-v4.0-fast", names: ["rerank-v4.0-fast"], usd: {}, each: { rerankSearch: 0.002 } },
    { model: "rerank-v4.0-pro", names: ["rerank-v4.0-pro"], usd: {}, each: { rerankSearch: 0.0025 } },
    // From version 5 on by the token.
    { model: "rerank-v5.0-fast", names: ["rerank-v5.0-fast"], usd: { input: 0.02 } },
    { model: "rerank-v5.0-pro", names: ["rerank-v5.0-pro"], usd: { input: 0.05 } },
    { model: "parse-v5.0", names: ["parse-v5.0"], usd: {}, each: { page: 0.0015 } },
  ],
);
