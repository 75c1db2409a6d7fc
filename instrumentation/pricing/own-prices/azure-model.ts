import type { UsdEach, UsdPerMillion } from "./prices-in-usd.ts";

/** An OpenAI model on Azure, with its prices on a global deployment. */
export interface AzureModel {
  model: string;
  /** Its other names; absent for a model that the generator's source knows. */
  versions?: readonly string[];
  validFrom?: string;
  usd: UsdPerMillion;
  each?: UsdEach;
  /** Twice the input and one and a half times the output for a call with more than 272,000 input tokens. */
  long?: true;
  /** `cached`: the batch meters have one for cached input. `plain`: they have none. */
  batch?: "cached" | "plain";
  /** Priority processing is that many times the standard price, as a fraction. */
  priority?: readonly [number, number];
  /** Priority processing takes no long context: such a call is served, and billed, as standard. */
  priorityShortOnly?: true;
  /** The meters count thousands of tokens, and Azure rounds what they cost outside of global deployments to a millionth of a dollar. */
  perThousand?: true;
  /** Which data zones cost what: the EU and US a tenth more; the EU a fifth more, as all zones of Asia and the Pacific do. */
  zones: "none" | "tenth" | "tenth, apac" | "eu fifth";
  /** Regional deployments are to be had, at these prices from this day on. */
  regionalFrom?: string;
}

/** The fees of tools on a global deployment. A web search is one of Grounding with Bing. */
export const AZURE_TOOLS: UsdEach = {
  webSearch: 0.014,
  "webSearch/preview": 0.014,
  fileSearch: 0.0025,
  codeSession: 0.03,
};

/** Dollars for a million tokens. */
export function azureUsd(
  input: number,
  cacheRead: number | undefined,
  output: number,
  cacheWrite?: number,
): UsdPerMillion {
  return {
    input,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite5m: cacheWrite }),
    output,
  };
}
