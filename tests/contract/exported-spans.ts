import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import { type ReadableSpan, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { type SpanRow, utc } from "./span-row.ts";

/** Takes the spans of an app's own SDK, as the bodies in which its exporter would send them. */
export function exportTo(bodies: string[]): SimpleSpanProcessor {
  const exporter = {
    export(spans: ReadableSpan[], done: (result: { code: number }) => void) {
      bodies.push(new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans)));
      done({ code: 0 });
    },
    shutdown: () => Promise.resolve(),
  };
  return new SimpleSpanProcessor({ exporter });
}

/** The rows that the collector makes of OTLP/JSON requests. */
export function rowsOf(bodies: readonly string[]): SpanRow[] {
  return bodies
    .flatMap((body): Batch[] => JSON.parse(body).resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const ResourceAttributes = texts(resource?.attributes);
      return scopeSpans.flatMap(({ scope, spans }) => spans.map((span) => rowOf(span, scope.name, ResourceAttributes)));
    });
}

function rowOf(span: Span, ScopeName: string, ResourceAttributes: Record<string, string>): SpanRow {
  const [start, end] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
  return {
    Timestamp: utc(Number(start / 1_000_000n)),
    TraceId: span.traceId,
    SpanId: span.spanId,
    ParentSpanId: span.parentSpanId ?? "",
    SpanName: span.name,
    SpanKind: ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"][span.kind] ?? "Unspecified",
    ServiceName: ResourceAttributes["service.name"] ?? "",
    ScopeName,
    ResourceAttributes,
    SpanAttributes: texts(span.attributes),
    Duration: String(end - start),
    StatusCode: ["Unset", "Ok", "Error"][span.status?.code ?? 0] ?? "Unset",
  };
}

function texts(attributes: readonly KeyValue[] = []): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [inner] = Object.values(value);
      return [key, typeof inner === "object" ? JSON.stringify(inner) : String(inner)];
    }),
  );
}

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  status?: { code?: number };
}

interface Batch {
  resource?: { attributes?: KeyValue[] };
  scopeSpans: { scope: { name: string }; spans: Span[] }[];
}
