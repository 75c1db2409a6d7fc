-- What the ledger has no columns for: a call's prompt id, tags and keyed hash of its prompt. One row for each of our spans that has any; most
-- have none. Joined by the span and not by the call's identity: of several spans of one call the ledger keeps one, with its trace and span id.
-- hour, tenant: as in 200_llm_calls.sql, so that a join reads the same hours on both sides. Read it with FINAL.
CREATE TABLE IF NOT EXISTS tollgate.call_labels
(
    hour        DateTime('UTC'),
    tenant      LowCardinality(String),
    trace_id    FixedString(16),
    span_id     UInt64,
    prompt_id   LowCardinality(String),
    prompt_hash String,
    tags        Array(LowCardinality(String)),
    ingested_at DateTime('UTC') CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(ingested_at)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, tenant, trace_id, span_id)
TTL hour + INTERVAL 36 MONTH
SETTINGS ttl_only_drop_parts = 1;

-- The exporter writes a list as JSON; what is none reads as no tags.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.call_labels_from_spans TO tollgate.call_labels DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    SpanAttributes AS a,
    (s -> leftUTF8(s, 200)) AS cut,
    (texts -> arrayFirst(t -> t != '', texts)) AS first_of,
    Timestamp BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY AS clock_is_sane
SELECT
    toStartOfHour(if(clock_is_sane, toDateTime(Timestamp, 'UTC'), toDateTime(toStartOfDay(now('UTC')), 'UTC'))) AS hour,
    cut(first_of([a['tollgate.tenant'], ResourceAttributes['tollgate.tenant'], 'default'])) AS tenant,
    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id,
    reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
    cut(a['tollgate.prompt.id']) AS prompt_id,
    cut(a['tollgate.prompt.hash']) AS prompt_hash,
    arrayMap(cut, arraySlice(arrayDistinct(arrayConcat(
        JSONExtract(a['tollgate.tags'], 'Array(String)'), JSONExtract(a['tollgate.run.tags'], 'Array(String)'))), 1, 40)) AS tags,
    now('UTC') AS ingested_at
FROM tollgate.otel_traces
WHERE ScopeName = 'tollgate'
    AND (a['tollgate.prompt.id'] != '' OR a['tollgate.prompt.hash'] != '' OR a['tollgate.tags'] != '' OR a['tollgate.run.tags'] != '');
