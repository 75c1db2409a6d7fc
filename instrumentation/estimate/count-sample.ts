import { countText } from "./count-text.ts";
import type { CountTokens } from "./load-encoding.ts";
import type { TextSample } from "./text-sample.ts";
import type { TokenizerChoice } from "./tokenizer-of.ts";

/** The tokens of a sampled text: those of the sample, and the rest by their average. */
export function countSample(sample: TextSample, count: CountTokens, choice: TokenizerChoice): number {
  const { texts, keptChars } = sample.read();
  if (keptChars === 0) return 0;
  const unkept = (sample.chars - keptChars) / keptChars;
  const tokens = texts.reduce((sum, text) => sum + countText(text, count, choice), 0);
  // Exactly `tokens` where all was kept, whatever floats make of a division.
  return Math.ceil(tokens + tokens * unkept);
}
