import type { PriceRow } from "../../instrumentation/pricing/price-row.ts";
import { priceTimeline } from "../../instrumentation/pricing/price-timeline.ts";

/** A row and when it prices calls, as derived from all rows of its model and tier. */
export interface HistoricPrice extends PriceRow {
  /** Last day, where a later row ends it. */
  validTo?: string;
  /** It prices calls of the day asked for. */
  isCurrent: boolean;
  /** Why it never prices a call. */
  outranked?: string;
}

/** The rows of one model and tier, the newest first. */
export function priceHistory(rows: readonly PriceRow[], day: string): HistoricPrice[] {
  const charged = priceTimeline(rows).map(({ row }) => row);
  return rows
    .toSorted((a, b) => compare(b.validFrom, a.validFrom) || compare(b.recordedAt, a.recordedAt) || compare(a.id, b.id))
    .map((row) => {
      if (!charged.includes(row)) return { ...row, isCurrent: false, outranked: whyOutranked(row, charged) };
      // A row for the whole day ends all before it; one for some hours ends that of the same hours.
      const next = charged.findLast(
        (other) => other.validFrom > row.validFrom && (other.hours === undefined || hoursOf(other) === hoursOf(row)),
      );
      return {
        ...row,
        ...(next && { validTo: dayBefore(next.validFrom) }),
        isCurrent: row.validFrom <= day && (next === undefined || day < next.validFrom),
      };
    });
}

function whyOutranked(row: PriceRow, charged: readonly PriceRow[]): string {
  const other = charged.find(
    ({ validFrom, hours }) => validFrom === row.validFrom && hoursOf({ hours }) === hoursOf(row),
  );
  return other && (row.verified || !other.verified) ? `corrected by ${other.id}` : "a verified price is known";
}

function hoursOf({ hours }: { hours?: PriceRow["hours"] | undefined }): string {
  return hours ? `${hours.from}-${hours.to}` : "";
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
