/**
 * What a bill counts. Token units part a call's tokens completely: each token is in exactly one of them, so that a cost is a plain sum of
 * quantity × price. The order is that of the rate arrays in the ClickHouse book.
 */
export const TOKEN_UNITS = [
  /** Text that was neither read from nor written to a cache. */
  "input",
  "cacheRead",
  "cacheWrite5m",
  "cacheWrite1h",
  /** Text without reasoning. */
  "output",
  "reasoning",
  "inputAudio",
  "cacheReadAudio",
  "outputAudio",
  "inputImage",
  "cacheReadImage",
  "outputImage",
  "inputVideo",
  "cacheReadVideo",
  "outputVideo",
] as const;

export type TokenUnit = (typeof TOKEN_UNITS)[number];

/**
 * Which price a token unit has where a row names none of its own, tried in order. It is what providers do: who lists no cache price bills
 * cached tokens as input, who lists no reasoning price bills reasoning as output. A unit that ends nowhere makes the call unpriced.
 */
export const TOKEN_UNIT_FALLBACK: { readonly [unit in TokenUnit]?: TokenUnit } = {
  cacheRead: "input",
  cacheWrite5m: "input",
  cacheWrite1h: "cacheWrite5m",
  reasoning: "output",
  inputAudio: "input",
  cacheReadAudio: "cacheRead",
  outputAudio: "output",
  inputImage: "input",
  cacheReadImage: "cacheRead",
  outputImage: "output",
  inputVideo: "input",
  cacheReadVideo: "cacheRead",
  outputVideo: "output",
};

/** Units that are no part of a call's tokens. They have no fallback: a quantity without a price makes the call unpriced. */
export const COUNTED_UNITS = [
  /** A fee for the call itself. One where the row has a price for it and the answer counts none. */
  "request",
  "webSearch",
  "fileSearch",
  "socialSearch",
  "rerankSearch",
  /** Tokens of cited sources, which are in neither total. */
  "citationToken",
  /** A generated image; by size and quality as `image/1024x1024/hd`. */
  "image",
  "audioSecond",
  "videoSecond",
  "character",
  "page",
  "annotatedPage",
  "message",
  /** One container of a code interpreter for one session. */
  "codeSession",
  /** One GB (10^9 bytes) stored for one day. */
  "storageGbDay",
] as const;

export type CountedUnitKind = (typeof COUNTED_UNITS)[number];

/** A counted unit, or a variant of one: `image/1024x1024/hd`, `videoSecond/720p`. */
export type CountedUnit = CountedUnitKind | `${CountedUnitKind}/${string}`;

export type Unit = TokenUnit | CountedUnit;

const DIVISIBLE: readonly string[] = ["audioSecond", "videoSecond", "storageGbDay"] satisfies CountedUnitKind[];

/** Whether a quantity of the unit may have decimals; all others are counted in whole numbers. */
export function isDivisible(unit: CountedUnit): boolean {
  return DIVISIBLE.includes(unit.split("/", 1)[0] ?? unit);
}
