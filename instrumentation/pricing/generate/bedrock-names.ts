import type { ModelInfo } from "@pydantic/genai-prices";
import type { MatchedName } from "./model-names.ts";

/**
 * Bedrock ids as they remain after normalisation, which takes off the region and the `:0`: `anthropic.claude-opus-4-5-20251101-v1`.
 * The source writes parts of them, and puts `regional.` before ids whose `global.` twin is cheaper.
 * A model without such a twin costs the same through `global.`.
 */
export function bedrockNames(info: ModelInfo, matched: readonly MatchedName[]): MatchedName[] {
  const id = { name: info.id.replace(/^regional[.]/, ""), openEnded: false };
  const hasTwin = /^(regional|global)[.]/.test(info.id);
  return [...matched, id].flatMap((claim) => {
    const versioned = /-v\d+(:\d+)?$|:\d+$/.test(claim.name) ? [] : [{ name: `${claim.name}-v1`, openEnded: false }];
    const forms = [claim, ...versioned];
    if (hasTwin || !/^[a-z]+[.]/.test(claim.name)) return forms;
    return [...forms, ...forms.map((form) => ({ ...form, name: `global.${form.name}` }))];
  });
}
