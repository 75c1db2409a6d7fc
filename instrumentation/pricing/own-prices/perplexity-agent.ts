import type { OwnPrice } from "./own-price.ts";
import { type ListedPrice, ownPriceList } from "./own-price-list.ts";

type Usd = readonly [input: number, output: number, cacheRead: number];

/** Dollars for a million tokens, what the models' own providers take. Models that the list had by an older price of theirs are left out. */
const FLAT: { readonly [model: string]: Usd } = {
  "anthropic/claude-haiku-4-5": [1, 5, 0.1],
  "anthropic/claude-opus-4-5": [5, 25, 0.5],
  "anthropic/claude-opus-4-6": [5, 25, 0.5],
  "anthropic/claude-opus-4-7": [5, 25, 0.5],
  "anthropic/claude-opus-4-8": [5, 25, 0.5],
  "anthropic/claude-opus-5": [5, 25, 0.5],
  "anthropic/claude-opus-5-5": [4, 20, 0.2],
  "anthropic/claude-sonnet-4-6": [3, 15, 0.3],
  "anthropic/claude-sonnet-5": [2, 10, 0.2],
  "anthropic/claude-fable-5": [10, 50, 1],
  "anthropic/claude-fable-5-1": [10, 50, 0.25],
  "google/gemini-3-flash-preview": [0.5, 3, 0.05],
  "google/gemini-3.1-flash-lite": [0.25, 1.5, 0.025],
  "google/gemini-3.5-flash": [1.5, 9, 0.15],
  "google/gemini-3.5-flash-lite": [0.3, 2.5, 0.03],
  "google/gemini-3.7-flash": [0.75, 3.75, 0.075],
  "google/gemini-3.8-flash": [0.75, 3.75, 0.075],
  // Perplexity's own: the book's names are without `perplexity/`.
  "deepseek-v4-flash-0731": [0.13, 0.26, 0.028],
  "deepseek-v4-pro-0813": [1.32, 3.96, 0.044],
  "glm-5.2": [1.4, 4.4, 0.14],
  "glm-5.3": [1.4, 4.4, 0.26],
  "glm-5.3-flash": [0.15, 0.5, 0.03],
  "kimi-k2.7-code": [0.95, 4, 0.19],
  "kimi-k3": [3, 15, 0.3],
  "nemotron-3-ultra-550b-a55b": [0.25, 2.5, 0.25],
  "nemotron-3.5-lightning-30b-a3b": [0.0115, 0.17, 0.00115],
  "openai/gpt-5": [1.25, 10, 0.125],
  "openai/gpt-5-mini": [0.25, 2, 0.025],
  "openai/gpt-5-nano": [0.05, 0.4, 0.005],
  "openai/gpt-5.1": [1.25, 10, 0.125],
  "openai/gpt-5.2": [1.75, 14, 0.175],
  "openai/gpt-5.4-mini": [0.75, 4.5, 0.075],
  "openai/gpt-5.4-nano": [0.2, 1.25, 0.02],
};

/** Those that cost more with a long context: twice the input, and the output times what stands last. */
const LONG: { readonly [model: string]: { usd: Usd; tokens: number; output: number } } = {
  "google/gemini-3.1-pro-preview": { usd: [2, 12, 0.2], tokens: 200_000, output: 1.5 },
  "openai/gpt-5.6-luna": { usd: [0.2, 1.2, 0.02], tokens: 272_000, output: 1.5 },
  "openai/gpt-5.6-sol": { usd: [4, 20, 0.4], tokens: 272_000, output: 1.5 },
  "openai/gpt-5.6-terra": { usd: [2, 12, 0.2], tokens: 272_000, output: 1.5 },
  "openai/gpt-6-luna": { usd: [0.1, 0.5, 0.01], tokens: 272_000, output: 1.5 },
  "openai/gpt-6-sol": { usd: [2, 10, 0.2], tokens: 272_000, output: 1.5 },
  "openai/gpt-6.1-sol": { usd: [2, 10, 0.1], tokens: 272_000, output: 1.5 },
  "xai/grok-4.5": { usd: [2, 6, 0.3], tokens: 200_000, output: 2 },
  "xai/grok-4.6": { usd: [2, 6, 0.5], tokens: 200_000, output: 2 },
  "xai/grok-4.7": { usd: [2, 6, 0.5], tokens: 200_000, output: 2 },
};

function entry(model: string, [input, output, cacheRead]: Usd): ListedPrice {
  // $0.005 for a call of the tool `web_search`, by Perplexity's page.
  return { model, names: [model], usd: { input, output, cacheRead }, each: { webSearch: 0.005 } };
}

/** Other providers' models in Perplexity's Agent API; from LiteLLM's list, a secondary source. */
export const PERPLEXITY_AGENT: readonly OwnPrice[] = ownPriceList(
  {
    provider: "perplexity",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    ...Object.entries(FLAT).map(([model, usd]) => entry(model, usd)),
    ...Object.entries(LONG).map(([model, { usd, tokens, output: times }]) => {
      const [input, output, cacheRead] = usd;
      return {
        ...entry(model, usd),
        above: { tokens, usd: { input: 2 * input, output: times * output, cacheRead: 2 * cacheRead } },
      };
    }),
  ],
);
