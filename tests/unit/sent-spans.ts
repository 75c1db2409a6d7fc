import type { MeteredApp } from "./wire-metered-app.ts";

/** A span as the collector got it. */
export interface SentSpan {
  scope: string;
  name: string;
  spanId: string;
  traceId: string;
  parentSpanId: string | undefined;
  isError: boolean;
  attributes: Record<string, unknown>;
  startMs: number;
  endMs: number;
}

/** All spans that the collector of a test got, in the order of their ends. */
export function sentSpans({ collector }: MeteredApp): SentSpan[] {
  return collector.requests
    .filter(({ path }) => path === "/v1/traces")
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ scope, spans }) => spans.map((span: RawSpan) => toSent(scope.name, span)));
}

/**
 * The trace as an indented outline, children by their start: `chat gpt-4o` under `tools` under `invoke_agent researcher`.
 * A span whose parent is not among them stands at the left.
 */
export function outline(spans: readonly SentSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const lines: string[] = [];
  const write = (parentSpanId: string | undefined, depth: number) => {
    const isHere = (span: SentSpan) =>
      parentSpanId === undefined
        ? span.parentSpanId === undefined || !ids.has(span.parentSpanId)
        : span.parentSpanId === parentSpanId;
    for (const span of spans.filter(isHere).toSorted((a, b) => a.startMs - b.startMs)) {
      lines.push("  ".repeat(depth) + span.name);
      write(span.spanId, depth + 1);
    }
  };
  write(undefined, 0);
  return lines;
}

interface RawSpan {
  name: string;
  spanId: string;
  traceId: string;
  parentSpanId?: string;
  status?: { code?: number };
  attributes: { key: string; value: Record<string, unknown> }[];
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

function toSent(scope: string, span: RawSpan): SentSpan {
  const { name, spanId, traceId } = span;
  return {
    scope,
    name,
    spanId,
    traceId,
    parentSpanId: span.parentSpanId || undefined,
    isError: span.status?.code === 2,
    attributes: Object.fromEntries(span.attributes.map(({ key, value }) => [key, plainValue(value)])),
    startMs: Number(span.startTimeUnixNano) / 1e6,
    endMs: Number(span.endTimeUnixNano) / 1e6,
  };
}

function plainValue(value: Record<string, unknown>): unknown {
  const [inner] = Object.values(value);
  const isArray = typeof inner === "object" && inner !== null && "values" in inner && Array.isArray(inner.values);
  return isArray ? (inner.values as Record<string, unknown>[]).map(plainValue) : inner;
}
