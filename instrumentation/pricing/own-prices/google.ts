import { GOOGLE_CLAUDE } from "./google-claude.ts";
import { GOOGLE_GEMINI_STANDARD } from "./google-gemini-standard.ts";
import { GOOGLE_GEMINI_TIERS } from "./google-gemini-tiers.ts";
import { GOOGLE_MEDIA } from "./google-media.ts";
import type { OwnPrice } from "./own-price.ts";

/**
 * What the generator's source lacks of the Gemini API and of Vertex AI. Left out: stored tokens of explicit caches (by the hour, and no
 * answer counts them), grounding in Google Maps, Vertex AI's embeddings by the character, Lyria's songs, and Imagen 3 and Veo 2, whose
 * prices differ between the two platforms.
 */
export const GOOGLE_PRICES: readonly OwnPrice[] = [
  ...GOOGLE_GEMINI_STANDARD,
  ...GOOGLE_GEMINI_TIERS,
  ...GOOGLE_MEDIA,
  ...GOOGLE_CLAUDE,
];
