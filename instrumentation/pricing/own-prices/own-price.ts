import type { PriceRow } from "../price-row.ts";

/**
 * A price that the generator's source lacks or has stale. `prices:update` appends what changed here to the book; an entry that is
 * removed here stays in the book.
 */
export interface OwnPrice extends Omit<PriceRow, "id" | "recordedAt"> {
  /** For a model that the source does not know: all its names, lower case, its own included. Absent: the source's names. */
  names?: readonly string[];
  /** Those of `names` after which a date that is not listed may follow. */
  openEnded?: readonly string[];
}
