import type { PriceRow } from "../price-row.ts";
import type { TimelineEntry } from "../price-timeline.ts";

/**
 * The rows of a timeline that can price a call of a day: the one without hours that begins last, and those with hours
 * that begin no earlier.
 */
export function effectiveRows(timeline: readonly TimelineEntry[], day: string): PriceRow[] {
  const found = new Map<string, PriceRow>();
  for (const { row } of timeline) {
    if (row.validFrom > day) continue;
    const hours = row.hours ? `${row.hours.from}-${row.hours.to}` : "";
    if (!found.has(hours)) found.set(hours, row);
    // It prices the whole day: what comes after it in the timeline is never asked.
    if (hours === "") break;
  }
  return [...found.values()];
}
