import type { DailyHours, PriceRow } from "./price-row.ts";
import { type ResolvedPrice, resolvePrice } from "./resolve-price.ts";

/** A price and since when it holds. */
export interface TimelineEntry {
  fromMs: number;
  hours?: { fromMs: number; toMs: number };
  row: PriceRow;
  price: ResolvedPrice;
}

const DAY_MS = 86_400_000;

/**
 * The prices of one model and tier in the order in which they are tried: the newest start first, within a start those with hours first.
 * Of rows that say the same start and hours only the latest recorded stays; unverified ones end where the first verified one starts.
 */
export function priceTimeline(rows: readonly PriceRow[]): TimelineEntry[] {
  const firstVerified = rows.reduce(
    (first, row) => (row.verified && row.validFrom < first ? row.validFrom : first),
    "9999",
  );
  const winners = new Map<string, PriceRow>();
  for (const row of rows) {
    if (!row.verified && row.validFrom >= firstVerified) continue;
    const key = `${row.validFrom} ${row.hours ? `${row.hours.from}-${row.hours.to}` : ""}`;
    const other = winners.get(key);
    if (other === undefined || isLater(row, other)) winners.set(key, row);
  }
  return [...winners.values()]
    .map((row) => ({
      fromMs: Date.parse(`${row.validFrom}T00:00:00Z`),
      ...(row.hours && { hours: hoursMs(row.hours) }),
      row,
      price: resolvePrice(row),
    }))
    .sort(
      (a, b) =>
        b.fromMs - a.fromMs ||
        Number(b.hours !== undefined) - Number(a.hours !== undefined) ||
        (a.row.id < b.row.id ? -1 : 1),
    );
}

/** The price that holds at a time in Unix milliseconds. */
export function entryAt<Entry extends TimelineEntry>(timeline: readonly Entry[], atMs: number): Entry | undefined {
  for (const entry of timeline) {
    if (atMs >= entry.fromMs && (entry.hours === undefined || isWithin(entry.hours, atMs))) return entry;
  }
  return undefined;
}

/** Ids break the tie of rows that were recorded together, so that the order of the rows never decides. */
function isLater(a: PriceRow, b: PriceRow): boolean {
  return a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt;
}

function isWithin({ fromMs, toMs }: { fromMs: number; toMs: number }, atMs: number): boolean {
  const ofDay = ((atMs % DAY_MS) + DAY_MS) % DAY_MS;
  return fromMs < toMs ? ofDay >= fromMs && ofDay < toMs : ofDay >= fromMs || ofDay < toMs;
}

function hoursMs({ from, to }: DailyHours): { fromMs: number; toMs: number } {
  const ms = (text: string) => Date.parse(`1970-01-01T${text}:00Z`);
  return { fromMs: ms(from), toMs: ms(to) };
}
