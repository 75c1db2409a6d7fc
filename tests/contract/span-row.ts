import { GenAi, SCOPE_NAME, Tollgate } from "../../instrumentation/conventions.ts";

/** A row of tollgate.otel_traces, as the collector's exporter writes it: every attribute value is text. */
export interface SpanRow {
  Timestamp: string;
  TraceId: string;
  SpanId: string;
  /** Hex; absent or empty at a root. */
  ParentSpanId?: string;
  SpanName: string;
  SpanKind: string;
  ServiceName: string;
  ScopeName: string;
  ResourceAttributes: Record<string, string>;
  SpanAttributes: Record<string, string>;
  Duration: number | string;
  StatusCode: string;
}

export const randomHex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex");

/** ClickHouse's spelling of a UTC time. */
export const utc = (time: Date | string | number) => new Date(time).toISOString().replace("T", " ").replace("Z", "");

/** A span of any instrumentation; `attributes` alone decide what it is. */
export function foreignSpan(
  at: Date | string | number,
  attributes: Record<string, string>,
  row: Partial<SpanRow> = {},
): SpanRow {
  return {
    Timestamp: utc(at),
    TraceId: randomHex(16),
    SpanId: randomHex(8),
    SpanName: "chat",
    SpanKind: "Client",
    ServiceName: "test",
    ScopeName: "another.instrumentation",
    ResourceAttributes: {},
    SpanAttributes: attributes,
    Duration: 800_000_000,
    StatusCode: "Unset",
    ...row,
  };
}

/** A call as Tollgate's own span reports it: OpenAI chat with a fresh response id and the provider's own counts. */
export function ourSpan(
  at: Date | string | number,
  costPicoUsd: number | bigint | undefined,
  attributes: Record<string, string> = {},
  row: Partial<SpanRow> = {},
): SpanRow {
  const cost = costPicoUsd === undefined ? {} : { [Tollgate.costPicoUsd]: String(costPicoUsd) };
  return foreignSpan(
    at,
    {
      [GenAi.operation]: "chat",
      [GenAi.provider]: "openai",
      [GenAi.requestModel]: "gpt-5.2",
      [GenAi.responseId]: `chatcmpl-${randomHex(12)}`,
      [Tollgate.costStatus]: costPicoUsd === undefined ? "unpriced" : "priced",
      [Tollgate.usageSource]: "provider",
      [Tollgate.source]: "wire",
      ...cost,
      ...attributes,
    },
    { ScopeName: SCOPE_NAME, ...row },
  );
}
