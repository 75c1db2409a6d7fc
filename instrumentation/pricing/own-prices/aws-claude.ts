import type { UnitPrices } from "../price-row.ts";
import { ANTHROPIC_KNOWN } from "./anthropic-known.ts";
import { ANTHROPIC_MISSING } from "./anthropic-missing.ts";
import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";
import { ownPriceList } from "./own-price-list.ts";

/** A Claude model on Bedrock. Both ids without their region and revision. */
interface BedrockClaude {
  /** Anthropic's list under which it is priced. */
  anthropic: string;
  /** The generator's source has it as `global.<id>` and `regional.<id>`. */
  id: string;
  /** Given where the source lacks it; then its names are `global.<id>` and `<id>`. */
  isMissing?: true;
  isBatchRead?: true;
}

/** From 4.5 on a region costs a tenth more than `global.`, and caches can be kept for an hour. */
const MODELS: readonly BedrockClaude[] = [
  { anthropic: "claude-haiku-4-5", id: "anthropic.claude-haiku-4-5-20251001-v1", isBatchRead: true },
  { anthropic: "claude-sonnet-4-5", id: "anthropic.claude-sonnet-4-5-20250929-v1", isBatchRead: true },
  { anthropic: "claude-opus-4-5", id: "anthropic.claude-opus-4-5-v1" },
  { anthropic: "claude-sonnet-4-6", id: "anthropic.claude-sonnet-4-6-v1" },
  { anthropic: "claude-opus-4-6", id: "anthropic.claude-opus-4-6-v1" },
  { anthropic: "claude-opus-4-7", id: "anthropic.claude-opus-4-7-v1" },
  { anthropic: "claude-opus-4-8", id: "anthropic.claude-opus-4-8-v1" },
  { anthropic: "claude-sonnet-5", id: "anthropic.claude-sonnet-5-v1" },
  { anthropic: "claude-opus-5", id: "anthropic.claude-opus-5" },
  { anthropic: "claude-opus-5-5", id: "anthropic.claude-opus-5-5" },
  { anthropic: "claude-fable-5", id: "anthropic.claude-fable-5-v1" },
  { anthropic: "claude-fable-5-1", id: "anthropic.claude-fable-5-1-v1" },
  { anthropic: "claude-sonnet-5-5", id: "anthropic.claude-sonnet-5-5", isMissing: true },
  { anthropic: "claude-haiku-5-5", id: "anthropic.claude-haiku-5-5", isMissing: true },
];

/** A secondary source: Amazon's page has its prices in scripts. */
const READ = {
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
  verified: true,
} as const;

const global = MODELS.flatMap(({ anthropic, id, isMissing }) =>
  [...ANTHROPIC_KNOWN, ...ANTHROPIC_MISSING]
    .filter((row) => row.model === anthropic)
    .map(({ names: _names, openEnded: _openEnded, prices: { webSearch: _webSearch, ...prices }, ...row }): OwnPrice => {
      const model = `global.${id}`;
      return {
        ...row,
        ...READ,
        ...(isMissing && { names: [model], openEnded: [model] }),
        provider: "aws",
        model,
        prices,
      };
    }),
);

const regional = fromStandard(global, { tier: "standard", times: [11, 10] }).map(
  ({ names, openEnded, model, ...row }): OwnPrice => {
    const id = model.replace(/^global[.]/, "");
    return names && openEnded
      ? { ...row, model: id, names: [id], openEnded: [id] }
      : { ...row, model: `regional.${id}` };
  },
);

/** Sonnet 4 costs the same in all regions and through `global.`; no list has its hourly cache. */
const sonnet4 = ["global", "regional"].flatMap((place) =>
  ownPriceList({ provider: "aws", ...READ }, [
    {
      model: `${place}.anthropic.claude-sonnet-4-20250514-v1`,
      usd: { input: 3, cacheRead: 0.3, cacheWrite5m: 3.75, output: 15 },
      above: { tokens: 200_000, usd: { input: 6, cacheRead: 0.6, cacheWrite5m: 7.5, output: 22.5 } },
    },
  ]),
);

/** Half of the prices of input and output is what was read. Where cached tokens are counted, none is dearer than in a call of its own. */
const batch = fromStandard([...global, ...regional].filter(isBatchRead), { tier: "batch", times: [1, 2] }).map(
  ({ prices, contextTiers, ...row }): OwnPrice => ({
    ...row,
    prices: withoutCaches(prices),
    ...(contextTiers && {
      contextTiers: contextTiers.map((tier) => ({ ...tier, prices: withoutCaches(tier.prices) })),
    }),
  }),
);

/** GovCloud costs a fifth more than `global.` for the models that it has. */
const GOV_CLOUD =
  /claude-(sonnet-4-5|sonnet-5|opus-4-8|opus-5|opus-5-5|fable-5-1|sonnet-5-5|haiku-5-5)(-\d{8})?(-v1)?$/;
const govCloud = fromStandard(
  global.filter(({ model }) => GOV_CLOUD.test(model)),
  { tier: "standard", times: [6, 5] },
).map((row): OwnPrice => {
  const model = row.model.replace(/^global[.]/, "us-gov.");
  const names = [...new Set([model, model.replace(/-v1$/, "")])];
  return { ...row, model, names, openEnded: names };
});

function withoutCaches({ input = 0, output = 0 }: UnitPrices): UnitPrices {
  return { input, output };
}

function isBatchRead({ model }: OwnPrice): boolean {
  return MODELS.some(({ id, isBatchRead: isRead }) => isRead && model.endsWith(`.${id}`));
}

/** What the generator's source lacks of Claude on Bedrock: hourly caches, long contexts, batches, newer models. */
export const AWS_CLAUDE: readonly OwnPrice[] = [...global, ...regional, ...sonnet4, ...govCloud, ...batch];
