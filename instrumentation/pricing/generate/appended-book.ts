import { parsePriceBook } from "../parse-price-book.ts";
import { brokenLanding, type Landing, landingOf } from "./landed-lines.ts";
import { newBookLines } from "./new-book-lines.ts";
import type { Wanted } from "./wanted-prices.ts";

/** The book's lines, all of them landed. */
export interface LandedBook {
  lines: readonly string[];
  landings: readonly Landing[];
}

/**
 * The book with what it lacks behind its last line, and the lines added.
 * @throws {Error} when a landed line was edited
 */
export function appendedBook(
  { lines, landings }: LandedBook,
  wanted: Wanted,
  { recordedAt }: { recordedAt: string },
): LandedBook & { added: readonly string[] } {
  const broken = brokenLanding(lines, landings);
  if (broken) throw new Error(broken);
  const added = newBookLines(parsePriceBook(lines), wanted, { recordedAt });
  if (added.length === 0) return { lines, landings, added };
  const all = [...lines, ...added];
  return { lines: all, landings: [...landings, landingOf(all, { recordedAt })], added };
}
