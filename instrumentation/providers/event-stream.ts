import type { AnswerFacts, StreamReader } from "./api-shape.ts";
import { parseObject } from "./json-text.ts";
import type { JsonObject } from "./read-value.ts";
import { takeUsage } from "./take-usage.ts";

export interface EventRules {
  /** What one event says. Its `outputChars` are added to those of the others; all else replaces what earlier events said. */
  read(event: JsonObject): AnswerFacts;
  /** Nothing that bills can follow. */
  isLast(event: JsonObject): boolean;
}

/** Reads a stream whose events are few or large, so that parsing each of them does not matter. `[DONE]` ends it too. */
export function createEventStream(rules: EventRules): StreamReader {
  const facts: AnswerFacts = { outputChars: 0 };
  let isComplete = false;
  return {
    facts,
    get isComplete() {
      return isComplete;
    },
    get isUsageFinal() {
      return isComplete && facts.usage !== undefined;
    },
    feed(data) {
      if (data === "[DONE]") isComplete = true;
      const event = parseObject(data);
      if (event === undefined) return;
      const { usage, problems, hostCharge, outputChars, ...head } = rules.read(event);
      Object.assign(facts, head);
      facts.outputChars += outputChars;
      takeUsage(facts, {
        ...(usage && { usage }),
        ...(problems && { problems }),
        ...(hostCharge && { hostCharge }),
      });
      isComplete ||= rules.isLast(event);
    },
  };
}
