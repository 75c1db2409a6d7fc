import { ANTHROPIC_PRICES } from "./anthropic.ts";
import { AWS_PRICES } from "./aws.ts";
import { AZURE_PRICES } from "./azure.ts";
import { COHERE_PRICES } from "./cohere.ts";
import { DEEPSEEK_PRICES } from "./deepseek.ts";
import { FIREWORKS_PRICES } from "./fireworks.ts";
import { GOOGLE_PRICES } from "./google.ts";
import { GROQ_PRICES } from "./groq.ts";
import { MISTRAL_PRICES } from "./mistral.ts";
import { MOONSHOTAI_PRICES } from "./moonshotai.ts";
import { NEWER_PRICES } from "./newer-source.ts";
import { OPENAI_PRICES } from "./openai.ts";
import type { OwnPrice } from "./own-price.ts";
import { PERPLEXITY_PRICES } from "./perplexity.ts";
import { TOGETHER_PRICES } from "./together.ts";
import { VECTOR_STORE_PRICES } from "./vector-stores.ts";
import { VOYAGEAI_PRICES } from "./voyageai.ts";
import { X_AI_PRICES } from "./x-ai.ts";

/** The lists of providers. */
export const OWN_LISTS: readonly OwnPrice[] = [
  ...OPENAI_PRICES,
  ...AZURE_PRICES,
  ...ANTHROPIC_PRICES,
  ...GOOGLE_PRICES,
  ...AWS_PRICES,
  ...MISTRAL_PRICES,
  ...COHERE_PRICES,
  ...PERPLEXITY_PRICES,
  ...VOYAGEAI_PRICES,
  ...DEEPSEEK_PRICES,
  ...GROQ_PRICES,
  ...MOONSHOTAI_PRICES,
  ...X_AI_PRICES,
  ...FIREWORKS_PRICES,
  ...TOGETHER_PRICES,
  ...VECTOR_STORE_PRICES,
];

const listed = new Set(
  OWN_LISTS.filter(({ tier }) => tier === "standard").map(({ provider, model }) => `${provider}/${model}`),
);

/** Every own price, provider by provider; then those of a newer source for models that no list has. */
export const ALL_OWN_PRICES: readonly OwnPrice[] = [
  ...OWN_LISTS,
  ...NEWER_PRICES.filter(({ provider, model }) => !listed.has(`${provider}/${model}`)),
];
