import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

/** Dollars for an image. Titan and Nova Canvas are left out: theirs depend on size and quality, of which one was to be read. */
const IMAGES: { readonly [model: string]: number } = {
  "stability.sd3-large-v1": 0.08,
  "stability.sd3-5-large-v1": 0.08,
  "stability.stable-image-core-v1": 0.04,
  "stability.stable-image-ultra-v1": 0.14,
  "stability.stable-conservative-upscale-v1": 0.4,
  "stability.stable-creative-upscale-v1": 0.6,
  "stability.stable-fast-upscale-v1": 0.03,
  "stability.stable-image-control-sketch-v1": 0.07,
  "stability.stable-image-control-structure-v1": 0.07,
  "stability.stable-image-erase-object-v1": 0.07,
  "stability.stable-image-inpaint-v1": 0.07,
  "stability.stable-image-remove-background-v1": 0.07,
  "stability.stable-image-search-recolor-v1": 0.07,
  "stability.stable-image-search-replace-v1": 0.07,
  "stability.stable-image-style-guide-v1": 0.07,
  "stability.stable-outpaint-v1": 0.06,
  "stability.stable-style-transfer-v1": 0.08,
};

/** Dollars for a million tokens of text. Those that also take images or sound bill those apart; no answer counts them. */
const EMBEDDINGS: { readonly [model: string]: number } = {
  "amazon.titan-embed-g1-text-02": 0.1,
  "amazon.titan-embed-text-v2": 0.02,
  "cohere.embed-english-v3": 0.1,
  "cohere.embed-multilingual-v3": 0.1,
  "cohere.embed-v4": 0.12,
  "global.cohere.embed-v4": 0.12,
};

/** Dollars for a query of up to 100 documents. */
const RERANKERS: { readonly [model: string]: number } = { "amazon.rerank-v1": 0.001, "cohere.rerank-v3-5": 0.002 };

/** Images, embeddings, reranking and speech on Bedrock; from LiteLLM's list, a secondary source. */
export const AWS_MEDIA: readonly OwnPrice[] = ownPriceList(
  {
    provider: "aws",
    source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    ...Object.entries(IMAGES).map(([model, image]) => ({ model, names: [model], usd: {}, each: { image } })),
    ...Object.entries(EMBEDDINGS).map(([model, input]) => ({ model, names: [model], usd: { input } })),
    ...Object.entries(RERANKERS).map(([model, rerankSearch]) => ({
      model,
      names: [model],
      usd: {},
      each: { rerankSearch },
    })),
    {
      model: "amazon.nova-2-5-sonic",
      names: ["amazon.nova-2-5-sonic"],
      usd: { input: 0.33, inputAudio: 3, output: 2.75, outputAudio: 12 },
    },
  ],
);
