import { ANTHROPIC_KNOWN } from "./anthropic-known.ts";
import { ANTHROPIC_MISSING } from "./anthropic-missing.ts";
import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";

/** A search costs the same in every tier: the discounts and premiums are on tokens. */
const SAME_FEES = { unchanged: ["webSearch"], readOn: "2026-11-23", verified: true } as const;

/** A secondary source. */
const LITELLM = "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1";

/** How many times the standard prices a model costs in fast mode, on tokens of every kind; models without an entry have none. */
const FAST_MODE: { readonly [model: string]: { times: number; source: string; verified?: false } } = {
  "claude-opus-4-6": { times: 6, source: "https://platform.claude.com/docs/en/build-with-claude/fast-mode" },
  "claude-opus-4-7": { times: 6, source: "https://github.com/robinebers/openusage/pull/835", verified: false },
  "claude-opus-4-8": { times: 2, source: LITELLM },
  "claude-opus-5": { times: 2, source: LITELLM },
  "claude-opus-5-5": { times: 2, source: LITELLM },
  "claude-fable-5-2": {
    times: 2,
    source: "https://documentation.s3ns.fr/gemini-enterprise-agent-platform/models/partner-models/claude/fable-5-2",
  },
};

/** The models that take `inference_geo`: Opus and Sonnet 4.6 and all later ones. Older ones refuse it. */
const RESIDENT = /^claude-(?:(?:opus|sonnet)-4-[678]|[a-z]+-5(?:-\d)?)$/;

const standard = [...ANTHROPIC_KNOWN, ...ANTHROPIC_MISSING];

/** Message Batches: half of the standard price for all tokens, cached ones included. */
const batch = fromStandard(standard, {
  ...SAME_FEES,
  tier: "batch",
  times: [1, 2],
  source: "https://platform.claude.com/docs/en/build-with-claude/batch-processing",
});

/** The answer says `usage.speed: "fast"`; the model's name is the same. Not to be had in a batch. */
const fast = Object.entries(FAST_MODE).flatMap(([model, { times, source, verified = true }]) =>
  fromStandard(
    standard.filter((row) => row.model === model),
    {
      ...SAME_FEES,
      tier: "fast",
      times: [times, 1],
      source,
      verified,
    },
  ),
);

/** The answer says `usage.inference_geo: "us"`: 1.1 times what the call would cost without, as tier `<tier>-us`. */
const inUs = [...standard, ...batch, ...fast]
  .filter((row) => RESIDENT.test(row.model))
  .flatMap((row) =>
    fromStandard([row], {
      ...SAME_FEES,
      tier: `${row.tier}-us`,
      times: [11, 10],
      verified: row.verified,
      source: "https://docs.aws.amazon.com/claude-platform/latest/userguide/data-residency.html",
    }),
  );

/**
 * What the generator's source lacks of Anthropic's prices. Left out: Priority Tier (by contract) and the hours of code execution (no
 * answer counts them).
 */
export const ANTHROPIC_PRICES: readonly OwnPrice[] = [...ANTHROPIC_MISSING, ...batch, ...fast, ...inUs];
