import { AWS_CLAUDE } from "./aws-claude.ts";
import { AWS_MEDIA } from "./aws-media.ts";
import { AWS_OPENAI } from "./aws-openai.ts";
import { AWS_TEXT_MODELS } from "./aws-text-models.ts";
import type { OwnPrice } from "./own-price.ts";

/**
 * What the generator's source lacks of Bedrock's prices. Left out: provisioned and reserved capacity (by the hour), the latency-optimised
 * option (tier `optimized`; its prices were not to be read), guardrails, and regions with a list of their own (GovCloud, Nova in Europe and Asia), which a name does
 * not tell from others.
 */
export const AWS_PRICES: readonly OwnPrice[] = [...AWS_CLAUDE, ...AWS_OPENAI, ...AWS_TEXT_MODELS, ...AWS_MEDIA];
