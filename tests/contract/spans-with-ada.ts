import { EVENT_SCOPE_NAME, GenAi, General, Tollgate } from "../../instrumentation/conventions.ts";
import { ADA } from "./ada.ts";
import { foreignSpan, type SpanRow } from "./span-row.ts";
import { userCall } from "./user-call.ts";

const HOUR_MS = 3_600_000;
const OF_ACME = { ResourceAttributes: { [Tollgate.tenant]: "acme" } };

/** From `at` on: $0.25, $0.50 and $0.125 of ada in two sessions, $1 of nobody in her trace, $2 of bob, $4 of beta's user of her name. */
export function spansWithAda(at: number): SpanRow[] {
  const [one, two] = ["ada1".repeat(4), "ada2".repeat(4)];
  return [
    userCall(
      { at, user: ADA.user, picoUsd: 250_000_000_000 },
      {
        [General.sessionId]: ADA.session,
        [Tollgate.promptHash]: ADA.hash,
        [Tollgate.promptId]: "greeting",
        [Tollgate.tags]: JSON.stringify([ADA.user, "beta-test"]),
        "gen_ai.input.messages": ADA.text,
      },
      { TraceId: ADA.traceId, SpanId: one },
    ),
    userCall(
      { at: at + HOUR_MS, user: ADA.user, picoUsd: 500_000_000_000 },
      { [General.sessionId]: ADA.session, [Tollgate.promptHash]: ADA.hash },
      { TraceId: ADA.traceId, SpanId: two },
    ),
    userCall(
      { at: at + 2 * HOUR_MS, user: ADA.user, picoUsd: 125_000_000_000 },
      { [General.sessionId]: `${ADA.session}-2` },
    ),
    userCall({ at, user: "", picoUsd: 1_000_000_000_000 }, {}, { TraceId: ADA.traceId }),
    userCall(
      { at, user: "bob", picoUsd: 2_000_000_000_000 },
      { [General.sessionId]: "chat-bob", [Tollgate.promptHash]: "hmac-bob" },
      { TraceId: "b0b0".repeat(8) },
    ),
    userCall(
      { at, user: ADA.user, picoUsd: 4_000_000_000_000 },
      { [Tollgate.tenant]: "of-beta", [General.sessionId]: "of-beta" },
    ),
    // An agent's span without money, which another instrumentation wrote, with what was said; and one of nobody in her trace.
    foreignSpan(at, { "langfuse.user.id": ADA.user, "gen_ai.prompt": ADA.text }, OF_ACME),
    foreignSpan(at, { "tool.arguments": ADA.text }, { TraceId: ADA.traceId, ...OF_ACME }),
    foreignSpan(
      at + HOUR_MS,
      {
        [GenAi.evaluationName]: "relevance",
        [GenAi.evaluationScore]: "0.5",
        [Tollgate.tenant]: "acme",
        [Tollgate.aboutTraceId]: ADA.traceId,
      },
      { ScopeName: EVENT_SCOPE_NAME },
    ),
    foreignSpan(
      at + 3 * HOUR_MS,
      {
        [Tollgate.outcomeName]: "solved",
        [Tollgate.tenant]: "acme",
        [General.sessionId]: `${ADA.session}-2`,
        [General.userId]: ADA.user,
      },
      { ScopeName: EVENT_SCOPE_NAME },
    ),
  ];
}
