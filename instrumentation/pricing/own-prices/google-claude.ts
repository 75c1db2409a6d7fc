import { ANTHROPIC_KNOWN } from "./anthropic-known.ts";
import { ANTHROPIC_MISSING } from "./anthropic-missing.ts";
import { fromStandard } from "./from-standard.ts";
import type { OwnPrice } from "./own-price.ts";

/** A Claude model on Vertex AI. */
interface VertexClaude {
  /** Anthropic's list under which it is priced. */
  anthropic: string;
  /** The generator's source has it, by this name. */
  model: string;
  /** Given where the source lacks it. */
  names?: readonly string[];
  /** The batch price was contradictory in what could be read. */
  isBatchUnread?: true;
}

/** Those whose prices on Vertex AI were read; earlier ones are as the generator's source has them. */
const MODELS: readonly VertexClaude[] = [
  {
    anthropic: "claude-haiku-4-5",
    model: "claude-haiku-4-5",
    names: ["claude-haiku-4-5", "claude-haiku-4-5@20251001"],
  },
  { anthropic: "claude-sonnet-4-5", model: "claude-sonnet-4-5" },
  { anthropic: "claude-opus-4-5", model: "claude-opus-4-5", names: ["claude-opus-4-5", "claude-opus-4-5@20251101"] },
  { anthropic: "claude-sonnet-4-6", model: "claude-sonnet-4-6" },
  { anthropic: "claude-opus-4-6", model: "claude-opus-4-6" },
  { anthropic: "claude-opus-4-7", model: "claude-opus-4-7" },
  { anthropic: "claude-opus-4-8", model: "claude-opus-4-8" },
  { anthropic: "claude-sonnet-5", model: "claude-sonnet-5", names: ["claude-sonnet-5"] },
  { anthropic: "claude-opus-5", model: "claude-opus-5" },
  { anthropic: "claude-opus-5-5", model: "claude-opus-5-5", isBatchUnread: true },
  { anthropic: "claude-sonnet-5-5", model: "claude-sonnet-5-5", names: ["claude-sonnet-5-5"] },
  { anthropic: "claude-haiku-5-5", model: "claude-haiku-5-5", names: ["claude-haiku-5-5"] },
  { anthropic: "claude-fable-5", model: "claude-fable-5" },
  { anthropic: "claude-fable-5-1", model: "claude-fable-5-1" },
];

/** A secondary source: Google's page was not to be had. */
const READ = {
  source: "github.com/BerriAI/litellm model_prices_and_context_window.json 1.109.1",
  readOn: "2026-11-23",
} as const;

/**
 * Claude on Vertex AI's global endpoint, which costs what Anthropic itself takes. Regional and multi-region endpoints cost 10% more from
 * Claude 4.5 on; an answer does not say which one it came from.
 */
export const GOOGLE_CLAUDE: readonly OwnPrice[] = MODELS.flatMap(({ anthropic, model, names, isBatchUnread }) => {
  const standard = [...ANTHROPIC_KNOWN, ...ANTHROPIC_MISSING]
    .filter((row) => row.model === anthropic)
    .map(({ names: _names, openEnded: _openEnded, ...row }) => ({
      ...row,
      ...READ,
      ...(names && { names, openEnded: [model] }),
      provider: "google",
      model,
      verified: true,
    }));
  const batch = fromStandard(standard, {
    ...READ,
    tier: "batch",
    times: [1, 2],
    unchanged: ["webSearch"],
    verified: !isBatchUnread,
  });
  return [...standard, ...batch];
});
