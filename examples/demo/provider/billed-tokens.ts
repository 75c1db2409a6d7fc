import type { SeededRandom } from "../seeded-random.ts";

/** What the provider counted for one call, in parts that do not overlap, as an invoice lists them. */
export interface BilledTokens {
  uncachedInput: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  /** Includes `reasoning`. */
  output: number;
  reasoning: number;
}

/** How the prompt's long prefix met the provider's cache. */
export type CacheUse = "none" | "read" | "write5m" | "write1h";

interface JobSize {
  model: RegExp;
  input: [number, number];
  output: [number, number];
}

/** Big models get big jobs, so that the demo's bill looks like a real one: few calls carry most of the money. */
const JOB_SIZES: JobSize[] = [
  { model: /embedding/, input: [300, 7_500], output: [0, 0] },
  { model: /opus/, input: [18_000, 60_000], output: [1_200, 4_500] },
  { model: /sonnet/, input: [4_000, 16_000], output: [300, 1_800] },
  { model: /haiku|mini|nano/, input: [400, 3_200], output: [80, 600] },
  { model: /./, input: [800, 6_000], output: [150, 900] },
];

/** How many tokens a prompt for the model has. */
export function promptTokens(model: string, random: SeededRandom): number {
  const size = JOB_SIZES.find((job) => job.model.test(model));
  return random.int(...(size?.input ?? [1, 1]));
}

/** Chooses the size of one call, its input by the prompt's if that is known. Cached prefixes come in blocks of 128 tokens, reasoning in blocks of 64, as at OpenAI. */
export function billedTokens(
  model: string,
  random: SeededRandom,
  { cache = "none", promptChars }: { cache?: CacheUse; promptChars?: number } = {},
): BilledTokens {
  const size = JOB_SIZES.find((job) => job.model.test(model));
  // Three and a half to four and a half characters a token: English text as the models' tokenizers cut it.
  const chosen = promptTokens(model, random);
  const input = promptChars === undefined ? chosen : Math.ceil(promptChars / (3.5 + random.next()));
  const output = random.int(...(size?.output ?? [1, 1]));
  const prefixShare = 0.5 + 0.4 * random.next();
  const reasoningShare = 0.6 * random.next();
  const prefix = cache === "none" ? 0 : Math.floor((input * prefixShare) / 128) * 128;
  return {
    uncachedInput: input - prefix,
    cacheRead: cache === "read" ? prefix : 0,
    cacheWrite5m: cache === "write5m" ? prefix : 0,
    cacheWrite1h: cache === "write1h" ? prefix : 0,
    output,
    reasoning: /^(gpt-5|o\d)/.test(model) ? Math.floor((output * reasoningShare) / 64) * 64 : 0,
  };
}
