import type { SpanRow } from "./span-row.ts";
import { utc } from "./span-row.ts";

interface Value {
  stringValue?: string;
  intValue?: string | number;
  doubleValue?: number;
  boolValue?: boolean;
  arrayValue?: { values: Value[] };
}

interface KeyValue {
  key: string;
  value: Value;
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

interface ResourceSpans {
  resource?: { attributes?: KeyValue[] };
  scopeSpans: { scope: { name: string }; spans: Span[] }[];
}

const KINDS = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];
const STATUS = ["Unset", "Ok", "Error"];

/** Rows of tollgate.otel_traces from the body of an OTLP/JSON request, as the collector's exporter writes them: values as text, lists as JSON. */
export function landingRows(body: string): (SpanRow & { ParentSpanId: string })[] {
  const { resourceSpans } = JSON.parse(body) as { resourceSpans: ResourceSpans[] };
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => {
        const start = BigInt(span.startTimeUnixNano);
        const resourceAttributes = texts(resource?.attributes);
        return {
          Timestamp: utc(Number(start / 1_000_000n)),
          TraceId: span.traceId,
          SpanId: span.spanId,
          ParentSpanId: span.parentSpanId ?? "",
          SpanName: span.name,
          SpanKind: KINDS[span.kind] ?? "",
          ServiceName: resourceAttributes["service.name"] ?? "",
          ScopeName: scope.name,
          ResourceAttributes: resourceAttributes,
          SpanAttributes: texts(span.attributes),
          Duration: String(BigInt(span.endTimeUnixNano) - start),
          StatusCode: STATUS[span.status?.code ?? 0] ?? "",
        };
      }),
    ),
  );
}

function texts(attributes: readonly KeyValue[] = []): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, textOf(value)]));
}

function textOf(value: Value): string {
  const list = value.arrayValue?.values;
  if (list !== undefined) return JSON.stringify(list.map(textOf));
  return String(value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue ?? "");
}
