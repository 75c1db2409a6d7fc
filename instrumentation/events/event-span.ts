import { type Attributes, ROOT_CONTEXT, type SpanContext, SpanKind, type Tracer, trace } from "@opentelemetry/api";
import { GenAi, Tollgate } from "../conventions.ts";
import { attributionAttributes } from "../labels/attribution-attributes.ts";
import type { Attribution } from "../llm-call.ts";

/** What an app says of calls that are over. */
export interface RecordedEvent {
  name: "gen_ai.evaluation.result" | "tollgate.outcome";
  attributes: Attributes;
  /** Which calls it is about. */
  responseId: string | undefined;
  provider: string | undefined;
  traceId: string | undefined;
  atMs: number;
  attribution: Attribution;
  /** The app's active span. */
  parent: SpanContext | undefined;
}

/** A span without duration; the conventions have an event here, and events come as spans where there is no pipeline for logs. */
export function writeEventSpan(tracer: Tracer, event: RecordedEvent): void {
  const attributes: Attributes = { ...event.attributes, ...attributionAttributes(event.attribution) };
  if (event.responseId) attributes[GenAi.responseId] = event.responseId;
  if (event.provider) attributes[GenAi.provider] = event.provider;
  if (event.traceId) attributes[Tollgate.aboutTraceId] = event.traceId;
  const context = event.parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, event.parent);
  const startTime = new Date(event.atMs);
  tracer.startSpan(event.name, { kind: SpanKind.INTERNAL, startTime, attributes }, context).end(startTime);
}
