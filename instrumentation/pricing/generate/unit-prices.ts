import type { ModelPrice } from "@pydantic/genai-prices";
import type { ContextTier, PriceRow } from "../price-row.ts";
import { TOKEN_UNITS, type Unit } from "../units.ts";
import { exactPrice } from "./exact-price.ts";

/** The source's units that a bill knows, and for how many of ours its price is. One that is not here fails the generator. */
const SOURCE_UNITS: Readonly<Record<string, { unit: Unit; per: number }>> = {
  input_mtok: { unit: "input", per: 1e6 },
  input_text_mtok: { unit: "input", per: 1e6 },
  cache_read_mtok: { unit: "cacheRead", per: 1e6 },
  cache_text_read_mtok: { unit: "cacheRead", per: 1e6 },
  cache_write_mtok: { unit: "cacheWrite5m", per: 1e6 },
  cache_write_5m_mtok: { unit: "cacheWrite5m", per: 1e6 },
  cache_write_1h_mtok: { unit: "cacheWrite1h", per: 1e6 },
  output_mtok: { unit: "output", per: 1e6 },
  output_text_mtok: { unit: "output", per: 1e6 },
  output_reasoning_mtok: { unit: "reasoning", per: 1e6 },
  input_audio_mtok: { unit: "inputAudio", per: 1e6 },
  cache_audio_read_mtok: { unit: "cacheReadAudio", per: 1e6 },
  output_audio_mtok: { unit: "outputAudio", per: 1e6 },
  input_image_mtok: { unit: "inputImage", per: 1e6 },
  cache_image_read_mtok: { unit: "cacheReadImage", per: 1e6 },
  output_image_mtok: { unit: "outputImage", per: 1e6 },
  input_video_mtok: { unit: "inputVideo", per: 1e6 },
  cache_video_read_mtok: { unit: "cacheReadVideo", per: 1e6 },
  output_video_mtok: { unit: "outputVideo", per: 1e6 },
  output_citation_mtok: { unit: "citationToken", per: 1e6 },
  web_searches_kcount: { unit: "webSearch", per: 1e3 },
  storage_searches_kcount: { unit: "fileSearch", per: 1e3 },
  social_searches_kcount: { unit: "socialSearch", per: 1e3 },
  rerank_searches_kcount: { unit: "rerankSearch", per: 1e3 },
  requests_kcount: { unit: "request", per: 1e3 },
  input_text_messages_kcount: { unit: "message", per: 1e3 },
  input_mchars: { unit: "character", per: 1e6 },
  audio_hours: { unit: "audioSecond", per: 3600 },
  input_audio_hours: { unit: "audioSecond", per: 3600 },
  output_audio_hours: { unit: "audioSecond", per: 3600 },
  input_document_kpages: { unit: "page", per: 1e3 },
  input_annotated_document_kpages: { unit: "annotatedPage", per: 1e3 },
};

type Prices = Pick<PriceRow, "prices" | "unrounded">;

/** Prices and context tiers of one entry of the source. @throws {Error} naming a unit that no bill knows */
export function unitPrices(entry: ModelPrice, model: string): Pick<PriceRow, "prices" | "unrounded" | "contextTiers"> {
  const starts = new Set<number>();
  for (const price of Object.values(entry)) {
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  const contextTiers = [...starts]
    .sort((a, b) => a - b)
    .map((above): ContextTier => ({ aboveInputTokens: above, ...tokensOnly(pricesAbove(entry, { above, model })) }));
  const prices = pricesAbove(entry, { above: -1, model });
  return contextTiers.length === 0 ? prices : { ...prices, contextTiers };
}

function pricesAbove(entry: ModelPrice, { above, model }: { above: number; model: string }): Prices {
  const prices = new Map<Unit, number>();
  const unrounded = new Map<Unit, string>();
  for (const [key, price] of Object.entries(entry)) {
    if (price === undefined) continue;
    const known = SOURCE_UNITS[key];
    if (known === undefined)
      throw new Error(
        `Cannot take over model "${model}": unit "${key}" is unknown, known are ${Object.keys(SOURCE_UNITS).join(", ")}`,
      );
    const usd =
      typeof price === "number" ? price : (price.tiers.findLast((tier) => tier.start <= above)?.price ?? price.base);
    const exact = exactPrice(usd, { per: known.per });
    const other = prices.get(known.unit);
    if (other !== undefined && other !== exact.picoUsd)
      throw new Error(
        `Cannot take over model "${model}": it has two prices for unit "${known.unit}", ${other} and ${exact.picoUsd}`,
      );
    prices.set(known.unit, exact.picoUsd);
    if (exact.unrounded) unrounded.set(known.unit, exact.unrounded);
  }
  // A text of no output: embeddings answer with vectors, which nobody bills.
  if (/embed/.test(model) && prices.has("input") && !prices.has("output")) prices.set("output", 0);
  if (prices.size === 0) for (const unit of ["input", "output"] as const) prices.set(unit, 0);
  return {
    prices: Object.fromEntries(prices),
    ...(unrounded.size > 0 && { unrounded: Object.fromEntries(unrounded) }),
  };
}

/** Counted units have no context tiers: their price is that of the row. */
function tokensOnly({ prices, unrounded }: Prices): Prices {
  const isToken = ([unit]: [string, unknown]) => (TOKEN_UNITS as readonly string[]).includes(unit);
  const kept = Object.fromEntries(Object.entries(prices).filter(isToken));
  const keptUnrounded = Object.fromEntries(Object.entries(unrounded ?? {}).filter(isToken));
  return { prices: kept, ...(Object.keys(keptUnrounded).length > 0 && { unrounded: keptUnrounded }) };
}
