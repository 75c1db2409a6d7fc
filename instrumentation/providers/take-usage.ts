import type { AnswerFacts } from "./api-shape.ts";

/** Counts of a later event replace all that earlier ones said, problems too; an event without counts changes nothing. */
export function takeUsage(facts: AnswerFacts, later: Pick<AnswerFacts, "usage" | "problems">): void {
  if (later.usage === undefined && later.problems === undefined) return;
  if (facts.problems !== undefined) delete facts.problems;
  Object.assign(facts, later);
}
