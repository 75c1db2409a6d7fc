import type { AnswerFacts } from "./api-shape.ts";

/** Counts of a later event replace all that earlier ones said, problems and the host's charge too; an event without counts changes nothing. */
export function takeUsage(facts: AnswerFacts, later: Pick<AnswerFacts, "usage" | "problems" | "hostCharge">): void {
  if (later.usage === undefined && later.problems === undefined) return;
  if (facts.problems !== undefined) delete facts.problems;
  if (facts.hostCharge !== undefined) delete facts.hostCharge;
  Object.assign(facts, later);
}
