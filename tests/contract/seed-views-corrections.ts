import { GenAi, Tollgate } from "../../instrumentation/conventions.ts";
import { ourSpan, type SpanRow } from "./span-row.ts";

// gpt-4.1-mini: 50,000 × $0.40 + 5,000 × $1.60 a million = $0.028.
const RIGHT = 28_000_000_000;

function call(minute: number, picoUsd: number | undefined, attributes: Record<string, string> = {}): SpanRow {
  return ourSpan(
    Date.parse("2026-10-12T09:00:00Z") + minute * 60_000,
    picoUsd,
    {
      [GenAi.agentName]: "translator",
      [GenAi.requestModel]: "gpt-4.1-mini",
      [GenAi.responseId]: `chatcmpl-translator-call-no-${String.fromCharCode(97 + minute)}`,
      [GenAi.inputTokens]: "50000",
      [GenAi.outputTokens]: "5000",
      [Tollgate.tenant]: "acme",
      ...attributes,
    },
    { ServiceName: "translation", Duration: 9_000_000_000 },
  );
}

/** Calls that an app priced by a wrong book: two at twice their price, one at none, and one that was also estimated. */
export function billedTwice(): SpanRow[] {
  return [
    call(0, 2 * RIGHT),
    call(1, 2 * RIGHT),
    call(2, undefined),
    call(3, 2 * RIGHT, { [Tollgate.costStatus]: "estimated", [Tollgate.usageSource]: "estimated" }),
  ];
}

/** The estimated one with the provider's own numbers and at its price: it takes the place of the estimate. */
export function countedLate(): SpanRow[] {
  return [call(3, RIGHT)];
}
