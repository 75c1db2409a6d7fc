-- What is seldom in an insert stands behind filters, see 202: evaluations and outcomes (140), labels of calls (141), and what cannot be understood (204).
-- The views of 140 and 141 are as they were, but for the table that they read. Each filter is there before the view that reads behind it, so that no span
-- is lost while a collector runs.
CREATE TABLE IF NOT EXISTS tollgate.own_extra_spans AS tollgate.foreign_spans ENGINE = Null;

-- Our own counts are whole numbers, so what is no such number was changed on its way. Names as in 202.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.own_extra_spans_from_spans TO tollgate.own_extra_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.otel_traces
WHERE ScopeName = 'tollgate.events' OR (ScopeName = 'tollgate' AND (
    hasAny(mapKeys(SpanAttributes), ['tollgate.prompt.id', 'tollgate.prompt.hash', 'tollgate.tags', 'tollgate.run.tags'])
    OR NOT match(concat(
            SpanAttributes['gen_ai.usage.input_tokens'], ',', SpanAttributes['gen_ai.usage.output_tokens'], ',', SpanAttributes['tollgate.cost.picousd']), '^[0-9]{0,9},[0-9]{0,9},[0-9]{0,19}$')
    OR SpanAttributes['gen_ai.operation.name'] = ''
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY));

ALTER TABLE tollgate.call_events_from_spans MODIFY QUERY
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
FROM tollgate.own_extra_spans
WHERE ScopeName = 'tollgate.events' AND (a['gen_ai.evaluation.name'] != '' OR a['tollgate.outcome.name'] != '');

ALTER TABLE tollgate.call_labels_from_spans MODIFY QUERY
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
FROM tollgate.own_extra_spans
WHERE ScopeName = 'tollgate'
    AND (a['tollgate.prompt.id'] != '' OR a['tollgate.prompt.hash'] != '' OR a['tollgate.tags'] != '' OR a['tollgate.run.tags'] != '');

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.doubtful_own_spans TO tollgate.doubtful_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.own_extra_spans
WHERE ScopeName = 'tollgate' AND (
    NOT match(concat(
            SpanAttributes['gen_ai.usage.input_tokens'], ',', SpanAttributes['gen_ai.usage.output_tokens'], ',', SpanAttributes['tollgate.cost.picousd']), '^[0-9]{0,9},[0-9]{0,9},[0-9]{0,19}$')
    OR SpanAttributes['gen_ai.operation.name'] = ''
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY);

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.doubtful_foreign_spans TO tollgate.doubtful_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH mapKeys(SpanAttributes) AS names, mapValues(SpanAttributes) AS texts
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.foreign_spans
WHERE texts[indexOf(names, 'gen_ai.operation.name')] NOT IN ('chat', 'embeddings', 'text_completion', 'generate_content', 'invoke_agent', 'execute_tool', 'agent_step')
    OR NOT hasAny(names, ['gen_ai.request.model', 'gen_ai.response.model'])
    OR NOT match(concat(
            texts[indexOf(names, 'gen_ai.usage.input_tokens')], ',', texts[indexOf(names, 'gen_ai.usage.output_tokens')], ',', texts[indexOf(names, 'gen_ai.usage.prompt_tokens')], ',',
            texts[indexOf(names, 'gen_ai.usage.completion_tokens')], ',', texts[indexOf(names, 'gen_ai.usage.cache_read.input_tokens')]), '^([0-9]{0,9},){4}[0-9]{0,9}$')
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY;
