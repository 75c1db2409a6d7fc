import type { CountTokens } from "./load-encoding.ts";
import type { TokenizerChoice } from "./tokenizer-of.ts";

/**
 * The tokenizer's time grows with the square of a word's length, and Chinese has no spaces: 16,384 characters without one took 2.7 s. Cut
 * in words of this length they take 25 ms; each cut adds at most a token (0.4 % there).
 */
const WORD_CHARS = 64;
const WORDS = /[\p{L}\p{M}]+|\s+|[^\s\p{L}\p{N}]+/gu;

/** Counts a text with the encoding of `choice`, times its factor. Not rounded, so that parts can be added. */
export function countText(text: string, count: CountTokens, choice: TokenizerChoice): number {
  if (text === "") return 0;
  let tokens = 0;
  let start = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (word.length <= WORD_CHARS) continue;
    tokens += count(text.slice(start, index));
    for (let at = 0; at < word.length; at += WORD_CHARS) tokens += count(word.slice(at, at + WORD_CHARS));
    start = index + word.length;
  }
  tokens += count(start === 0 ? text : text.slice(start));
  return tokens * factorFor(text, choice);
}

/** Between the two factors by the share of characters outside Latin script. */
function factorFor(text: string, { latinFactor, otherFactor }: TokenizerChoice): number {
  if (latinFactor === otherFactor) return latinFactor;
  let others = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > LAST_LATIN) others += 1;
  return latinFactor + (otherFactor - latinFactor) * (others / text.length);
}

/** The end of Latin Extended-B. */
const LAST_LATIN = 0x24f;
