-- The rules of 211, 212 and 213, in less time: docs/ledger-speed.md.
--
-- Hardly any text is longer than 200 characters, and to cut those that are not took a fifth of this view's time. What becomes a label of a call (141) has the
-- number 31 in common, so that 208's filter need not compare names again.
ALTER TABLE tollgate.own_spans_from_spans MODIFY QUERY
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode,
    mapFromArrays(
        arrayMap(name -> transform(name, [
            'gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.agent.name', 'user.id',
            'session.id', 'gen_ai.conversation.id', 'tollgate.tenant', 'tollgate.project', 'tollgate.customer', 'tollgate.workflow',
            'tollgate.environment', 'error.type', 'tollgate.budget.outcome', 'tollgate.service_tier', 'gen_ai.usage.input_tokens',
            'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_creation.input_tokens', 'tollgate.usage.cache_write_1h.input_tokens',
            'gen_ai.usage.output_tokens', 'gen_ai.usage.reasoning.output_tokens', 'gen_ai.response.time_to_first_chunk', 'tollgate.cost.picousd',
            'tollgate.cost.status', 'tollgate.price.id', 'tollgate.price.open_ended', 'tollgate.usage.source', 'tollgate.source',
            'tollgate.supersedes_span_id', 'tollgate.prompt.id', 'tollgate.prompt.hash', 'tollgate.tags', 'tollgate.run.tags'],
            arrayConcat(range(1, 31), [31, 31, 31, 31]), 0), mapKeys(SpanAttributes)),
        if(arrayExists(text -> length(text) > 200, mapValues(SpanAttributes)), arrayMap(text -> leftUTF8(text, 200), mapValues(SpanAttributes)), mapValues(SpanAttributes))) AS facts,
    SpanAttributes['gen_ai.response.id'] AS response_id,
    leftUTF8(firstNonDefault(ResourceAttributes['tollgate.tenant'], 'default'), 200) AS resource_tenant,
    leftUTF8(firstNonDefault(ResourceAttributes['deployment.environment.name'], ResourceAttributes['deployment.environment']), 200) AS resource_environment,
    arrayCount(name -> startsWith(name, 'tollgate.usage.'), mapKeys(SpanAttributes)) > 1 AS has_quantities
FROM tollgate.otel_traces
WHERE ScopeName IN ('tollgate', 'tollgate.events');

ALTER TABLE tollgate.own_extra_spans_from_spans MODIFY QUERY
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.own_spans
WHERE ScopeName = 'tollgate.events'
    OR has(mapKeys(facts), 31)
    OR NOT match(concat(facts[17], ',', facts[21], ',', facts[24]), '^[0-9]{0,9},[0-9]{0,9},[0-9]{0,19}$')
    OR facts[1] = ''
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY;

-- In one level: what is asked for more than once is short now, and a level costs more than to plan it anew at each use.
ALTER TABLE tollgate.llm_calls_from_spans MODIFY QUERY
WITH
    if(startsWith(facts[2], 'azure'), 'openai', facts[2]) AS id_family,
    -- NULL when that is no whole number. Clamped only where it is known to be one: least(NULL, x) is x.
    toUInt64OrNull(facts[24]) AS pico_usd,
    facts[25] AS said_status,
    -- Nearly all calls have but one name of usage of ours, its source.
    if(has_quantities, arrayMap(name -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(SpanAttributes[name]), 0), 0), 1e9)), [
        'tollgate.usage.audio.input_tokens', 'tollgate.usage.audio.cache_read.input_tokens', 'tollgate.usage.audio.output_tokens',
        'tollgate.usage.image.input_tokens', 'tollgate.usage.image.cache_read.input_tokens', 'tollgate.usage.image.output_tokens',
        'tollgate.usage.video.input_tokens', 'tollgate.usage.video.cache_read.input_tokens', 'tollgate.usage.video.output_tokens']), []) AS all_media
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour,
    if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
        toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
    if(facts[9] = '', resource_tenant, facts[9]) AS tenant,
    -- Azure's ids are OpenAI's. Real ids have 20 characters or more. Ollama's `chatcmpl-123`, `chatcmpl-A1` of koboldcpp or a time in seconds repeat.
    cityHash64(if(length(response_id) >= 16 AND NOT match(response_id, '^[a-zA-Z_-]{0,16}[0-9]{1,13}$') AND id_family IN (
            'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
            'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity'),
        concat(id_family, ':', response_id), concat(TraceId, ':', SpanId))) AS call_id,
    -- Of two rows of ours the one that knows more stays: a gateway's or a later reader's must not take a call from the agent that made it.
    toUInt8(if(usage_source = 'provider', 30, 20) - multiIf(
        said_status = 'unpriced', 4,
        agent = '' AND user_id = '' AND session = '' AND project = '' AND customer = '' AND workflow = '', 2,
        0)) AS rank,
    'call' AS kind,
    now('UTC') AS ingested_at,
    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id,
    reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
    facts[2] AS provider,
    facts[1] AS operation,
    facts[3] AS request_model,
    if(facts[4] = '', facts[3], facts[4]) AS model,
    facts[5] AS agent,
    facts[6] AS user_id,
    if(facts[7] = '', facts[8], facts[7]) AS session,
    facts[10] AS project,
    facts[11] AS customer,
    facts[12] AS workflow,
    if(facts[13] = '', resource_environment, facts[13]) AS environment,
    leftUTF8(ServiceName, 200) AS service,
    multiIf(facts[15] = 'blocked', 'blocked', facts[14] != '', facts[14], StatusCode = 'Error', 'error', 'ok') AS status,
    facts[16] AS tier,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[17]), 0), 0), 1e9)) AS input_tokens,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[18]), 0), 0), 1e9)) AS cache_read_tokens,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[19]), 0), 0), 1e9)) AS cache_write_tokens,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[20]), 0), 0), 1e9)) AS cache_write_1h_tokens,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[21]), 0), 0), 1e9)) AS output_tokens,
    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[22]), 0), 0), 1e9)) AS reasoning_tokens,
    toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency_ms,
    if(facts[23] = '', NULL,
            toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[23]), 0) * 1000, 0), 4294967295))) AS time_to_first_chunk_ms,
    if(arrayMax(all_media) = 0, [], all_media) AS media_tokens,
    CAST(if(has_quantities, mapApply(
            (k, v) -> (leftUTF8(substring(k, 24), 100), toInt64(round(least(greatest(ifNotFinite(toFloat64OrZero(v), 0), 0), 1e8) * 1e6))),
            mapFilter((k, v) -> startsWith(k, 'tollgate.usage.counted.'), SpanAttributes)), map()), 'Map(LowCardinality(String), Int64)') AS counted,
    facts[27] = 'true' AS price_open_ended,
    -- A price that cannot be read is "unpriced", never $0. At most $999,999.999999999999 a call: what the type holds. One more picodollar would wrap.
    reinterpret(if(said_status IN ('free', 'unpriced'), 0, toInt64(least(ifNull(pico_usd, 0), 999999999999999999))), 'Decimal(18, 12)') AS cost,
    multiIf(
        said_status = 'free', 'free',
        pico_usd IS NULL OR said_status = 'unpriced', 'unpriced',
        said_status = 'estimated', 'estimated',
        'priced') AS cost_status,
    facts[26] AS price_id,
    facts[28] AS usage_source,
    facts[29] AS source
FROM tollgate.own_spans
WHERE ScopeName = 'tollgate' AND facts[1] != ''
SETTINGS optimize_and_compare_chain = 0;

-- Whose spans they are is asked first, because nearly always all of a block are of one kind.
ALTER TABLE tollgate.foreign_spans_from_spans MODIFY QUERY
SELECT Timestamp, TraceId, SpanId, ParentSpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode,
    mapFromArrays(
        arrayMap((name, text) -> if(text = '', 0, transform(name, [
            'gen_ai.operation.name', 'gen_ai.provider.name', 'llm.provider', 'gen_ai.system', 'llm.system', 'ai.model.provider',
            'gen_ai.response.id', 'ai.response.id', 'gen_ai.request.model', 'ai.model.id', 'gen_ai.response.model', 'ai.response.model',
            'llm.model_name', 'embedding.model_name', 'langfuse.observation.model.name', 'gen_ai.agent.name', 'agent.name',
            'ai.telemetry.functionId', 'user.id', 'enduser.id', 'langfuse.user.id', 'traceloop.association.properties.user_id',
            'ai.telemetry.metadata.userId', 'session.id', 'langfuse.session.id', 'traceloop.association.properties.session_id',
            'ai.telemetry.metadata.sessionId', 'gen_ai.conversation.id', 'tollgate.project', 'tollgate.customer', 'tollgate.workflow',
            'gen_ai.workflow.name', 'traceloop.workflow.name', 'langfuse.trace.name', 'tollgate.environment', 'langfuse.environment', 'error.type',
            'openai.response.service_tier', 'gen_ai.openai.response.service_tier', 'anthropic.response.service_tier', 'gen_ai.usage.input_tokens',
            'ai.usage.inputTokens', 'llm.token_count.prompt', 'gen_ai.usage.prompt_tokens', 'ai.usage.promptTokens', 'ai.usage.tokens',
            'gen_ai.usage.output_tokens', 'ai.usage.outputTokens', 'llm.token_count.completion', 'gen_ai.usage.completion_tokens',
            'ai.usage.completionTokens', 'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens',
            'gen_ai.usage.prompt_tokens_details.cache_read', 'gen_ai.usage.details.cache_read_tokens', 'llm.token_count.prompt_details.cache_read',
            'ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens', 'gen_ai.usage.cache_write.input_tokens',
            'gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens', 'gen_ai.usage.cache_write_input_tokens',
            'gen_ai.usage.prompt_tokens_details.cache_write', 'gen_ai.usage.details.cache_write_tokens',
            'llm.token_count.prompt_details.cache_write', 'ai.usage.inputTokenDetails.cacheWriteTokens',
            'anthropic.usage.cache_creation.ephemeral_1h_input_tokens', 'gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens',
            'gen_ai.usage.completion_tokens_details.reasoning', 'gen_ai.usage.details.reasoning_tokens',
            'llm.token_count.completion_details.reasoning', 'ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens',
            'gen_ai.usage.audio.input_tokens', 'llm.token_count.prompt_details.audio', 'gen_ai.usage.audio.cache_read.input_tokens',
            'gen_ai.usage.audio.output_tokens', 'llm.token_count.completion_details.audio', 'gen_ai.usage.completion_tokens_details.audio',
            'gen_ai.usage.image.input_tokens', 'gen_ai.usage.image.cache_read.input_tokens', 'gen_ai.usage.image.output_tokens',
            'langfuse.observation.usage_details', 'langfuse.observation.cost_details', 'gen_ai.usage.cost', 'operation.cost', 'llm.cost.total',
            'gen_ai.usage.cost.amount', 'gen_ai.usage.cost.currency', 'gen_ai.response.time_to_first_chunk', 'openinference.span.kind',
            'traceloop.span.kind', 'langfuse.observation.type', 'ai.operationId', 'llm.request.type'], [
            1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 10, 11, 12, 13, 14, 14, 14, 15, 16, 17, 18, 18, 18, 19,
            19, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24, 24, 24, 24, 24, 25, 26, 26, 26, 26, 26, 26, 26, 27,
            27, 28, 29, 29, 29, 30, 31, 32, 33, 34, 35, 35, 35, 35, 36, 37, 38, 39, 40, 41, 42], 0)), mapKeys(SpanAttributes), mapValues(SpanAttributes)),
        if(arrayExists(text -> length(text) > 200, mapValues(SpanAttributes)),
            arrayMap((name, text) -> if(name IN ('gen_ai.response.id', 'ai.response.id', 'langfuse.observation.usage_details', 'langfuse.observation.cost_details'), text, leftUTF8(text, 200)),
                mapKeys(SpanAttributes), mapValues(SpanAttributes)),
            mapValues(SpanAttributes))) AS facts
FROM tollgate.otel_traces
WHERE NOT (ScopeName = 'tollgate' OR startsWith(ScopeName, 'tollgate.'))
    AND hasAny(mapKeys(SpanAttributes), [
        'gen_ai.operation.name', 'gen_ai.system', 'openinference.span.kind', 'llm.request.type', 'langfuse.observation.type', 'ai.operationId',
        'gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'llm.token_count.prompt', 'ai.usage.inputTokens']);
