import { EVENT_SCOPE_NAME, GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { foreignSpan, ourSpan, type SpanRow } from "./span-row.ts";

const START = Date.parse("2026-10-19T13:00:00Z");
const MINUTE_MS = 60_000;

/**
 * A help desk's first twelve conversations, in turn with gpt-4o and gpt-4o-mini: two questions each, a score of the answers, and whether the
 * ticket was solved.
 */
export function helpDesk(priceIds: { gpt: string; mini: string }): SpanRow[] {
  return Array.from({ length: 12 }, (_, ticket) => {
    const at = START + ticket * 5 * MINUTE_MS;
    const isMini = ticket % 2 === 1;
    // 1,000 × $2.50 + 200 × $10 a million = $0.0045; 1,000 × $0.15 + 200 × $0.60 = $0.00027.
    const picoUsd = isMini ? 270_000_000 : 4_500_000_000;
    const labels = { [GenAi.agentName]: "helper", [General.sessionId]: `ticket-${ticket}` };
    const traceId = (ticket + 0xa0).toString(16).repeat(16);
    const question = (promptId: string, ms: number) =>
      ourSpan(
        at + ms,
        picoUsd,
        {
          ...labels,
          [GenAi.requestModel]: isMini ? "gpt-4o-mini" : "gpt-4o",
          [Tollgate.priceId]: isMini ? priceIds.mini : priceIds.gpt,
          [GenAi.inputTokens]: "1000",
          [GenAi.outputTokens]: "200",
          [Tollgate.customer]: "initech",
          [Tollgate.workflow]: "help desk",
          [Tollgate.environment]: "production",
          [Tollgate.promptId]: promptId,
          [Tollgate.tags]: JSON.stringify(ticket % 4 === 0 ? ["support", "vip"] : ["support"]),
        },
        { ServiceName: "desk", TraceId: traceId, Duration: isMini ? 1_000_000_000 : 2_000_000_000 },
      );
    const event = (ms: number, attributes: Record<string, string>) =>
      foreignSpan(at + ms, { ...labels, ...attributes }, { ScopeName: EVENT_SCOPE_NAME, ServiceName: "desk" });
    const isSolved = ticket % 6 !== 5;
    return [
      question("triage", 0),
      question("solve", MINUTE_MS),
      event(2 * MINUTE_MS, {
        [GenAi.evaluationName]: "relevance",
        [GenAi.evaluationScore]: isMini ? (isSolved ? "0.8" : "0.2") : "0.9",
        [GenAi.evaluationLabel]: isSolved ? "relevant" : "off topic",
        [Tollgate.aboutTraceId]: traceId,
      }),
      event(3 * MINUTE_MS, {
        [Tollgate.outcomeName]: "ticket",
        [Tollgate.outcomeLabel]: isSolved ? "solved" : "escalated",
        ...(isSolved ? { [Tollgate.outcomeValue]: "4.5" } : {}),
      }),
    ];
  }).flat();
}
