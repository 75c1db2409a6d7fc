-- What of a span could not be understood, and why: one row a span and reason, for 30 days. An insert never fails for it. Most of such calls are in the
-- ledger all the same, with the rest that was understood, and in_ledger tells which.
--   'no operation'       a span of ours names none, or another's counts tokens and says neither by its kind nor by its name what it is. Not in the ledger
--   'unknown operation'  another's names one that is neither a known leaf nor an agent, chain, tool or step, and counts tokens. Not in the ledger
--   'no model'           another's call without any name of a model: unpriced
--   'no count'           a token count is no whole number from 0 to 1e9: taken as 0, cut to that range, or its fraction cut off
--   'no cost'            our span says it is priced but its cost is no whole number: unpriced
--   'broken clock'       starts before the ledger's first month or after tomorrow: counted on the day of arrival
-- detail is the value that was not understood. Read it with FINAL: the exporter delivers twice after a crash.
CREATE TABLE IF NOT EXISTS tollgate.rejected_spans
(
    day         Date,
    received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    trace_id    String CODEC(ZSTD(1)),
    span_id     String CODEC(ZSTD(1)),
    tenant      LowCardinality(String),
    service     LowCardinality(String),
    scope       LowCardinality(String),
    span_name   LowCardinality(String),
    reason      LowCardinality(String),
    detail      String CODEC(ZSTD(1)),
    in_ledger   Bool
)
ENGINE = ReplacingMergeTree(received_at)
PARTITION BY day
ORDER BY (day, reason, trace_id, span_id, detail)
TTL day + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1;

-- Spans with something that may not be understood, as 208 sends them here. Keeps nothing, see 202.
CREATE TABLE IF NOT EXISTS tollgate.doubtful_spans AS tollgate.foreign_spans ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.rejected_spans_from_spans TO tollgate.rejected_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    toDate(now('UTC')) AS day, now64(3, 'UTC') AS received_at, leftUTF8(TraceId, 200) AS trace_id, leftUTF8(SpanId, 200) AS span_id,
    leftUTF8(firstNonDefault(ResourceAttributes['tollgate.tenant'], 'default'), 200) AS tenant, leftUTF8(ServiceName, 200) AS service,
    leftUTF8(ScopeName, 200) AS scope, leftUTF8(SpanName, 200) AS span_name,
    problem.1 AS reason, leftUTF8(problem.2, 200) AS detail, problem.1 NOT IN ('no operation', 'unknown operation') AS in_ledger
FROM
(
    SELECT *,
        arrayConcat(
            if(operation = '' AND (is_ours OR (has_counts AND NOT says_kind)), [('no operation', toString(SpanName))], []),
            if(NOT is_ours AND has_counts AND operation != '' AND NOT operation_is_known, [('unknown operation', operation)], []),
            if(is_call AND NOT is_ours AND NOT has_model, [('no model', operation)], []),
            if(is_call, arrayMap(c -> ('no count', c), arrayFilter(c -> NOT match(c, '^([0-9]{1,9}|1000000000)$'), counts)), []),
            if(is_ours AND cost_status IN ('priced', 'estimated') AND NOT match(cost_text, '^[0-9]{1,19}$'), [('no cost', cost_text)], []),
            if(is_call AND NOT clock_is_sane, [('broken clock', toString(Timestamp))], [])) AS problems
    FROM
    (
        SELECT *,
            (is_ours AND operation != '') OR (operation = '' AND says_kind AND NOT is_ours) OR operation IN ('chat', 'responses', 'text_completion', 'completion', 'generate_content', 'embeddings', 'embedding',
                'image_generation', 'image', 'audio', 'rerank') AS is_call,
            is_call OR operation IN ('invoke_agent', 'create_agent', 'invoke_workflow', 'execute_tool', 'agent_step', 'agent', 'workflow', 'step', 'tool', 'task', 'chain',
                'plan', 'retrieval', 'fetch_response', 'vectordb', 'framework') OR endsWith(operation, 'memory') OR endsWith(operation, 'memory_store') AS operation_is_known,
            notEmpty(counts) AS has_counts
        FROM
        (
            WITH
                SpanAttributes AS a
            SELECT
                Timestamp, TraceId, SpanId, ServiceName, ScopeName, SpanName, ResourceAttributes,
                ScopeName = 'tollgate' AS is_ours,
                leftUTF8(lower(a['gen_ai.operation.name']), 200) AS operation,
                match(concat(a['openinference.span.kind'], a['llm.request.type'], a['traceloop.span.kind'], a['langfuse.observation.type'], a['ai.operationId']), '.')
                    OR match(SpanName, '^(chat|text_completion|generate_content|embeddings)( |$)') AS says_kind,
                hasAny(mapKeys(a), ['gen_ai.request.model', 'gen_ai.response.model', 'llm.model_name', 'embedding.model_name', 'ai.model.id', 'ai.response.model',
                    'langfuse.observation.model.name']) AS has_model,
                arrayFilter(c -> c != '', [
                    firstNonDefault(a['gen_ai.usage.input_tokens'], a['gen_ai.usage.prompt_tokens'], a['llm.token_count.prompt'], a['ai.usage.inputTokens'], a['ai.usage.promptTokens']),
                    firstNonDefault(a['gen_ai.usage.output_tokens'], a['gen_ai.usage.completion_tokens'], a['llm.token_count.completion'], a['ai.usage.outputTokens'], a['ai.usage.completionTokens']),
                    a['gen_ai.usage.cache_read.input_tokens'], a['gen_ai.usage.cache_creation.input_tokens'], a['gen_ai.usage.reasoning.output_tokens']]) AS counts,
                a['tollgate.cost.status'] AS cost_status,
                a['tollgate.cost.picousd'] AS cost_text,
                Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY AS clock_is_sane
            FROM tollgate.doubtful_spans
        )
    )
)
ARRAY JOIN problems AS problem
SETTINGS optimize_and_compare_chain = 0;
