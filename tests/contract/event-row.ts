import { EVENT_SCOPE_NAME } from "../../instrumentation/conventions.ts";
import { foreignSpan } from "./span-row.ts";

/** A row of the landing table with an event of ours: an evaluation or an outcome, by its attributes. */
export function eventRow(attributes: Record<string, string>, secondsAgo = 0, row: object = {}) {
  const span = foreignSpan(Date.now() - secondsAgo * 1000, attributes, { SpanKind: "Internal", Duration: 0 });
  return { ...span, ScopeName: EVENT_SCOPE_NAME, ...row };
}
