/** An attribute's value as the test writes it. */
export type SpanAttribute = string | number | boolean;

export interface TestSpan {
  /** 16 hex digits. */
  spanId: string;
  /** 32 hex digits. */
  traceId: string;
  name: string;
  attributes?: Record<string, SpanAttribute>;
  events?: { name: string; attributes: Record<string, SpanAttribute> }[];
  /** Unix milliseconds. @default now */
  startMs?: number;
}

/** An OTLP/JSON export request, the way every SDK sends it over HTTP. */
export function otlpSpans(
  spans: readonly TestSpan[],
  options: { resource?: Record<string, SpanAttribute>; scope?: string } = {},
): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: keyValues(options.resource ?? {}) },
        scopeSpans: [{ scope: { name: options.scope ?? "tollgate" }, spans: spans.map(otlpSpan) }],
      },
    ],
  });
}

function otlpSpan({ spanId, traceId, name, attributes, events, startMs = Date.now() }: TestSpan) {
  const startTimeUnixNano = `${startMs}000000`;
  return {
    traceId,
    spanId,
    name,
    kind: 3,
    startTimeUnixNano,
    endTimeUnixNano: `${startMs + 250}000000`,
    attributes: keyValues(attributes ?? {}),
    events: (events ?? []).map((event) => ({
      name: event.name,
      timeUnixNano: startTimeUnixNano,
      attributes: keyValues(event.attributes),
    })),
  };
}

function keyValues(attributes: Record<string, SpanAttribute>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: SpanAttribute) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
