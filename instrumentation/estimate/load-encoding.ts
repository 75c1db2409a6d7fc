import { setImmediate as nextTurn } from "node:timers/promises";
import type { Encoding } from "./tokenizer-of.ts";

/** Tokens of a text that holds no very long word: `countText` sees to that. */
export type CountTokens = (text: string) => number;

/**
 * Loads a tokenizer, which takes some 0.3 s of the event loop (cl100k_base: 0.2 s) and 35 MB, once. Only for calls that need it: each is
 * a file of its own in the published package. In two steps with the event loop between them, so that nothing waits for the whole.
 *
 * @throws what `import` throws where the app's bundle has left the file out
 */
export async function loadEncoding(encoding: Encoding): Promise<CountTokens> {
  await RANKS[encoding]();
  await nextTurn();
  const { countTokens, setMergeCacheSize } = await ENCODINGS[encoding]();
  // Its keys are pieces of our texts, and each piece keeps its whole text alive: at the library's 100,000 that could be a gigabyte.
  setMergeCacheSize(MERGE_CACHE_SIZE);
  return (text) => countTokens(text, AS_TEXT);
}

/** Control tokens that a text spells out are text. By default they throw. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };
const MERGE_CACHE_SIZE = 1_000;

const RANKS = {
  o200k_base: () => import("gpt-tokenizer/bpeRanks/o200k_base"),
  cl100k_base: () => import("gpt-tokenizer/bpeRanks/cl100k_base"),
};
const ENCODINGS = {
  o200k_base: () => import("gpt-tokenizer/encoding/o200k_base"),
  cl100k_base: () => import("gpt-tokenizer/encoding/cl100k_base"),
};
