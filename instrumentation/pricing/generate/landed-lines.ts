import { createHash } from "node:crypto";

/** The book's first `lines` lines as they stood after one update. Calls were priced by them: they never change again. */
export interface Landing {
  recordedAt: string;
  lines: number;
  sha256: string;
}

/** The landing that a book of these lines is. */
export function landingOf(lines: readonly string[], { recordedAt }: { recordedAt: string }): Landing {
  return { recordedAt, lines: lines.length, sha256: createHash("sha256").update(lines.join("\n")).digest("hex") };
}

/** One line that says which landing no longer stands in the book, or undefined when all do. */
export function brokenLanding(lines: readonly string[], landings: readonly Landing[]): string | undefined {
  const broken = landings.find(
    (landing) => landingOf(lines.slice(0, landing.lines), landing).sha256 !== landing.sha256,
  );
  return (
    broken &&
    `Lines 1 to ${broken.lines} of the price book landed at ${broken.recordedAt} and were edited since: take the edit back and append a line instead, because calls have been priced by them`
  );
}
