import type { ListedPrice } from "./own-price-list.ts";
import type { UsdEach, UsdPerMillion } from "./prices-in-usd.ts";

// A secondary source: genai-prices 0.2.3 gives for each model the day on which the prices of all tiers were compared with
// https://developers.openai.com/api/docs/pricing (2026-10-12 to 2026-10-26). Every number was compared with a second list, litellm 1.109.1;
// where the two differ, the entry says which was taken.
export const OPENAI_TEXT_SOURCE = "https://pypi.org/project/genai-prices/0.2.3/";

/** A text model of the standard table, with the other tables that list it. */
export interface TieredModel extends ListedPrice {
  /** `cached`: the batch table has a price for cached input too. `plain`: it has none, so cached input is billed as input. */
  batch?: "cached" | "plain";
  flex?: true;
  /** What the fast tier (`priority` until 2026) is times the standard one, as a fraction. */
  fast?: readonly [number, number];
  /** The fast tier serves no long context: such a call is served, and billed, as standard. */
  fastShortOnly?: true;
  /** The batch and flex tables have no prices for long contexts of their own. */
  halfShortOnly?: true;
  ultrafast?: readonly [number, number];
  /** What it is times the standard price from a day on that is announced. */
  ultrafastLater?: { validFrom: string; times: readonly [number, number] };
  /** Cached input in the batch and flex tables where that is not half of the standard one: the page prints cents. */
  halfCached?: number;
  /** The generator's source has the standard prices right: they are here for the tiers only. */
  standardKnown?: true;
}

/** A search and a container cost the same in every tier: the page lists tools apart from tiers. A container is billed for 20 minutes at a time; 1 GB is the default size, the larger ones are missing here. */
const TOOLS: UsdEach = { webSearch: 0.01, "webSearch/preview": 0.01, fileSearch: 0.0025, codeSession: 0.03 };
/** Models without reasoning pay more for the preview of the tool, whose search content is not billed as tokens. */
const TOOLS_WITHOUT_REASONING: UsdEach = { ...TOOLS, "webSearch/preview": 0.025 };

export const OPENAI_TEXT_MODELS: readonly TieredModel[] = [
  {
    model: "gpt-6.2-sol",
    ...dated("gpt-6.2-sol"),
    ...long(2, 0.1, 10, 2.5),
    each: TOOLS,
    batch: "cached",
    fast: [2, 1],
    ultrafast: [3, 1],
    ultrafastLater: { validFrom: "2027-03-01", times: [6, 1] },
    source: "https://developers.openai.com/api/docs/models/gpt-6.2-sol",
  },
  // Its page was not read: the announcement says $8 and $40, and cached input three fifths cheaper than that of GPT-6 Astra. The rest is as
  // with GPT-6.2 Sol.
  {
    model: "gpt-6.2-astra",
    ...dated("gpt-6.2-astra"),
    ...long(8, 0.4, 40, 10),
    each: TOOLS,
    batch: "cached",
    fast: [2, 1],
    source: "https://github.com/BerriAI/litellm/discussions/52347",
    verified: false,
  },
  {
    model: "gpt-6.1-sol",
    ...dated("gpt-6.1-sol"),
    ...long(2, 0.1, 10, 2.5),
    each: TOOLS,
    ...allTiers(2),
    ultrafast: [6, 1],
  },
  { model: "gpt-6.1-terra", ...dated("gpt-6.1-terra"), ...long(1, 0.05, 5, 1.25), each: TOOLS, ...allTiers(2) },
  { model: "gpt-6-astra", ...long(10, 1, 50, 12.5), each: TOOLS, ...allTiers(2), ultrafast: [6, 1] },
  { model: "gpt-6-sol", ...long(2, 0.2, 10, 2.5), each: TOOLS, ...allTiers(2) },
  { model: "gpt-6-luna", ...long(0.1, 0.01, 0.5, 0.125), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-sol", ...long(5, 0.5, 30, 6.25), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-sol", validFrom: "2026-08-21", ...long(4, 0.4, 20, 5), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-terra", ...long(2.5, 0.25, 15, 3.125), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-terra", validFrom: "2026-07-30", ...long(2, 0.2, 12, 2.5), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-luna", ...long(1, 0.1, 6, 1.25), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.6-luna", validFrom: "2026-07-30", ...long(0.2, 0.02, 1.2, 0.25), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.5", ...long(5, 0.5, 30), each: TOOLS, ...allTiers(2.5), fastShortOnly: true },
  // litellm has long-context prices for its batch and flex too; the tables that genai-prices read have none.
  { model: "gpt-5.5-pro", ...long(30, undefined, 180), each: TOOLS, batch: "cached", flex: true, halfShortOnly: true },
  { model: "gpt-5.4", ...long(2.5, 0.25, 15), each: TOOLS, ...allTiers(2), fastShortOnly: true, halfCached: 0.13 },
  { model: "gpt-5.4-pro", ...long(30, undefined, 180), each: TOOLS, batch: "cached", flex: true },
  { model: "gpt-5.4-mini", usd: usd(0.75, 0.075, 4.5), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.4-nano", usd: usd(0.2, 0.02, 1.25), each: TOOLS, batch: "cached", flex: true },
  { model: "gpt-5.3-codex", usd: usd(1.75, 0.175, 14), each: TOOLS, fast: [2, 1] },
  { model: "gpt-5.2", usd: usd(1.75, 0.175, 14), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5.2-pro", usd: usd(21, undefined, 168), each: TOOLS, batch: "cached" },
  { model: "gpt-5.1", usd: usd(1.25, 0.125, 10), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5", usd: usd(1.25, 0.125, 10), each: TOOLS, ...allTiers(2) },
  { model: "gpt-5-mini", usd: usd(0.25, 0.025, 2), each: TOOLS, ...allTiers(1.8) },
  { model: "gpt-5-nano", usd: usd(0.05, 0.005, 0.4), each: TOOLS, batch: "cached", flex: true },
  { model: "gpt-5-pro", usd: usd(15, undefined, 120), each: TOOLS, batch: "cached" },
  { model: "gpt-4.1", usd: usd(2, 0.5, 8), each: TOOLS_WITHOUT_REASONING, batch: "plain", fast: [7, 4] },
  { model: "gpt-4.1-mini", usd: usd(0.4, 0.1, 1.6), each: TOOLS_WITHOUT_REASONING, batch: "plain", fast: [7, 4] },
  { model: "gpt-4.1-nano", usd: usd(0.1, 0.025, 0.4), standardKnown: true, batch: "plain", fast: [2, 1] },
  { model: "gpt-4o", usd: usd(2.5, 1.25, 10), each: TOOLS_WITHOUT_REASONING, batch: "plain", fast: [17, 10] },
  {
    model: "gpt-4o-2024-05-13",
    usd: usd(5, undefined, 15),
    each: TOOLS_WITHOUT_REASONING,
    batch: "plain",
    fast: [7, 4],
  },
  { model: "gpt-4o-mini", usd: usd(0.15, 0.075, 0.6), each: TOOLS_WITHOUT_REASONING, batch: "plain", fast: [5, 3] },
  // Until the price cut cached input was $2.50, not the $0.50 that the generator's source has for all dates.
  {
    model: "o3",
    usd: usd(10, 2.5, 40),
    each: TOOLS,
    batch: "plain",
    flex: true,
    source: "https://github.com/RooCodeInc/Roo-Code/pull/2691",
  },
  { model: "o3", validFrom: "2025-06-10", usd: usd(2, 0.5, 8), each: TOOLS, batch: "plain", flex: true, fast: [7, 4] },
  { model: "o3-pro", usd: usd(20, undefined, 80), each: TOOLS, batch: "plain" },
  { model: "o3-mini", usd: usd(1.1, 0.55, 4.4), standardKnown: true, batch: "plain" },
  { model: "o3-deep-research", usd: usd(10, 2.5, 40), each: TOOLS },
  {
    model: "o4-mini",
    usd: usd(1.1, 0.275, 4.4),
    each: TOOLS,
    batch: "plain",
    flex: true,
    fast: [20, 11],
    halfCached: 0.138,
  },
  { model: "o4-mini-deep-research", usd: usd(2, 0.5, 8), each: TOOLS },
  { model: "o1", usd: usd(15, 7.5, 60), standardKnown: true, batch: "plain" },
  { model: "o1-pro", usd: usd(150, undefined, 600), standardKnown: true, batch: "plain" },
  { model: "gpt-4-turbo", usd: usd(10, undefined, 30), standardKnown: true, batch: "plain" },
  { model: "gpt-4", usd: usd(30, undefined, 60), standardKnown: true, batch: "plain" },
  { model: "gpt-3.5-turbo", usd: usd(0.5, undefined, 1.5), standardKnown: true, batch: "plain" },
  { model: "babbage-002", names: ["babbage-002"], usd: usd(0.4, undefined, 0.4), batch: "plain" },
  { model: "davinci-002", names: ["davinci-002"], usd: usd(2, undefined, 2), batch: "plain" },
  { model: "chat-latest", names: ["chat-latest"], usd: usd(5, 0.5, 30) },
  { model: "text-embedding-3-large", usd: { input: 0.13, output: 0 }, standardKnown: true, batch: "plain" },
  { model: "text-embedding-3-small", usd: { input: 0.02, output: 0 }, standardKnown: true, batch: "plain" },
  { model: "text-embedding-ada-002", usd: { input: 0.1, output: 0 }, standardKnown: true, batch: "plain" },
];

function usd(input: number, cacheRead: number | undefined, output: number, cacheWrite?: number): UsdPerMillion {
  return {
    input,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite5m: cacheWrite }),
    output,
  };
}

/** Calls with more than 272,000 input tokens: twice the input, cached or not, and one and a half times the output, for the whole call. */
function long(
  input: number,
  cacheRead: number | undefined,
  output: number,
  cacheWrite?: number,
): Pick<ListedPrice, "usd" | "above"> {
  const twice = (price: number | undefined) => (price === undefined ? undefined : price * 2);
  const above = usd(input * 2, twice(cacheRead), output * 1.5, twice(cacheWrite));
  return { usd: usd(input, cacheRead, output, cacheWrite), above: { tokens: 272_000, usd: above } };
}

function allTiers(fast: number): Pick<TieredModel, "batch" | "flex" | "fast"> {
  return { batch: "cached", flex: true, fast: [fast * 10, 10] };
}

function dated(model: string): Pick<TieredModel, "names" | "openEnded"> {
  return { names: [model], openEnded: [model] };
}
