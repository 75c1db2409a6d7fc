import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";
import { PERPLEXITY_AGENT } from "./perplexity-agent.ts";
import type { UsdEach } from "./prices-in-usd.ts";

/**
 * The fee of a request by the size of the search context, which the answer says. One of unknown size pays the smallest, which is what a
 * request gets that asks for none; an answer of known size counts no plain `request`.
 */
function fees(low: number, medium: number, high: number): UsdEach {
  return { request: low, "request/low": low, "request/medium": medium, "request/high": high };
}

/** The generator's source charges every request the fee of the largest context. */
const sonar: readonly ListedPrice[] = [
  { model: "sonar", usd: { input: 1, output: 1 }, each: fees(0.005, 0.008, 0.012) },
  { model: "sonar-pro", usd: { input: 3, output: 15 }, each: fees(0.006, 0.01, 0.014) },
  { model: "sonar-reasoning", usd: { input: 1, output: 5 }, each: fees(0.005, 0.008, 0.012) },
  { model: "sonar-reasoning-pro", usd: { input: 2, output: 8 }, each: fees(0.006, 0.01, 0.014) },
];

const embeddings: readonly ListedPrice[] = [
  { model: "pplx-embed-v1-0.6b", names: ["pplx-embed-v1-0.6b"], usd: { input: 0.004 } },
  { model: "pplx-embed-v1-4b", names: ["pplx-embed-v1-4b"], usd: { input: 0.03 } },
  { model: "pplx-embed-context-v1-0.6b", names: ["pplx-embed-context-v1-0.6b"], usd: { input: 0.008 } },
  { model: "pplx-embed-context-v1-4b", names: ["pplx-embed-context-v1-4b"], usd: { input: 0.05 } },
];

/**
 * What the generator's source lacks of Perplexity's prices. Left out: Pro Search. All from secondary sources: of Perplexity's page the tokens were to be read, not the fees.
 */
export const PERPLEXITY_PRICES: readonly OwnPrice[] = [
  ...ownPriceList(
    {
      provider: "perplexity",
      source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
      readOn: "2026-11-23",
      verified: true,
    },
    sonar,
  ),
  ...ownPriceList(
    {
      provider: "perplexity",
      source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
      readOn: "2026-11-23",
      verified: true,
    },
    embeddings,
  ),
  ...PERPLEXITY_AGENT,
  // The Agent API's Sonar is not the model `sonar`: it costs a quarter, has no fee of a request, and bills its searches.
  ...ownPriceList(
    {
      provider: "perplexity",
      source: "https://pypi.org/project/genai-prices/0.2.3/",
      readOn: "2026-11-23",
      verified: true,
    },
    [
      {
        model: "perplexity/sonar",
        names: ["perplexity/sonar"],
        usd: { input: 0.25, cacheRead: 0.0625, output: 2.5 },
        each: { webSearch: 0.0025 },
      },
    ],
  ),
];
