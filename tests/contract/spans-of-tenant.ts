import { EVENT_SCOPE_NAME, GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { foreignSpan, ourSpan } from "./span-row.ts";

/** A tenant's calls, evaluations and outcomes; every name has the tenant's in it, and another seed is another amount. */
export function spansOfTenant(tenant: string, seed: number, nowMs: number) {
  const at = (hoursAgo: number) => nowMs - hoursAgo * 3_600_000;
  const span = (number: number) => ({
    TraceId: `${seed}${number}`.padStart(32, "0"),
    SpanId: `${seed}${number}`.padStart(16, "0"),
    ServiceName: `${tenant}-service`,
  });
  const label = (number: number): Record<string, string> => ({
    [GenAi.responseId]: `chatcmpl-${tenant}${String(number).padStart(12, "0")}`,
    [GenAi.responseModel]: `${tenant}-model-${number % 2}`,
    [GenAi.agentName]: `${tenant}-agent-${number % 3}`,
    [GenAi.inputTokens]: "1000",
    [GenAi.outputTokens]: "100",
    [GenAi.cacheReadTokens]: number % 4 === 0 ? "500" : "",
    [General.userId]: `${tenant}-user-${number % 5}`,
    [General.sessionId]: `${tenant}-session-${number % 7}`,
    [General.errorType]: number % 11 === 10 ? `${tenant}-error` : "",
    [Tollgate.tenant]: tenant,
    [Tollgate.project]: `${tenant}-project`,
    [Tollgate.customer]: `${tenant}-customer`,
    [Tollgate.workflow]: `${tenant}-workflow`,
    [Tollgate.environment]: `${tenant}-production`,
    [Tollgate.serviceTier]: `${tenant}-tier`,
    [Tollgate.promptId]: `${tenant}-prompt`,
    [Tollgate.promptHash]: `${tenant}-hash-${number % 9}`,
    [Tollgate.tags]: JSON.stringify([`${tenant}-tag`]),
    ...(number % 13 === 12 && { [Tollgate.usageSource]: "interrupted" }),
  });
  const calls = Array.from({ length: 80 }, (_, number) =>
    ourSpan(at(number * 9), number % 10 === 9 ? undefined : seed * (number + 1) * 10 ** 9, label(number), span(number)),
  );
  const event = (number: number, attributes: Record<string, string>) =>
    foreignSpan(
      at(number * 9 - 0.5),
      { ...label(number), ...attributes },
      { ...span(number + 500), ScopeName: EVENT_SCOPE_NAME },
    );
  const events = [1, 2, 3].flatMap((number) => [
    event(number, { [GenAi.evaluationName]: `${tenant}-score`, [GenAi.evaluationScore]: "0.5" }),
    event(number + 100, { [Tollgate.outcomeName]: `${tenant}-solved`, [GenAi.responseId]: "" }),
  ]);
  return [...calls, ...events];
}
