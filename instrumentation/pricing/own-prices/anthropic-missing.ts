import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

const PRICING = "https://platform.claude.com/docs/en/about-claude/pricing";

/** $10 for 1,000 searches. */
const SEARCH = { webSearch: 0.01 };

const SONNET_5_5 = { input: 2, cacheRead: 0.2, cacheWrite5m: 2.5, cacheWrite1h: 4, output: 10 };
const MYTHOS = { input: 10, cacheRead: 1, cacheWrite5m: 12.5, cacheWrite1h: 20, output: 50 };

/** Standard prices of models that the generator's source lacks, or of which it has only a part. */
export const ANTHROPIC_MISSING: readonly OwnPrice[] = ownPriceList(
  { provider: "anthropic", source: PRICING, readOn: "2026-11-23", verified: true },
  [
    {
      // The source has no long-context price for it; such calls needed the 1M-token beta.
      model: "claude-sonnet-4-0",
      usd: { input: 3, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6, output: 15 },
      each: SEARCH,
      above: {
        tokens: 200_000,
        usd: { input: 6, cacheRead: 0.6, cacheWrite5m: 7.5, cacheWrite1h: 12, output: 22.5 },
      },
      source: "https://docs.anthropic.com/en/docs/about-claude/pricing",
    },
    {
      model: "claude-sonnet-5-5",
      names: ["claude-sonnet-5-5"],
      openEnded: ["claude-sonnet-5-5"],
      usd: SONNET_5_5,
      each: SEARCH,
      source: "https://platform.claude.com/docs/en/models/sonnet-5-5/overview",
    },
    {
      // Cache reads were halved on that day, from 0.1 to 0.05 x input.
      model: "claude-sonnet-5-5",
      names: ["claude-sonnet-5-5"],
      openEnded: ["claude-sonnet-5-5"],
      validFrom: "2026-10-07",
      usd: { ...SONNET_5_5, cacheRead: 0.1 },
      each: SEARCH,
      source: "https://pypi.org/project/genai-prices/0.2.3/",
    },
    {
      model: "claude-haiku-5-5",
      names: ["claude-haiku-5-5"],
      openEnded: ["claude-haiku-5-5"],
      usd: { input: 0.1, cacheRead: 0.01, cacheWrite5m: 0.125, cacheWrite1h: 0.2, output: 0.5 },
      each: SEARCH,
      above: {
        tokens: 100_000,
        usd: { input: 0.5, cacheRead: 0.05, cacheWrite5m: 0.625, cacheWrite1h: 1, output: 2.5 },
      },
      source: "https://platform.claude.com/docs/en/models/haiku-5-5/overview",
    },
    {
      model: "claude-fable-5-2",
      names: ["claude-fable-5-2"],
      openEnded: ["claude-fable-5-2"],
      usd: { input: 8, cacheRead: 0.2, cacheWrite5m: 10, cacheWrite1h: 16, output: 40 },
      each: SEARCH,
      source: "https://pypi.org/project/genai-prices/0.2.3/",
    },
    {
      model: "claude-mythos-5",
      names: ["claude-mythos-5"],
      openEnded: ["claude-mythos-5"],
      usd: MYTHOS,
      each: SEARCH,
    },
    {
      model: "claude-mythos-5-1",
      names: ["claude-mythos-5-1"],
      openEnded: ["claude-mythos-5-1"],
      usd: { ...MYTHOS, cacheRead: 0.25 },
      each: SEARCH,
    },
  ],
);
