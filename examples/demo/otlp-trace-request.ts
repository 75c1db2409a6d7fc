import { type AttributeValue, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { callSpanAttributes } from "../../instrumentation/call-span.ts";
import { General, SCOPE_NAME } from "../../instrumentation/conventions.ts";
import type { FinishedCall } from "../../instrumentation/finished-call.ts";

/** A finished call and the ids its span shall have. */
export interface IdentifiedCall extends FinishedCall {
  traceId: string;
  spanId: string;
}

/**
 * The body of an OTLP/JSON request, with the attributes the instrumentation writes. The SDK cannot make it: its ids are
 * random, and the same calls must give the same bytes so that sending them again changes nothing.
 */
export function otlpTraceRequest(calls: readonly IdentifiedCall[], service: string): object {
  const spans = calls.map((call) => {
    const { operation, requestModel, startMs, endMs, errorType } = call.record;
    return {
      traceId: call.traceId,
      spanId: call.spanId,
      name: `${operation} ${requestModel}`,
      // OTLP counts kinds from 1, the API from 0.
      kind: SpanKind.CLIENT + 1,
      startTimeUnixNano: nanos(startMs),
      endTimeUnixNano: nanos(endMs),
      attributes: keyValues(callSpanAttributes(call)),
      status: errorType === undefined ? {} : { code: SpanStatusCode.ERROR },
    };
  });
  const resource = { attributes: keyValues({ [General.serviceName]: service }) };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: SCOPE_NAME }, spans }] }] };
}

function nanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}

function keyValues(attributes: Record<string, AttributeValue | undefined>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: AttributeValue | undefined) {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { stringValue: String(value) };
}
