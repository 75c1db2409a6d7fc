import { GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";

/** A user's call of acme. */
export function userCall(
  { at, user, picoUsd }: { at: number; user: string; picoUsd: number },
  attributes: Record<string, string> = {},
  row: Partial<SpanRow> = {},
): SpanRow {
  const labels = {
    [Tollgate.tenant]: "acme",
    [General.userId]: user,
    [GenAi.agentName]: "planner",
    [GenAi.inputTokens]: "1000",
    [GenAi.outputTokens]: "100",
  };
  return ourSpan(at, picoUsd, { ...labels, ...attributes }, row);
}
