-- What apps say about their calls afterwards: evaluations (an answer was scored) and outcomes (a ticket was solved). They arrive as spans of the
-- scope `tollgate.events`, which are no calls and carry no money; the views of 47x join them with the ledger.
-- Read it with FINAL: the exporter delivers twice after a crash. One row an event, whatever it is about:
--   call_ids  which call is meant where a response id was given, else empty: the identity of 200_llm_calls.sql under each provider whose ids
--             are unique, or under the one that was named. Other ids (a local server's) find nothing; those calls are found by their trace.
--   score     of an evaluation; value: of an outcome. NULL where none was given or it was no finite number.
-- Partitioned by a column of the key, so that deliveries of one event collapse. Times as in 200: a broken clock counts as the day of arrival.
CREATE TABLE IF NOT EXISTS tollgate.call_events
(
    hour        DateTime('UTC'),
    ts          DateTime64(3, 'UTC') CODEC(T64, ZSTD(1)),
    tenant      LowCardinality(String),
    event_id    UInt64,
    kind        Enum8('evaluation' = 0, 'outcome' = 1),
    name        LowCardinality(String),
    label       LowCardinality(String),
    score       Nullable(Float64),
    value       Nullable(Float64),
    call_ids    Array(UInt64),
    trace_id    FixedString(16),
    agent       LowCardinality(String),
    user_id     LowCardinality(String),
    session     String,
    project     LowCardinality(String),
    customer    LowCardinality(String),
    workflow    LowCardinality(String),
    environment LowCardinality(String),
    service     LowCardinality(String),
    ingested_at DateTime('UTC') CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(ingested_at)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, tenant, event_id)
TTL hour + INTERVAL 36 MONTH
SETTINGS ttl_only_drop_parts = 1;

-- Nothing a span carries can make it fail, as with the ledger: numbers are read or NULL, texts are cut.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.call_events_from_spans TO tollgate.call_events DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    SpanAttributes AS a,
    ResourceAttributes AS r,
    (s -> leftUTF8(s, 200)) AS cut,
    (texts -> arrayFirst(t -> t != '', texts)) AS first_of,
    (s -> if(isFinite(toFloat64OrNull(s)), toFloat64OrNull(s), NULL)) AS number_of,
    Timestamp BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY AS clock_is_sane,
    a['gen_ai.evaluation.name'] != '' AS is_evaluation,
    if(a['gen_ai.provider.name'] LIKE 'azure%', 'openai', a['gen_ai.provider.name']) AS named_family,
    if(named_family != '', [named_family], [
        'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
        'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity']) AS id_families,
    a['gen_ai.response.id'] AS response_id
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    if(clock_is_sane, toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
    cut(first_of([a['tollgate.tenant'], r['tollgate.tenant'], 'default'])) AS tenant,
    cityHash64(concat(TraceId, ':', SpanId)) AS event_id,
    if(is_evaluation, 'evaluation', 'outcome') AS kind,
    cut(if(is_evaluation, a['gen_ai.evaluation.name'], a['tollgate.outcome.name'])) AS name,
    cut(if(is_evaluation, a['gen_ai.evaluation.score.label'], a['tollgate.outcome.label'])) AS label,
    if(is_evaluation, number_of(a['gen_ai.evaluation.score.value']), NULL) AS score,
    if(is_evaluation, NULL, number_of(a['tollgate.outcome.value'])) AS value,
    if(response_id = '', [], arrayMap(f -> cityHash64(concat(f, ':', response_id)), id_families)) AS call_ids,
    toFixedString(substring(unhex(if(a['tollgate.about.trace_id'] != '', a['tollgate.about.trace_id'], TraceId)), 1, 16), 16) AS trace_id,
    cut(a['gen_ai.agent.name']) AS agent,
    cut(a['user.id']) AS user_id,
    cut(first_of([a['session.id'], a['gen_ai.conversation.id']])) AS session,
    cut(a['tollgate.project']) AS project,
    cut(a['tollgate.customer']) AS customer,
    cut(a['tollgate.workflow']) AS workflow,
    cut(first_of([a['tollgate.environment'], r['deployment.environment.name'], r['deployment.environment']])) AS environment,
    cut(ServiceName) AS service,
    now('UTC') AS ingested_at
FROM tollgate.otel_traces
WHERE ScopeName = 'tollgate.events' AND (a['gen_ai.evaluation.name'] != '' OR a['tollgate.outcome.name'] != '');
