-- The filling view of 200, for our own spans only and with the quantities of 201: from here on other instrumentations' are 202's. Changed in place, because
-- a view that is dropped and created loses what arrives in between. The rules are told in 200; its names for others are read there no more.
-- In layers, because an alias of a layer below is a column, while one of the same layer is an expression that is planned anew at each use. The engine plans
-- the view for each insert, however few its spans, and that takes longer than the rows of a small one.
-- A tombstone carries no text and no number that only its call has: there is at least one for most calls, and each byte counts twice.
ALTER TABLE tollgate.llm_calls_from_spans MODIFY QUERY
SELECT
    key.1 AS hour, ts, key.2 AS tenant, key.3 AS call_id, key.4 AS rank, key.5 AS kind, now('UTC') AS ingested_at,
    if(key.5 = 'call', trace_bytes, toFixedString('', 16)) AS trace_id, if(key.5 = 'call', span_number, 0) AS span_id,
    provider, operation, request_model, model, agent, user_id, if(key.5 = 'call', session_text, '') AS session, project, customer, workflow,
    environment, service, status, tier,
    if(key.5 = 'call', input_count, 0) AS input_tokens, if(key.5 = 'call', cache_read_count, 0) AS cache_read_tokens,
    if(key.5 = 'call', cache_write_count, 0) AS cache_write_tokens, if(key.5 = 'call', cache_write_1h_count, 0) AS cache_write_1h_tokens,
    if(key.5 = 'call', output_count, 0) AS output_tokens, if(key.5 = 'call', reasoning_count, 0) AS reasoning_tokens,
    if(key.5 = 'call', latency, 0) AS latency_ms, time_to_first_chunk_ms,
    if(key.5 = 'call' AND arraySum(media) > 0, media, []) AS media_tokens, if(key.5 = 'call', counts, map()) AS counted, price_open_ended,
    -- At most $999,999.999999999999 a call: what the type holds; one more picodollar would wrap.
    reinterpret(toInt64(if(key.5 = 'call' AND cost_status IN ('priced', 'estimated'), least(assumeNotNull(pico_usd), 999999999999999999), 0)), 'Decimal(18, 12)') AS cost,
    cost_status, price_id, usage_source, source
FROM
(
    SELECT *,
        arrayConcat(
            [(own_hour, own_tenant, own_call_id, toUInt8(if(usage_source = 'provider', 30, 20)), 'call')],
            if(id_is_unique,
                arrayMap(p -> (p.1, p.2, own_call_id, toUInt8(15), 'superseded'), arrayFilter(p -> p != (own_hour, own_tenant),
                    arrayFlatten(arrayMap(t -> arrayMap(h -> (h, t), twin_hours), tenants)))), []),
            if(superseded_span != '',
                arrayMap(p -> (p.1, p.2, superseded_call_id, toUInt8(15), 'superseded'),
                    arrayFlatten(arrayMap(t -> arrayMap(h -> (h, t), [own_hour, own_hour - INTERVAL 1 HOUR]), tenants))), [])) AS keys
    FROM
    (
        SELECT *,
            cityHash64(if(id_is_unique, concat(id_family, ':', response_id), concat(TraceId, ':', SpanId))) AS own_call_id,
            cityHash64(concat(TraceId, ':', superseded_span)) AS superseded_call_id,
            arrayDistinct([own_tenant, resource_tenant, 'default']) AS tenants,
            -- Ten minutes: a twin starts within the same request, so seconds away at most; retries of one SDK call may take minutes.
            arrayConcat([own_hour], if(toMinute(ts) < 10, [own_hour - INTERVAL 1 HOUR], []), if(toMinute(ts) >= 50, [own_hour + INTERVAL 1 HOUR], [])) AS twin_hours,
            -- A price that cannot be read is "unpriced", never $0.
            multiIf(
                said_status = 'free', 'free',
                pico_usd IS NULL OR said_status = 'unpriced', 'unpriced',
                said_status = 'estimated', 'estimated',
                'priced') AS cost_status
        FROM
        (
            SELECT *,
                -- A local server's `chatcmpl-123` repeats within the hour.
                response_id != '' AND NOT match(response_id, '^chatcmpl-[0-9]{1,6}$') AND id_family IN (
                    'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
                    'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
                leftUTF8(if(said_tenant = '', resource_tenant, said_tenant), 200) AS own_tenant,
                toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
                arrayMap(name -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(extras[name]), 0), 0), 1e9)), [
                    'tollgate.usage.audio.input_tokens', 'tollgate.usage.audio.cache_read.input_tokens', 'tollgate.usage.audio.output_tokens',
                    'tollgate.usage.image.input_tokens', 'tollgate.usage.image.cache_read.input_tokens', 'tollgate.usage.image.output_tokens',
                    'tollgate.usage.video.input_tokens', 'tollgate.usage.video.cache_read.input_tokens', 'tollgate.usage.video.output_tokens']) AS media,
                toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(extras['tollgate.usage.cache_write_1h.input_tokens']), 0), 0), 1e9)) AS cache_write_1h_count,
                CAST(mapApply((k, v) -> (leftUTF8(substring(k, 24), 100), toInt64(round(least(greatest(ifNotFinite(toFloat64OrZero(v), 0), 0), 1e8) * 1e6))),
                    mapFilter((k, v) -> startsWith(k, 'tollgate.usage.counted.'), extras)), 'Map(LowCardinality(String), Int64)') AS counts
            FROM
            (
                WITH
                    SpanAttributes AS a,
                    ResourceAttributes AS r,
                    (s -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(s), 0), 0), 1e9))) AS count_of,
                    (s -> leftUTF8(s, 200)) AS cut
                SELECT
                    TraceId, SpanId,
                    if(Timestamp BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY,
                        toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
                    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_bytes,
                    reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_number,
                    cut(a['gen_ai.provider.name']) AS provider,
                    -- Azure's ids are OpenAI's.
                    if(startsWith(a['gen_ai.provider.name'], 'azure'), 'openai', a['gen_ai.provider.name']) AS id_family,
                    a['gen_ai.response.id'] AS response_id,
                    lower(a['tollgate.supersedes_span_id']) AS superseded_span,
                    a['tollgate.tenant'] AS said_tenant,
                    if(r['tollgate.tenant'] = '', 'default', cut(r['tollgate.tenant'])) AS resource_tenant,
                    cut(a['gen_ai.operation.name']) AS operation,
                    cut(a['gen_ai.request.model']) AS request_model,
                    cut(if(a['gen_ai.response.model'] = '', a['gen_ai.request.model'], a['gen_ai.response.model'])) AS model,
                    cut(a['gen_ai.agent.name']) AS agent,
                    cut(a['user.id']) AS user_id,
                    cut(if(a['session.id'] = '', a['gen_ai.conversation.id'], a['session.id'])) AS session_text,
                    cut(a['tollgate.project']) AS project,
                    cut(a['tollgate.customer']) AS customer,
                    cut(a['tollgate.workflow']) AS workflow,
                    cut(multiIf(a['tollgate.environment'] != '', a['tollgate.environment'],
                        r['deployment.environment.name'] != '', r['deployment.environment.name'], r['deployment.environment'])) AS environment,
                    cut(ServiceName) AS service,
                    multiIf(
                        a['tollgate.budget.outcome'] = 'blocked', 'blocked',
                        a['error.type'] != '', cut(a['error.type']),
                        StatusCode = 'Error', 'error',
                        'ok') AS status,
                    cut(a['tollgate.service_tier']) AS tier,
                    count_of(a['gen_ai.usage.input_tokens']) AS input_count,
                    count_of(a['gen_ai.usage.cache_read.input_tokens']) AS cache_read_count,
                    count_of(a['gen_ai.usage.cache_creation.input_tokens']) AS cache_write_count,
                    count_of(a['gen_ai.usage.output_tokens']) AS output_count,
                    count_of(a['gen_ai.usage.reasoning.output_tokens']) AS reasoning_count,
                    toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency,
                    if(a['gen_ai.response.time_to_first_chunk'] = '', NULL,
                        toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.response.time_to_first_chunk']), 0) * 1000, 0), 4294967295))) AS time_to_first_chunk_ms,
                    -- Picodollars as our spans say them; NULL when that is not a whole number. Clamped only where it is known to be one: least(NULL, x) is x.
                    toUInt64OrNull(a['tollgate.cost.picousd']) AS pico_usd,
                    a['tollgate.cost.status'] AS said_status,
                    cut(a['tollgate.price.id']) AS price_id,
                    a['tollgate.price.open_ended'] = 'true' AS price_open_ended,
                    cut(a['tollgate.usage.source']) AS usage_source,
                    cut(a['tollgate.source']) AS source,
                    -- Most calls have none of these, and one pass over the names is cheaper than a lookup for each.
                    mapFilter((k, v) -> startsWith(k, 'tollgate.usage.counted.') OR endsWith(k, '_tokens') AND startsWith(k, 'tollgate'), a) AS extras
                FROM tollgate.otel_traces
                WHERE ScopeName = 'tollgate' AND a['gen_ai.operation.name'] != ''
            )
        )
    )
)
ARRAY JOIN keys AS key;
