import { nearestModels } from "./nearest-models.ts";
import type { PriceRow } from "./price-row.ts";

export interface PriceQuery {
  provider: string;
  model: string;
  /** Unix milliseconds of the call; its date in UTC decides. */
  atMs: number;
  /** Absent, `default`, `auto` and `standard` are one and the same. */
  tier?: string | undefined;
}

export type PriceMatch = { row: PriceRow } | { row?: undefined; reason: string };

export interface PriceBook {
  /** The row for a call, or one line why there is none. Names outside the book never take a neighbour's price. */
  find(query: PriceQuery): PriceMatch;
}

/** The rows of one model and tier, from the newest start to the oldest, each the winner of its start. */
type Timeline = readonly { fromMs: number; row: PriceRow }[];

/** Names of calls are not ours to bound: an app that makes up a name for each call must not grow the memory. */
const MAX_REMEMBERED = 2_000;
/** Provider and tier pairs of one model, for the same reason. */
const MAX_TIERS = 20;
/** Far above every real name. A longer one matches nothing, is cut in messages and not remembered. */
const MAX_NAME_LENGTH = 200;

/** A book over dated rows. What it found for a model is remembered: some 20 µs the first time, 0.2 µs after that. */
export function createPriceBook(rows: readonly PriceRow[]): PriceBook {
  const entries = rows.map((row) => ({ row, pattern: new RegExp(row.pattern) }));
  // By model first: one string to hash for each call, where a joined key would be a new string to build and hash (780 ns).
  const remembered = new Map<string, { provider: string; tier: string | undefined; found: Timeline | string }[]>();

  function lookUp(provider: string, model: string, tier: string): Timeline | string {
    const ofProvider = entries.filter(({ row }) => row.provider === provider);
    if (ofProvider.length === 0) {
      return `Cannot price call: provider "${provider}" is not in the price book, known are ${listed(rows.map((row) => row.provider))}`;
    }
    const ofModel = ofProvider.filter(({ pattern }) => pattern.test(model));
    if (ofModel.length === 0) {
      const nearest = nearestModels(
        model,
        ofProvider.map(({ row }) => row.model),
      );
      return `Cannot price call: model "${model}" of provider "${provider}" is not in the price book, nearest are ${listed(nearest)}`;
    }
    const ofTier = ofModel.filter(({ row }) => row.tier === tier).map(({ row }) => row);
    if (ofTier.length > 0) return timeline(ofTier);
    return `Cannot price call: service tier "${tier}" of model "${model}" is not in the price book, known are ${listed(ofModel.map(({ row }) => row.tier))}`;
  }

  return {
    find({ provider, model, atMs, tier }) {
      const ofModel = remembered.get(model);
      let found = ofModel?.find((known) => known.provider === provider && known.tier === tier)?.found;
      if (found === undefined) {
        found = lookUp(provider, plainModel(model), plainTier(tier));
        if (remembered.size >= MAX_REMEMBERED || (ofModel && ofModel.length >= MAX_TIERS)) remembered.clear();
        const kept = remembered.get(model) ?? [];
        kept.push({ provider, tier, found });
        if (model.length <= MAX_NAME_LENGTH) remembered.set(model, kept);
      }
      if (typeof found === "string") return { reason: found };
      for (const { fromMs, row } of found) if (atMs >= fromMs) return { row };
      return {
        reason: `Cannot price call: model "${model}" has no price valid at ${dateText(atMs)}, the first is of ${found.at(-1)?.row.validFrom}`,
      };
    },
  };
}

/** Of two rows with one start the later recorded wins, whatever their order in the file. */
function timeline(rows: readonly PriceRow[]): Timeline {
  const winners = new Map<string, PriceRow>();
  for (const row of rows) {
    const other = winners.get(row.validFrom);
    if (other === undefined || row.recordedAt > other.recordedAt) winners.set(row.validFrom, row);
  }
  return [...winners.values()]
    .map((row) => ({ fromMs: Date.parse(`${row.validFrom}T00:00:00Z`), row }))
    .sort((a, b) => b.fromMs - a.fromMs);
}

function plainModel(model: string): string {
  return model.slice(0, MAX_NAME_LENGTH).trim().toLowerCase();
}

/** What OpenAI (`default`) and Anthropic (`standard`) call the list price; `auto` is a wish, and without an answer that names the tier served it was that one. */
function plainTier(tier: string | undefined): string {
  const plain = (tier ?? "").slice(0, MAX_NAME_LENGTH).trim().toLowerCase();
  return plain === "" || plain === "default" || plain === "auto" ? "standard" : plain;
}

function listed(names: Iterable<string>): string {
  return [...new Set(names)].map((name) => `"${name}"`).join(", ");
}

function dateText(atMs: number): string {
  return Number.isFinite(atMs) && Math.abs(atMs) < 8.64e15 ? new Date(atMs).toISOString().slice(0, 10) : String(atMs);
}
