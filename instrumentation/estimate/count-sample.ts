import { countText } from "./count-text.ts";
import type { CountTokens } from "./load-encoding.ts";
import type { TextSample } from "./text-sample.ts";
import type { TokenizerChoice } from "./tokenizer-of.ts";

/** The tokens of a text of which both ends are known: those counted, the middle by their average. */
export function countSample(sample: TextSample, count: CountTokens, choice: TokenizerChoice): number {
  const { head, tail, keptChars } = sample.read();
  if (keptChars === 0) return 0;
  // One text where nothing is missing: cut in two, a word in the middle would be two.
  if (keptChars === sample.chars) return Math.ceil(countText(head + tail, count, choice));
  const tokens = countText(head, count, choice) + countText(tail, count, choice);
  return Math.ceil((tokens / keptChars) * sample.chars);
}
