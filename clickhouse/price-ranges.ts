import type { PriceRow } from "../instrumentation/pricing/price-row.ts";
import { entryAt, priceTimeline, type TimelineEntry } from "../instrumentation/pricing/price-timeline.ts";
import type { ResolvedPrice } from "../instrumentation/pricing/resolve-price.ts";

/** A row of `tollgate.price_ranges`. Both days are included. */
export interface PriceRange {
  model: string;
  tier: string;
  slot: number;
  valid_from: string;
  valid_to: string;
  price_id: string;
  part_above: boolean;
  thresholds: number[];
  rates: number[];
  counted_units: string[];
  counted_rates: number[];
}

/** The slot of prices that hold all day. */
export const ALL_DAY = 255;
const HALF_HOURS = 48;
const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
/** The last day ClickHouse knows. */
const OPEN_END = "2299-12-31";

/** What each model and tier costs on each day, by the half hour where any price of the model depends on it. */
export function priceRanges(rows: readonly PriceRow[]): PriceRange[] {
  return [...Map.groupBy(rows, (row) => `${row.provider}/${row.model}`)].flatMap(([model, ofModel]) => {
    // One slot for all tiers or none: the dictionary is asked for the model's slot before its tier is looked at.
    const slots = ofModel.some((row) => row.hours) ? Array.from({ length: HALF_HOURS }, (_, slot) => slot) : [ALL_DAY];
    return [...Map.groupBy(ofModel, (row) => row.tier)].flatMap(([tier, ofTier]) => {
      const timeline = priceTimeline(ofTier);
      for (const entry of timeline) assertHalfHours(entry);
      return slots.flatMap((slot) => rangesOf(timeline, slot).map((range) => ({ model, tier, slot, ...range })));
    });
  });
}

function rangesOf(timeline: readonly TimelineEntry[], slot: number): Omit<PriceRange, "model" | "tier" | "slot">[] {
  const starts = [...new Set(timeline.map((entry) => entry.fromMs))].sort((a, b) => a - b);
  const timeOfDayMs = slot === ALL_DAY ? 0 : slot * HALF_HOUR_MS;
  return starts.flatMap((fromMs, at) => {
    const entry = entryAt(timeline, fromMs + timeOfDayMs);
    if (entry === undefined) return [];
    const nextMs = starts[at + 1];
    return [
      {
        valid_from: dayOf(fromMs),
        valid_to: nextMs === undefined ? OPEN_END : dayOf(nextMs - DAY_MS),
        price_id: entry.row.id,
        ...flatPrice(entry.price),
      },
    ];
  });
}

type FlatPrice = Pick<PriceRange, "part_above" | "thresholds" | "rates" | "counted_units" | "counted_rates">;

function flatPrice(price: ResolvedPrice): FlatPrice {
  const counted = Object.entries(price.counted).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return {
    part_above: price.isPartAbove,
    thresholds: price.parts.slice(1).map((part) => part.aboveInputTokens),
    rates: price.parts.flatMap((part) => part.rates),
    counted_units: counted.map(([unit]) => unit),
    counted_rates: counted.map(([, rate]) => rate),
  };
}

function assertHalfHours({ hours, row }: TimelineEntry): void {
  if (hours === undefined || [hours.fromMs, hours.toMs].every((ms) => ms % HALF_HOUR_MS === 0)) return;
  throw new Error(`price "${row.id}" has hours "${row.hours?.from}-${row.hours?.to}", allowed are full and half hours`);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
