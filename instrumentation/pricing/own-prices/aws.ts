import { AWS_CLAUDE } from "./aws-claude.ts";
import { AWS_MEDIA } from "./aws-media.ts";
import { AWS_OPENAI } from "./aws-openai.ts";
import { AWS_REGIONS } from "./aws-regions.ts";
import { AWS_TEXT_MODELS } from "./aws-text-models.ts";
import type { OwnPrice } from "./own-price.ts";

/**
 * What the generator's source lacks of Bedrock's prices. Left out: provisioned and reserved capacity (by the hour), the latency-optimised
 * option (tier `optimized`; its prices were not to be read), and guardrails. A region whose price no list gives is unpriced; a call by a
 * plain id (`amazon.nova-pro-v1:0`) has the price of the US.
 */
export const AWS_PRICES: readonly OwnPrice[] = [
  ...AWS_CLAUDE,
  ...AWS_OPENAI,
  ...AWS_TEXT_MODELS,
  ...AWS_REGIONS,
  ...AWS_MEDIA,
];
