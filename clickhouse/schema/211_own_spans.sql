-- The filling view of 207 in two, for speed: what a plan and 20,000 rows cost it is told in docs/ledger-speed.md. Its rules hold, and those of 200.
--
-- Our own spans, passed on to the views that read them. Keeps nothing, see 202: an insert without any plans none of these views.
-- Names are of LowCardinality, so each name of a block is looked at once to number it, and a fact is then found by its number in a third of the time.
--   facts  what our spans say of a call, cut at 200 characters, by the place of its name in the list below; 0 is anything else
CREATE TABLE IF NOT EXISTS tollgate.own_spans
(
    Timestamp            DateTime64(9),
    TraceId              String,
    SpanId               String,
    SpanName             LowCardinality(String),
    ServiceName          LowCardinality(String),
    ResourceAttributes   Map(LowCardinality(String), String),
    ScopeName            String,
    SpanAttributes       Map(LowCardinality(String), String),
    Duration             UInt64,
    StatusCode           LowCardinality(String),
    facts                Map(UInt8, String),
    response_id          String,
    resource_tenant      String,
    resource_environment String,
    has_quantities       Bool
)
ENGINE = Null;

-- Those of them that may need a tombstone: started at the edge of an hour, of a tenant, around another's span, or with a clock that may count them on another
-- day. A table of its own, so that most inserts do not plan the next view (15 ms of CPU).
CREATE TABLE IF NOT EXISTS tollgate.own_spans_elsewhere
(
    Timestamp       DateTime64(9),
    TraceId         String,
    facts           Map(UInt8, String),
    response_id     String,
    resource_tenant String
)
ENGINE = Null;

-- A tombstone carries its place in the ledger and nothing of its call.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.own_tombstones_from_spans TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT place.1 AS hour, ts, tenant, place.2 AS call_id, 15 AS rank, 'superseded' AS kind, now('UTC') AS ingested_at, tier
FROM
(
    SELECT ts, tier, own_hour, own_tenant, own_id, tenants, place
    FROM
    (
        SELECT ts, tier, own_hour, own_tenant, own_id, tenants,
            arrayConcat(
                if(id_is_unique, arrayMap(h -> (h, own_id), twin_hours), []),
                arrayMap(id -> (own_hour, id), superseded_ids),
                arrayMap(id -> (own_hour - 3600, id), superseded_ids)) AS places
        FROM
        (
            SELECT ts, tier, own_tenant, cityHash64(concat(id_family, ':', response_id)) AS own_id,
                length(response_id) >= 16 AND NOT match(response_id, '^[a-zA-Z_-]{0,16}[0-9]{1,13}$') AND id_family IN (
                    'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
                    'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
                toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
                arrayDistinct([own_tenant, resource_tenant, 'default']) AS tenants,
                -- Ten minutes: a twin starts within the same request, so seconds away at most. Retries of one SDK call may take minutes.
                arrayConcat([own_hour], if(toMinute(ts) < 10, [own_hour - 3600], []), if(toMinute(ts) >= 50, [own_hour + 3600], [])) AS twin_hours,
                -- The AI SDK's span of an embedding starts before ours, in the same minute or the one before (214).
                arrayConcat(
                    if(superseded_span = '', [], [cityHash64(concat(TraceId, ':', superseded_span))]),
                    if(operation = 'embeddings', arrayMap(minutes_before ->
                        cityHash64(concat('embeddings:', TraceId, ':', request_model, ':', toString(input_count), ':', toString(intDiv(toUnixTimestamp64Milli(ts), 60000) - minutes_before))), [0, 1]), [])) AS superseded_ids
            FROM
            (
                SELECT
                    TraceId, response_id, resource_tenant,
                    if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
                        toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
                    if(startsWith(facts[2], 'azure'), 'openai', facts[2]) AS id_family,
                    lower(facts[30]) AS superseded_span,
                    if(facts[9] = '', resource_tenant, facts[9]) AS own_tenant,
                    facts[1] AS operation,
                    facts[3] AS request_model,
                    facts[16] AS tier,
                    toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[17]), 0), 0), 1e9)) AS input_count
                FROM tollgate.own_spans_elsewhere
            )
        )
    )
    ARRAY JOIN places AS place
)
ARRAY JOIN tenants AS tenant
WHERE place.1 != own_hour OR place.2 != own_id OR tenant != own_tenant
SETTINGS optimize_and_compare_chain = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.own_spans_elsewhere_from_spans TO tollgate.own_spans_elsewhere DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT Timestamp, TraceId, facts, response_id, resource_tenant
FROM tollgate.own_spans
WHERE ScopeName = 'tollgate' AND facts[1] != '' AND (
    toMinute(Timestamp, 'UTC') NOT BETWEEN 10 AND 49 OR facts[30] != '' OR facts[1] = 'embeddings'
    OR facts[9] NOT IN ('', 'default') OR resource_tenant != 'default'
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 1 DAY AND now('UTC') + INTERVAL 1 DAY);

-- From here on there are two of most tombstones until the next statement. Of both one row is left.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.own_spans_from_spans TO tollgate.own_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode,
    mapFromArrays(
        arrayMap(name -> transform(name, [
            'gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.agent.name', 'user.id',
            'session.id', 'gen_ai.conversation.id', 'tollgate.tenant', 'tollgate.project', 'tollgate.customer', 'tollgate.workflow',
            'tollgate.environment', 'error.type', 'tollgate.budget.outcome', 'tollgate.service_tier', 'gen_ai.usage.input_tokens',
            'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_creation.input_tokens', 'tollgate.usage.cache_write_1h.input_tokens',
            'gen_ai.usage.output_tokens', 'gen_ai.usage.reasoning.output_tokens', 'gen_ai.response.time_to_first_chunk', 'tollgate.cost.picousd',
            'tollgate.cost.status', 'tollgate.price.id', 'tollgate.price.open_ended', 'tollgate.usage.source', 'tollgate.source',
            'tollgate.supersedes_span_id'],
            range(1, 31), 0), mapKeys(SpanAttributes)),
        arrayMap(text -> leftUTF8(text, 200), mapValues(SpanAttributes))) AS facts,
    SpanAttributes['gen_ai.response.id'] AS response_id,
    leftUTF8(firstNonDefault(ResourceAttributes['tollgate.tenant'], 'default'), 200) AS resource_tenant,
    leftUTF8(firstNonDefault(ResourceAttributes['deployment.environment.name'], ResourceAttributes['deployment.environment']), 200) AS resource_environment,
    arrayCount(name -> startsWith(name, 'tollgate.usage.'), mapKeys(SpanAttributes)) > 1 AS has_quantities
FROM tollgate.otel_traces
WHERE ScopeName IN ('tollgate', 'tollgate.events');

-- In two levels, each of which reads plain columns of the one below: an alias that stands for an expression is planned anew at each use, and each further
-- level costs 3 ms of planning.
ALTER TABLE tollgate.llm_calls_from_spans MODIFY QUERY
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour, ts, tenant,
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
    'call' AS kind, now('UTC') AS ingested_at, trace_id, span_id,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms, time_to_first_chunk_ms,
    if(arrayMax(all_media) = 0, [], all_media) AS media_tokens, counted, price_open_ended,
    -- A price that cannot be read is "unpriced", never $0. At most $999,999.999999999999 a call: what the type holds. One more picodollar would wrap.
    reinterpret(if(said_status IN ('free', 'unpriced'), 0, toInt64(least(ifNull(pico_usd, 0), 999999999999999999))), 'Decimal(18, 12)') AS cost,
    multiIf(
        said_status = 'free', 'free',
        pico_usd IS NULL OR said_status = 'unpriced', 'unpriced',
        said_status = 'estimated', 'estimated',
        'priced') AS cost_status,
    price_id, usage_source, source
FROM
(
    SELECT
        TraceId, SpanId, response_id,
        if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
            toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
        toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id,
        reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
        facts[2] AS provider,
        if(startsWith(facts[2], 'azure'), 'openai', facts[2]) AS id_family,
        if(facts[9] = '', resource_tenant, facts[9]) AS tenant,
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
        -- NULL when that is no whole number. Clamped only where it is known to be one: least(NULL, x) is x.
        toUInt64OrNull(facts[24]) AS pico_usd,
        facts[25] AS said_status,
        facts[26] AS price_id,
        facts[27] = 'true' AS price_open_ended,
        facts[28] AS usage_source,
        facts[29] AS source,
        -- Nearly all calls have but one name of usage of ours, its source.
        if(has_quantities, arrayMap(name -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(SpanAttributes[name]), 0), 0), 1e9)), [
            'tollgate.usage.audio.input_tokens', 'tollgate.usage.audio.cache_read.input_tokens', 'tollgate.usage.audio.output_tokens',
            'tollgate.usage.image.input_tokens', 'tollgate.usage.image.cache_read.input_tokens', 'tollgate.usage.image.output_tokens',
            'tollgate.usage.video.input_tokens', 'tollgate.usage.video.cache_read.input_tokens', 'tollgate.usage.video.output_tokens']), []) AS all_media,
        CAST(if(has_quantities, mapApply(
            (k, v) -> (leftUTF8(substring(k, 24), 100), toInt64(round(least(greatest(ifNotFinite(toFloat64OrZero(v), 0), 0), 1e8) * 1e6))),
            mapFilter((k, v) -> startsWith(k, 'tollgate.usage.counted.'), SpanAttributes)), map()), 'Map(LowCardinality(String), Int64)') AS counted
    FROM tollgate.own_spans
    WHERE ScopeName = 'tollgate' AND facts[1] != ''
)
SETTINGS optimize_and_compare_chain = 0;
