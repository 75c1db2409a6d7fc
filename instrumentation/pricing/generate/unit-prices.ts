import type { ModelPrice } from "@pydantic/genai-prices";
import type { ContextTier, PriceRow, UnitPrices } from "../price-row.ts";

/** Dollars per million tokens of one model at one input size. */
type PricesAt = (unit: string) => number | undefined;

/** Prices and context tiers of one entry of the source. @throws {Error} when it has no input price, or no output price though it is no embedding model */
export function unitPrices(entry: ModelPrice, model: string): Pick<PriceRow, "prices" | "contextTiers"> {
  const starts = new Set<number>();
  for (const price of Object.values(entry)) {
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  const contextTiers = [...starts]
    .sort((a, b) => a - b)
    .map((above): ContextTier => ({ aboveInputTokens: above, prices: pricesFrom(pricesAbove(entry, above), model) }));
  const prices = pricesFrom(pricesAbove(entry, -1), model);
  return contextTiers.length === 0 ? { prices } : { prices, contextTiers };
}

function pricesAbove(entry: ModelPrice, above: number): PricesAt {
  return (unit) => {
    const price = entry[unit];
    if (price === undefined || typeof price === "number") return price;
    return price.tiers.findLast((tier) => tier.start <= above)?.price ?? price.base;
  };
}

/** A cache unit without a price of its own is billed as the unit it is part of, which is what the providers do: OpenAI's older models charge nothing extra for writing. */
function pricesFrom(at: PricesAt, model: string): UnitPrices {
  const input = at("input_mtok");
  const output = at("output_mtok") ?? (model.startsWith("text-embedding") ? 0 : undefined);
  if (input === undefined || output === undefined)
    throw new Error(`Cannot take over model "${model}": the source has no input or output price for it`);
  const cacheWrite5m = at("cache_write_mtok") ?? input;
  return {
    input: picoUsdPerToken(input),
    cacheRead: picoUsdPerToken(at("cache_read_mtok") ?? input),
    cacheWrite5m: picoUsdPerToken(cacheWrite5m),
    cacheWrite1h: picoUsdPerToken(at("cache_write_1h_mtok") ?? cacheWrite5m),
    output: picoUsdPerToken(output),
  };
}

/** $1 per million tokens = 1,000,000 picodollars per token. @throws {Error} when that is not an integer: no list price so far needs rounding */
function picoUsdPerToken(usdPerMillion: number): number {
  const exact = usdPerMillion * 1_000_000;
  const rounded = Math.round(exact);
  if (Math.abs(exact - rounded) > 1e-6)
    throw new Error(
      `Cannot take over a price of ${usdPerMillion} USD per million tokens: ${exact} picodollars per token is no integer`,
    );
  return rounded;
}
