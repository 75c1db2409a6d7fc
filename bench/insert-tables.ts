import { GenAi, General, SCOPE_NAME, Tollgate } from "../instrumentation/conventions.ts";

const TEXT = "String CODEC(ZSTD(1))";
const NAME = "LowCardinality(String) CODEC(ZSTD(1))";
const MAP = "Map(LowCardinality(String), String)";

/** Columns of the exporter's table of traces, version 0.161, in its order. */
const COLUMNS: readonly string[] = [
  "Timestamp DateTime64(9) CODEC(Delta, ZSTD(1))",
  ...["TraceId", "SpanId", "ParentSpanId", "TraceState"].map((name) => `${name} ${TEXT}`),
  ...["SpanName", "SpanKind", "ServiceName"].map((name) => `${name} ${NAME}`),
  `ResourceAttributes ${MAP} CODEC(ZSTD(1))`,
  ...["ScopeName", "ScopeVersion"].map((name) => `${name} ${TEXT}`),
  `SpanAttributes ${MAP} CODEC(ZSTD(1))`,
  "Duration UInt64 CODEC(ZSTD(1))",
  `StatusCode ${NAME}`,
  `StatusMessage ${TEXT}`,
  `Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes ${MAP}) CODEC(ZSTD(1))`,
  `Links Nested (TraceId String, SpanId String, TraceState String, Attributes ${MAP}) CODEC(ZSTD(1))`,
];

const INDEXES: readonly string[] = [
  "INDEX by_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1",
  ...[
    "mapKeys(ResourceAttributes)",
    "mapValues(ResourceAttributes)",
    "mapKeys(SpanAttributes)",
    "mapValues(SpanAttributes)",
  ].map((expression, index) => `INDEX by_attribute_${index} ${expression} TYPE bloom_filter(0.01) GRANULARITY 1`),
  "INDEX by_duration Duration TYPE minmax GRANULARITY 1",
];

/** What the collector's exporter creates for spans where nobody tells it not to: layout, indexes, and times by trace id. */
export const EXPORTER_DEFAULT_TABLES: readonly string[] = [
  "CREATE DATABASE exporter",
  `CREATE TABLE exporter.otel_traces (${[...COLUMNS, ...INDEXES].join(", ")}) ENGINE = MergeTree
   PARTITION BY toDate(Timestamp) ORDER BY (ServiceName, SpanName, toDateTime(Timestamp)) SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1`,
  `CREATE TABLE exporter.trace_times (
     TraceId ${TEXT}, Start DateTime CODEC(Delta, ZSTD(1)), End DateTime CODEC(Delta, ZSTD(1)),
     INDEX by_trace_id TraceId TYPE bloom_filter(0.01) GRANULARITY 1
   ) ENGINE = MergeTree PARTITION BY toDate(Start) ORDER BY (TraceId, Start) SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1`,
  `CREATE MATERIALIZED VIEW exporter.trace_times_of_spans TO exporter.trace_times AS
   SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End FROM exporter.otel_traces WHERE TraceId != '' GROUP BY TraceId`,
];

/** Which of the spans are calls of ours. The others are another instrumentation's calls, but for `no calls`: spans of HTTP requests. */
const IS_OURS = { ours: "1", foreign: "0", mixed: "number % 4 != 0", "no calls": "0" } as const;

/** A query for so many spans of the last seconds, 25 attributes each, as apps send them: 63 agents, 5,000 users, six models, an id for each answer. */
export function seededSpans(kind: keyof typeof IS_OURS, spans: number): string {
  const hex = (seed: string, characters: number) => `lower(substring(hex(MD5(${seed})), 1, ${characters}))`;
  const one = (values: readonly string[], by: string) =>
    `[${values.map((v) => `'${v}'`).join(", ")}][${by} % ${values.length} + 1]`;
  const model = `if(number % 2 = 0, ${one(["gpt-4o-2024-08-06", "gpt-4o-mini", "gpt-5.2"], "number")}, ${one(["claude-sonnet-4-5-20250929", "claude-haiku-4-5", "claude-opus-4-5"], "number")})`;
  const call: Readonly<Record<string, string>> = {
    [GenAi.operation]: "'chat'",
    [GenAi.provider]: "if(number % 2 = 0, 'openai', 'anthropic')",
    [GenAi.requestModel]: model,
    [GenAi.responseModel]: model,
    [GenAi.responseId]: `concat('chatcmpl-', ${hex("concat('r', toString(number))", 32)})`,
    [GenAi.inputTokens]: "toString(1000 + cityHash64(number, 1) % 5000)",
    [GenAi.outputTokens]: "toString(50 + cityHash64(number, 2) % 2000)",
    [GenAi.cacheReadTokens]: "toString(cityHash64(number, 3) % 900)",
    [GenAi.reasoningTokens]: "toString(cityHash64(number, 4) % 40)",
    [GenAi.agentName]: "concat('agent', toString(number % 63))",
    [GenAi.conversationId]: "concat('conversation', toString(intDiv(number, 6)))",
    [General.userId]: "concat('user', toString(cityHash64(number, 5) % 5000))",
    [General.sessionId]: "concat('session', toString(intDiv(number, 6)))",
    [General.serverAddress]: "'api.openai.com'",
    [General.serverPort]: "'443'",
    [GenAi.requestStream]: "'true'",
    [GenAi.timeToFirstChunk]: "'0.42'",
    [Tollgate.project]: "concat('project', toString(number % 10))",
    [Tollgate.customer]: "concat('customer', toString(number % 30))",
    [Tollgate.workflow]: "'flow'",
    "app.reason": `'["stop"]'`,
  };
  const ours: Readonly<Record<string, string>> = {
    [Tollgate.costPicoUsd]: "toString(2500000 * (1000 + cityHash64(number, 1) % 5000))",
    [Tollgate.costStatus]: "'priced'",
    [Tollgate.priceId]: "'openai/gpt-4o/standard/2024-10-02'",
    [Tollgate.usageSource]: "'provider'",
  };
  const others = { "app.temperature": "'0.7'", "app.thread": "'main'", "app.function": "'ask'", "app.note": "'x'" };
  const map = (attributes: Readonly<Record<string, string>>) =>
    `CAST(map(${Object.entries(attributes)
      .map(([name, value]) => `'${name}', ${value}`)
      .join(", ")}), '${MAP}')`;
  const http = map({
    "app.method": "'GET'",
    "app.url": "concat('https://shop.example/', toString(number))",
    [General.httpStatus]: "'200'",
  });
  const resource = map({
    [General.serviceName]: "concat('service', toString(number % 5))",
    [General.environment]: "'production'",
    "app.language": "'nodejs'",
    "app.host": "'a'",
  });
  const isOurs = IS_OURS[kind];
  return `SELECT
    now64(9) - INTERVAL number MILLISECOND AS Timestamp, ${hex("toString(intDiv(number, 3))", 32)} AS TraceId, ${hex("concat('s', toString(number))", 16)} AS SpanId,
    if(number % 3 = 0, '', ${hex("concat('p', toString(number))", 16)}) AS ParentSpanId, '' AS TraceState, 'chat gpt-4o' AS SpanName, 'Client' AS SpanKind,
    concat('service', toString(number % 5)) AS ServiceName,
    ${resource} AS ResourceAttributes,
    if(${isOurs}, '${SCOPE_NAME}', 'another.instrumentation') AS ScopeName, '1.0' AS ScopeVersion,
    ${kind === "no calls" ? http : `if(${isOurs}, ${map({ ...call, ...ours })}, ${map({ ...call, ...others })})`} AS SpanAttributes,
    toUInt64(cityHash64(number, 6) % 3000 * 1000000) AS Duration, 'Unset' AS StatusCode, '' AS StatusMessage,
    CAST([], 'Array(DateTime64(9))') AS \`Events.Timestamp\`, CAST([], 'Array(LowCardinality(String))') AS \`Events.Name\`, CAST([], 'Array(${MAP})') AS \`Events.Attributes\`,
    CAST([], 'Array(String)') AS \`Links.TraceId\`, CAST([], 'Array(String)') AS \`Links.SpanId\`, CAST([], 'Array(String)') AS \`Links.TraceState\`,
    CAST([], 'Array(${MAP})') AS \`Links.Attributes\`
  FROM numbers(${spans})`;
}
