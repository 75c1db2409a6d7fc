import type { ModelInfo } from "@pydantic/genai-prices";

/** What of the source is not taken over. A name left out is `unpriced` and visible; taken over, it would be charged wrongly without anybody noticing. */
interface LeftOut {
  provider: string | undefined;
  /** Of names. */
  names?: RegExp;
  /** Of whole models, by what the source says of them. */
  models?: (model: ModelInfo) => boolean;
  reason: string;
}

const LEFT_OUT: readonly LeftOut[] = [
  {
    provider: "openai",
    names: /search-preview/,
    reason: "every call pays a search fee on top of its tokens, which the source has not",
  },
  {
    provider: "openai",
    names: /^ft:gpt-4|[.]ft-/,
    reason: "a fine-tune whose cached tokens the source would bill as uncached",
  },
  { provider: "openai", names: /^gpt-4o(-mini)?-audio/, reason: "the source has no price for audio tokens" },
  {
    provider: "aws",
    names: /^global[.]openai[.]gpt-5[.][45](-v1)?$/,
    reason: "the source has the price of a region only, which is a tenth dearer; our own list has the global one",
  },
  {
    provider: "aws",
    names: /^us-gov[.]|^(?:eu|apac|au|ca|in|jp|sa)[.](?!anthropic[.])/,
    reason:
      "the source has the price of the US for all regions, of which these are dearer; our own list has those that are known",
  },
  {
    provider: "mistral",
    names: /^mistral-large-latest$|^mistral-medium$/,
    reason: "the name has moved on to a newer model; our own list has its prices by date",
  },
  {
    provider: "mistral",
    models: (model) => isOfReseller(model) || model.id.endsWith(":free"),
    reason: "a reseller's price or name, which Mistral itself does not have",
  },
  {
    provider: "azure",
    models: (model) => model.id.endsWith(":free") || model.id === "wizardlm-2-8x22b",
    reason: "a reseller's price or name, which Azure itself does not have",
  },
  {
    provider: undefined,
    models: (model) =>
      Object.keys(model.prices).length === 0 &&
      !/:free$|-exp(-|$)|^gemma-|-experimental/.test(model.id) &&
      !isIncluded(model),
    reason: "the source gives no price, and nothing says that it is free",
  },
];

function isOfReseller({ price_comments = "" }: ModelInfo): boolean {
  return price_comments.startsWith("Imported from OpenRouter");
}

/** Included in a subscription (GitHub Copilot) or free by its provider's own page (moderation). */
function isIncluded(model: ModelInfo): boolean {
  return model.id === "moderation" || /^gpt-(3[.]5-turbo|4[.]1|4o|4o-mini)$/.test(model.id);
}

/** Why a model is left out, or undefined. */
export function modelLeftOut(provider: string, model: ModelInfo): string | undefined {
  return LEFT_OUT.find((rule) => (rule.provider ?? provider) === provider && rule.models?.(model))?.reason;
}

/** Why a name is left out, or undefined. */
export function nameLeftOut(provider: string, name: string): string | undefined {
  return LEFT_OUT.find((rule) => (rule.provider ?? provider) === provider && rule.names?.test(name))?.reason;
}
