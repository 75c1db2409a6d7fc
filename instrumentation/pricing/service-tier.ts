import { plainText } from "./plain-text.ts";

/** What answers call the list price: OpenAI `default`, Anthropic `standard`, Bedrock and Vertex `on_demand`. `auto` is a wish, and an answer that names no other tier was served by this one. */
export const STANDARD_TIER_NAMES: readonly string[] = [
  "",
  "default",
  "auto",
  "standard",
  "standard_only",
  "on_demand",
  "on-demand",
];

const MAX_LENGTH = 40;

/** The book's name of a service tier. */
export function plainTier(tier: string | undefined): string {
  const plain = plainText((tier ?? "").slice(0, MAX_LENGTH));
  return STANDARD_TIER_NAMES.includes(plain) ? "standard" : plain;
}
