import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

/** The 1-hour write is 2 x input in every model, the 5-minute write 1.25 x, a read 0.1 x where the page says nothing else. */
const OPUS_5 = { input: 5, cacheRead: 0.5, cacheWrite5m: 6.25, cacheWrite1h: 10, output: 25 };
const OPUS_15 = { input: 15, cacheRead: 1.5, cacheWrite5m: 18.75, cacheWrite1h: 30, output: 75 };
const SONNET_3 = { input: 3, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6, output: 15 };
const FABLE_10 = { input: 10, cacheRead: 1, cacheWrite5m: 12.5, cacheWrite1h: 20, output: 50 };

const SONNET_3_LONG = {
  tokens: 200_000,
  usd: { input: 6, cacheRead: 0.6, cacheWrite5m: 7.5, cacheWrite1h: 12, output: 22.5 },
};
const OPUS_5_LONG = {
  tokens: 200_000,
  usd: { input: 10, cacheRead: 1, cacheWrite5m: 12.5, cacheWrite1h: 20, output: 37.5 },
};

/** $10 for 1,000 searches. Fetching a page costs its tokens only. */
const SEARCH = { webSearch: 0.01 };

/** The day from which a long context costs no more than a short one. */
const FLAT = "2026-03-13";

/**
 * Standard prices that the generator's source has right. They are here to derive tiers from, so that the lists need no generator to be
 * read or tested; a test holds them against the source.
 */
export const ANTHROPIC_KNOWN: readonly OwnPrice[] = ownPriceList(
  {
    provider: "anthropic",
    source: "https://platform.claude.com/docs/en/about-claude/pricing",
    readOn: "2026-11-23",
    verified: true,
  },
  [
    {
      model: "claude-3-haiku",
      usd: { input: 0.25, cacheRead: 0.03, cacheWrite5m: 0.3, cacheWrite1h: 0.5, output: 1.25 },
    },
    { model: "claude-3-opus-latest", usd: OPUS_15 },
    { model: "claude-3-5-sonnet", usd: SONNET_3, each: SEARCH },
    {
      model: "claude-3-5-haiku-latest",
      usd: { input: 0.8, cacheRead: 0.08, cacheWrite5m: 1, cacheWrite1h: 1.6, output: 4 },
      each: SEARCH,
    },
    { model: "claude-3-7-sonnet-latest", usd: SONNET_3, each: SEARCH },
    { model: "claude-opus-4-0", usd: OPUS_15, each: SEARCH },
    { model: "claude-opus-4-1", usd: OPUS_15, each: SEARCH },
    {
      model: "claude-haiku-4-5",
      usd: { input: 1, cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2, output: 5 },
      each: SEARCH,
    },
    { model: "claude-sonnet-4-5", usd: SONNET_3, each: SEARCH, above: SONNET_3_LONG },
    { model: "claude-opus-4-5", usd: OPUS_5, each: SEARCH },
    { model: "claude-sonnet-4-6", usd: SONNET_3, each: SEARCH, above: SONNET_3_LONG },
    { model: "claude-sonnet-4-6", usd: SONNET_3, each: SEARCH, validFrom: FLAT },
    { model: "claude-opus-4-6", usd: OPUS_5, each: SEARCH, above: OPUS_5_LONG },
    { model: "claude-opus-4-6", usd: OPUS_5, each: SEARCH, validFrom: FLAT },
    { model: "claude-opus-4-7", usd: OPUS_5, each: SEARCH },
    { model: "claude-opus-4-8", usd: OPUS_5, each: SEARCH },
    {
      model: "claude-sonnet-5",
      usd: { input: 2, cacheRead: 0.2, cacheWrite5m: 2.5, cacheWrite1h: 4, output: 10 },
      each: SEARCH,
    },
    { model: "claude-opus-5", usd: OPUS_5, each: SEARCH },
    {
      model: "claude-opus-5-5",
      usd: { input: 4, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8, output: 20 },
      each: SEARCH,
    },
    { model: "claude-fable-5", usd: FABLE_10, each: SEARCH },
    { model: "claude-fable-5-1", usd: { ...FABLE_10, cacheRead: 0.25 }, each: SEARCH },
  ],
);
