import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const RANKER = { rerankSearch: 0.001 };

/**
 * Retrieval beside the models: $1 for 1,000 queries of Google's ranking API, each of up to 100 documents; from LiteLLM's list, a secondary
 * source. Pinecone is left out: it bills read and write units and months of storage, which no unit of a bill is.
 */
export const VECTOR_STORE_PRICES: readonly OwnPrice[] = ownPriceList(
  {
    provider: "google",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    {
      model: "semantic-ranker-default",
      names: [
        "semantic-ranker-default",
        "semantic-ranker-default@latest",
        "semantic-ranker-default-002",
        "semantic-ranker-default-003",
        "semantic-ranker-default-004",
      ],
      usd: {},
      each: RANKER,
    },
    {
      model: "semantic-ranker-fast",
      names: ["semantic-ranker-fast", "semantic-ranker-fast@latest", "semantic-ranker-fast-004"],
      usd: {},
      each: RANKER,
    },
  ],
);
