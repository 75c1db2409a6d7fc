import { GenAi } from "../conventions.ts";
import { currentHandle } from "../handle.ts";
import { type AboutCalls, aboutCalls } from "./about-calls.ts";

export interface Evaluation extends AboutCalls {
  /** What was measured: `relevance`, `thumbs`, … Few distinct ones. */
  name: string;
  /** Any scale. At least one of score and label is needed. */
  score?: number;
  /** `pass`, `fail`, … */
  label?: string;
}

/**
 * Records how good an answer was, at any time after it; the ledger shows it beside the call's cost. Without a response id it is about all calls
 * of the trace. Does nothing when metering is off; never throws. What cannot be used is counted as an internal error of reason `evaluation`.
 *
 * @example
 * recordEvaluation({ responseId: completion.id, name: "relevance", score: 0.8 });
 */
export function recordEvaluation(evaluation: Evaluation): void {
  const handle = currentHandle();
  if (handle === undefined) return;
  try {
    const { name, score, label } = evaluation;
    const hasScore = typeof score === "number" && Number.isFinite(score);
    if (typeof name !== "string" || name === "") throw new TypeError("Cannot record an evaluation: it has no name");
    if (!hasScore && !label)
      throw new TypeError(`Cannot record evaluation "${name}": it has no finite score and no label`);
    const attributes = {
      [GenAi.evaluationName]: handle.labels.admitName("evaluation name", name),
      ...(hasScore && { [GenAi.evaluationScore]: score }),
      ...(label && { [GenAi.evaluationLabel]: handle.labels.admitName("evaluation label", String(label)) }),
    };
    handle.recordEvent({ name: "gen_ai.evaluation.result", attributes, ...aboutCalls(evaluation) });
  } catch (error) {
    handle.meter.internalError("evaluation", error);
  }
}
