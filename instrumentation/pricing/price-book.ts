import { beforeSnapshot, MAX_NAME_LENGTH, normalizeModelName } from "./model-name.ts";
import { nearestModels } from "./nearest-models.ts";
import { plainText } from "./plain-text.ts";
import { PriceBookText } from "./price-book-text.ts";
import type { PriceBookData, PricedModel, PriceRow } from "./price-row.ts";
import { entryAt, priceTimeline, type TimelineEntry } from "./price-timeline.ts";
import { canonicalProvider } from "./provider-name.ts";
import type { ResolvedPrice } from "./resolve-price.ts";
import { plainTier } from "./service-tier.ts";

export interface PriceQuery {
  provider: string;
  model: string;
  /** Unix milliseconds of the call; its date and hour in UTC decide. */
  atMs: number;
  /** Absent, `default`, `auto` and `standard` are one and the same. */
  tier?: string | undefined;
}

export interface FoundPrice {
  row: PriceRow;
  price: ResolvedPrice;
  model: PricedModel;
  /** The name is not in the book: it is one that is, with a date or `latest` behind it. */
  openEnded: boolean;
}

export type PriceMatch = FoundPrice | { row?: undefined; reason: string };

export interface PriceBook {
  /** The price of a call, or one line why there is none. Names outside the book never take a neighbour's price. */
  find(query: PriceQuery): PriceMatch;
}

/** What a name of a provider and tier has been found to be. */
type Known = readonly KnownEntry[] | string;

interface KnownEntry extends TimelineEntry {
  found: FoundPrice;
}

/** What a name of one provider and tier has been found to be. */
interface Remembered {
  provider: string;
  tier: string | undefined;
  model: string;
  known: Known;
}

/** Names of calls are not ours to bound: an app that makes up a name for each call must not grow the memory. */
const MAX_REMEMBERED = 2_000;
/** Provider and tier pairs of one model, for the same reason. */
const MAX_TIERS = 20;

/** A book over dated rows. What it found for a model is remembered: some 50 µs the first time, 0.1 µs after that. */
export function createPriceBook(data: PriceBookData): PriceBook {
  const ofProviders = new Map<string, ProviderPrices>();
  // By model first: one string to hash for each call, where a joined key would be a new string to build and hash (780 ns).
  const remembered = new Map<string, Remembered[]>();
  // A call asks before it is sent, as its request says, and behind, as its answer does, and an app mostly calls one model for a while.
  let last: Remembered | undefined;
  let before: Remembered | undefined;

  function pricesOf(provider: string): ProviderPrices {
    const prices = ofProviders.get(provider) ?? providerPrices(data, provider);
    if (prices.models.length > 0) ofProviders.set(provider, prices);
    return prices;
  }

  function lookUp(givenProvider: string, givenModel: string, givenTier: string | undefined): Known {
    const provider = canonicalProvider(givenProvider);
    const prices = pricesOf(provider);
    if (prices.models.length === 0) {
      return `Cannot price call: provider "${provider}" is not in the price book, known are ${listed(providersOf(data))}`;
    }
    const match = matchModel(prices, normalizeModelName(provider, givenModel));
    if (match === undefined) {
      const shown = plainText(givenModel.slice(0, MAX_NAME_LENGTH));
      const nearest = nearestModels(shown, prices.byName.keys());
      return `Cannot price call: model "${shown}" of provider "${provider}" is not in the price book, nearest are ${listed(nearest)}`;
    }
    const tier = plainTier(givenTier);
    const rows = prices.rowsOf(match.model.model);
    const timeline = priceTimeline(rows.filter((row) => row.tier === tier));
    if (timeline.length === 0) {
      return `Cannot price call: service tier "${tier}" of model "${match.model.model}" is not in the price book, known are ${listed(rows.map((row) => row.tier))}`;
    }
    return timeline.map((entry) => ({ ...entry, found: { row: entry.row, price: entry.price, ...match } }));
  }

  function remember({ provider, model, tier }: PriceQuery): Remembered {
    const ofModel = remembered.get(model);
    const found = ofModel?.find((other) => other.provider === provider && other.tier === tier);
    if (found !== undefined) return found;
    const made = { provider, tier, model, known: lookUp(provider, model, tier) };
    if (remembered.size >= MAX_REMEMBERED || (ofModel && ofModel.length >= MAX_TIERS)) remembered.clear();
    const kept = remembered.get(model) ?? [];
    kept.push(made);
    if (model.length <= MAX_NAME_LENGTH) remembered.set(model, kept);
    return made;
  }

  return {
    find(query) {
      const { model, atMs } = query;
      if (!isOf(last, query)) {
        const found: Remembered = isOf(before, query) ? before : remember(query);
        before = last;
        last = found;
      }
      const { known } = last;
      if (typeof known === "string") return { reason: known };
      const found = entryAt(known, atMs)?.found;
      if (found) return found;
      return {
        reason: `Cannot price call: model "${model}" has no price valid at ${dateText(atMs)}, the first is of ${known.at(-1)?.row.validFrom}`,
      };
    },
  };
}

function isOf(remembered: Remembered | undefined, { provider, model, tier }: PriceQuery): remembered is Remembered {
  if (remembered === undefined || remembered.model !== model) return false;
  return remembered.provider === provider && remembered.tier === tier;
}

interface ProviderPrices {
  models: readonly PricedModel[];
  byName: ReadonlyMap<string, PricedModel>;
  openEnded: ReadonlyMap<string, PricedModel>;
  rowsOf(model: string): readonly PriceRow[];
}

function providerPrices(data: PriceBookData, provider: string): ProviderPrices {
  const isText = data instanceof PriceBookText;
  const models = isText ? data.modelsOf(provider) : data.models.filter((model) => model.provider === provider);
  const byName = new Map<string, PricedModel>();
  const openEnded = new Map<string, PricedModel>();
  for (const model of models) {
    for (const name of model.names) byName.set(name, model);
    for (const name of model.openEnded) openEnded.set(name, model);
  }
  const rowsOf = (model: string) =>
    isText ? data.rowsOf(provider, model) : data.rows.filter((row) => row.model === model && row.provider === provider);
  return { models, byName, openEnded, rowsOf };
}

/** The name itself, else with Vertex's `@` as a hyphen, else an open-ended one with a date behind it. Nothing looser: it would take a neighbour's price. */
function matchModel(prices: ProviderPrices, name: string): { model: PricedModel; openEnded: boolean } | undefined {
  const whole = prices.byName.get(name) ?? prices.byName.get(name.replace("@", "-"));
  if (whole) return { model: whole, openEnded: false };
  const family = prices.openEnded.get(beforeSnapshot(name) ?? "");
  return family && { model: family, openEnded: true };
}

function providersOf(data: PriceBookData): Iterable<string> {
  return data instanceof PriceBookText ? data.providers : data.models.map((model) => model.provider);
}

function listed(names: Iterable<string>): string {
  return [...new Set(names)].map((name) => `"${name}"`).join(", ");
}

function dateText(atMs: number): string {
  return Number.isFinite(atMs) && Math.abs(atMs) < 8.64e15 ? new Date(atMs).toISOString().slice(0, 10) : String(atMs);
}
