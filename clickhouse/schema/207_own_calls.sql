-- The filling view of 200, for our own spans only and with the quantities of 201: from here on other instrumentations' are 205's. Changed in place, because
-- a view that is dropped and created loses what arrives in between. The rules are told in 200; its names for others are read there no more.
-- In levels, each of which reads plain columns of the one below: the engine plans the view for each insert, and an alias that stands for an
-- expression is planned anew at each use (100 ms of CPU an insert as one level, whatever the number of spans).
-- The clamp of clocks follows the retention of the ledger, or a late row would fall into a month that has expired and be gone: 36 months at most, because a
-- block over more than 100 fails.
-- A tombstone carries no text and no number that only its call has: there is one for most calls, and each byte counts twice.
ALTER TABLE tollgate.llm_calls_from_spans MODIFY QUERY
SELECT
    place.1 AS hour, ts, place.2 AS tenant, place.3 AS call_id, place.4 AS rank, if(rank > 15, 'call', 'superseded') AS kind, now('UTC') AS ingested_at,
    if(rank > 15, trace_bytes, toFixedString('', 16)) AS trace_id, if(rank > 15, span_number, 0) AS span_id,
    provider, operation, request_model, model, agent, user_id, if(rank > 15, session_text, '') AS session, project, customer, workflow,
    environment, service, status, tier,
    input_count * (rank > 15) AS input_tokens, cache_read_count * (rank > 15) AS cache_read_tokens, cache_write_count * (rank > 15) AS cache_write_tokens,
    cache_write_1h_count * (rank > 15) AS cache_write_1h_tokens, output_count * (rank > 15) AS output_tokens, reasoning_count * (rank > 15) AS reasoning_tokens,
    latency * (rank > 15) AS latency_ms, if(rank > 15, first_chunk_ms, NULL) AS time_to_first_chunk_ms,
    if(rank > 15, media, []) AS media_tokens, if(rank > 15, counts, map()) AS counted, price_open_ended,
    reinterpret(billed_pico * (rank > 15), 'Decimal(18, 12)') AS cost,
    cost_status, price_id, usage_source, source
FROM
(
    SELECT *,
        -- At most $999,999.999999999999 a call: what the type holds. One more picodollar would wrap.
        if(cost_status IN ('priced', 'estimated'), toInt64(least(assumeNotNull(pico_usd), 999999999999999999)), 0) AS billed_pico,
        arrayConcat(
            [(own_hour, own_tenant, own_id, own_rank)],
            if(id_is_unique, arrayFilter(p -> p.1 != own_hour OR p.2 != own_tenant,
                arrayFlatten(arrayMap(t -> arrayMap(h -> (h, t, own_id, 15), twin_hours), tenants))), []),
            if(superseded_span = '' AND operation != 'embeddings', [],
                arrayFlatten(arrayMap(t -> arrayFlatten(arrayMap(id -> [(own_hour, t, id, 15), (own_hour - 3600, t, id, 15)], superseded_ids)), tenants)))) AS places
    FROM
    (
        SELECT *,
            if(id_is_unique, cityHash64(concat(id_family, ':', response_id)), cityHash64(concat(TraceId, ':', SpanId))) AS own_id,
            arrayDistinct([own_tenant, resource_tenant, 'default']) AS tenants,
            -- Ten minutes: a twin starts within the same request, so seconds away at most. Retries of one SDK call may take minutes.
            arrayConcat([own_hour], if(toMinute(ts) < 10, [own_hour - 3600], []), if(toMinute(ts) >= 50, [own_hour + 3600], [])) AS twin_hours,
            -- The AI SDK's span of an embedding starts before ours, in the same minute or the one before (205).
            arrayConcat(
                if(superseded_span = '', [], [cityHash64(concat(TraceId, ':', superseded_span))]),
                if(operation = 'embeddings', arrayMap(minute ->
                    cityHash64(concat('embeddings:', TraceId, ':', request_model, ':', toString(input_count), ':', toString(minute))), [own_minute, own_minute - 1]), [])) AS superseded_ids,
            -- A price that cannot be read is "unpriced", never $0.
            multiIf(
                said_status = 'free', 'free',
                pico_usd IS NULL OR said_status = 'unpriced', 'unpriced',
                said_status = 'estimated', 'estimated',
                'priced') AS cost_status
        FROM
        (
            SELECT *,
                -- Azure's ids are OpenAI's. Real ids have 20 characters or more. Ollama's `chatcmpl-123`, `chatcmpl-A1` of koboldcpp or a
                -- time in seconds repeat.
                if(startsWith(provider, 'azure'), 'openai', provider) AS id_family,
                length(response_id) >= 16 AND NOT match(response_id, '^[a-zA-Z_-]{0,16}[0-9]{1,13}$') AND id_family IN (
                    'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
                    'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
                toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
                intDiv(toUnixTimestamp64Milli(ts), 60000) AS own_minute,
                if(said_tenant = '', resource_tenant, said_tenant) AS own_tenant,
                if(said_model = '', request_model, said_model) AS model,
                if(said_environment = '', resource_environment, said_environment) AS environment,
                -- Of two rows of ours the one that knows more stays: a gateway's or a later reader's must not take a call from the agent that made it.
                toUInt8(if(usage_source = 'provider', 30, 20) - multiIf(
                    said_status = 'unpriced', 4,
                    agent = '' AND user_id = '' AND session_text = '' AND project = '' AND customer = '' AND workflow = '', 2,
                    0)) AS own_rank,
                toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(quantities['tollgate.usage.cache_write_1h.input_tokens']), 0), 0), 1e9)) AS cache_write_1h_count,
                -- Nearly all calls have but one of these names, their source.
                if(length(quantities) < 2, [], arrayMap(name -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(quantities[name]), 0), 0), 1e9)), [
                    'tollgate.usage.audio.input_tokens', 'tollgate.usage.audio.cache_read.input_tokens', 'tollgate.usage.audio.output_tokens',
                    'tollgate.usage.image.input_tokens', 'tollgate.usage.image.cache_read.input_tokens', 'tollgate.usage.image.output_tokens',
                    'tollgate.usage.video.input_tokens', 'tollgate.usage.video.cache_read.input_tokens', 'tollgate.usage.video.output_tokens'])) AS all_media,
                if(arrayMax(all_media) = 0, [], all_media) AS media,
                CAST(if(length(quantities) < 2, map(), mapApply(
                    (k, v) -> (leftUTF8(substring(k, 24), 100), toInt64(round(least(greatest(ifNotFinite(toFloat64OrZero(v), 0), 0), 1e8) * 1e6))),
                    mapFilter((k, v) -> startsWith(k, 'tollgate.usage.counted.'), quantities))), 'Map(LowCardinality(String), Int64)') AS counts
            FROM
            (
                WITH
                    SpanAttributes AS a,
                    ResourceAttributes AS r
                SELECT
                    TraceId, SpanId,
                    if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
                        toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
                    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_bytes,
                    reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_number,
                    leftUTF8(a['gen_ai.provider.name'], 200) AS provider,
                    a['gen_ai.response.id'] AS response_id,
                    lower(a['tollgate.supersedes_span_id']) AS superseded_span,
                    leftUTF8(a['tollgate.tenant'], 200) AS said_tenant,
                    leftUTF8(if(r['tollgate.tenant'] = '', 'default', r['tollgate.tenant']), 200) AS resource_tenant,
                    leftUTF8(a['gen_ai.operation.name'], 200) AS operation,
                    leftUTF8(a['gen_ai.request.model'], 200) AS request_model,
                    leftUTF8(a['gen_ai.response.model'], 200) AS said_model,
                    leftUTF8(a['gen_ai.agent.name'], 200) AS agent,
                    leftUTF8(a['user.id'], 200) AS user_id,
                    leftUTF8(if(a['session.id'] = '', a['gen_ai.conversation.id'], a['session.id']), 200) AS session_text,
                    leftUTF8(a['tollgate.project'], 200) AS project,
                    leftUTF8(a['tollgate.customer'], 200) AS customer,
                    leftUTF8(a['tollgate.workflow'], 200) AS workflow,
                    leftUTF8(a['tollgate.environment'], 200) AS said_environment,
                    leftUTF8(if(r['deployment.environment.name'] = '', r['deployment.environment'], r['deployment.environment.name']), 200) AS resource_environment,
                    leftUTF8(ServiceName, 200) AS service,
                    multiIf(
                        a['tollgate.budget.outcome'] = 'blocked', 'blocked',
                        a['error.type'] != '', leftUTF8(a['error.type'], 200),
                        StatusCode = 'Error', 'error',
                        'ok') AS status,
                    leftUTF8(a['tollgate.service_tier'], 200) AS tier,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.usage.input_tokens']), 0), 0), 1e9)) AS input_count,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.usage.cache_read.input_tokens']), 0), 0), 1e9)) AS cache_read_count,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.usage.cache_creation.input_tokens']), 0), 0), 1e9)) AS cache_write_count,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.usage.output_tokens']), 0), 0), 1e9)) AS output_count,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.usage.reasoning.output_tokens']), 0), 0), 1e9)) AS reasoning_count,
                    toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency,
                    if(a['gen_ai.response.time_to_first_chunk'] = '', NULL,
                        toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.response.time_to_first_chunk']), 0) * 1000, 0), 4294967295))) AS first_chunk_ms,
                    -- NULL when that is no whole number. Clamped only where it is known to be one: least(NULL, x) is x.
                    toUInt64OrNull(a['tollgate.cost.picousd']) AS pico_usd,
                    a['tollgate.cost.status'] AS said_status,
                    leftUTF8(a['tollgate.price.id'], 200) AS price_id,
                    a['tollgate.price.open_ended'] = 'true' AS price_open_ended,
                    leftUTF8(a['tollgate.usage.source'], 200) AS usage_source,
                    leftUTF8(a['tollgate.source'], 200) AS source,
                    mapFilter((k, v) -> startsWith(k, 'tollgate.usage.'), a) AS quantities
                FROM tollgate.otel_traces
                WHERE ScopeName = 'tollgate' AND a['gen_ai.operation.name'] != ''
            )
        )
    )
)
ARRAY JOIN places AS place
SETTINGS optimize_and_compare_chain = 0;
