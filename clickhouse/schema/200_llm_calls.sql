-- The ledger: one row per call, once. Read it through the view tollgate.calls (FINAL, kind = 'call'): the table itself holds
-- every delivery of a call, and the exporter delivers twice after a crash, so a plain sum over it overcharges.
--
-- A call is (hour, tenant, call_id). call_id hashes `provider:response id` where the provider's ids are unique, else
-- `trace:span`. Of several rows of one call the highest rank stays: ours with the provider's numbers 30, ours estimated or
-- interrupted 20, a tombstone 15, any other instrumentation's 10.
-- A tombstone (kind 'superseded') removes another instrumentation's row of the same call where that row has another key: on
-- the other side of the hour, under the resource's tenant or none, or under its own trace:span when it is our span's parent.
-- Hour first: parts written over time then do not overlap and FINAL is nearly free. Partitioned by a column of the key:
-- rows of one identity must share a partition, or they never collapse.
CREATE TABLE IF NOT EXISTS tollgate.llm_calls
(
    hour                   DateTime('UTC'),
    ts                     DateTime64(3, 'UTC') CODEC(T64, ZSTD(1)),
    tenant                 LowCardinality(String),
    call_id                UInt64,
    rank                   UInt8,
    kind                   Enum8('call' = 0, 'superseded' = 1),
    ingested_at            DateTime('UTC') CODEC(T64, ZSTD(1)),
    trace_id               FixedString(16),
    span_id                UInt64,
    provider               LowCardinality(String),
    operation              LowCardinality(String),
    request_model          LowCardinality(String),
    model                  LowCardinality(String),
    agent                  LowCardinality(String),
    user_id                LowCardinality(String),
    session                String,
    project                LowCardinality(String),
    customer               LowCardinality(String),
    workflow               LowCardinality(String),
    environment            LowCardinality(String),
    service                LowCardinality(String),
    status                 LowCardinality(String),
    tier                   LowCardinality(String),
    input_tokens           UInt32 CODEC(T64, ZSTD(1)),
    cache_read_tokens      UInt32 CODEC(T64, ZSTD(1)),
    cache_write_tokens     UInt32 CODEC(T64, ZSTD(1)),
    cache_write_1h_tokens  UInt32 CODEC(T64, ZSTD(1)),
    output_tokens          UInt32 CODEC(T64, ZSTD(1)),
    reasoning_tokens       UInt32 CODEC(T64, ZSTD(1)),
    latency_ms             UInt32 CODEC(T64, ZSTD(1)),
    time_to_first_chunk_ms Nullable(UInt32) CODEC(T64, ZSTD(1)),
    cost                   Decimal(18, 12) CODEC(T64, ZSTD(1)),
    cost_status            LowCardinality(String),
    price_id               LowCardinality(String),
    usage_source           LowCardinality(String),
    source                 LowCardinality(String),
    INDEX session session TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX trace trace_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(rank)
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, tenant, call_id)
TTL hour + INTERVAL 36 MONTH
SETTINGS ttl_only_drop_parts = 1;

-- Fills the ledger as spans arrive. Nothing a span carries can make it fail, because the exporter would send that batch for
-- ever: counts and money are clamped, wrong types count as absent, texts are cut at 200 characters.
-- A start time before the last 36 months or after tomorrow counts as the day of arrival: such a clock is broken, its money
-- is not, and a batch over more than 100 months would fail.
-- The error falls on the dear side: such a row delivered again after the next midnight UTC has another hour and is charged twice. No hour
-- that follows from the row alone is both within the TTL and in the period whose budget must see the money, and a coarser one, such as
-- the month of arrival, would hide it from today's budgets always to save it from being doubled seldom.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.llm_calls_from_spans TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    key.1 AS hour, ts, key.2 AS tenant, key.3 AS call_id, key.4 AS rank, key.5 AS kind, now('UTC') AS ingested_at,
    trace_id, span_id, provider, operation, request_model, model, agent, user_id, session, project, customer, workflow,
    environment, service, status, tier,
    input_tokens * (kind = 'call') AS input_tokens, cache_read_tokens * (kind = 'call') AS cache_read_tokens,
    cache_write_tokens * (kind = 'call') AS cache_write_tokens, cache_write_1h_tokens * (kind = 'call') AS cache_write_1h_tokens,
    output_tokens * (kind = 'call') AS output_tokens, reasoning_tokens * (kind = 'call') AS reasoning_tokens,
    latency_ms, time_to_first_chunk_ms,
    -- At most $999,999.999999999999 a call: what the type holds; one more picodollar would wrap.
    reinterpret(toInt64(if(kind = 'call' AND cost_status IN ('priced', 'estimated'), least(assumeNotNull(pico_usd), 999999999999999999), 0)), 'Decimal(18, 12)') AS cost,
    cost_status, price_id, usage_source, source
FROM
(
    WITH
        SpanAttributes AS a,
        ResourceAttributes AS r,
        (s -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(s), 0), 0), 1e9))) AS count_of,
        (s -> leftUTF8(s, 200)) AS cut,
        (texts -> arrayFirst(t -> t != '', texts)) AS first_of,
        ScopeName = 'tollgate' AS ours,
        -- Which spans are calls: ours all; of others only inference and embedding leaves, never agents, chains, tools.
        multiIf(
            a['gen_ai.operation.name'] != '', a['gen_ai.operation.name'],
            a['openinference.span.kind'] = 'LLM' OR a['llm.request.type'] = 'chat', 'chat',
            a['openinference.span.kind'] = 'EMBEDDING' OR a['llm.request.type'] = 'embedding', 'embeddings',
            a['llm.request.type'] = 'completion', 'text_completion',
            a['ai.operationId'] LIKE '%.doEmbed', 'embeddings',
            a['ai.operationId'] LIKE '%.doGenerate' OR a['ai.operationId'] LIKE '%.doStream', 'chat',
            '') AS op,
        lower(first_of([a['gen_ai.provider.name'], a['gen_ai.system'], a['llm.provider'], a['llm.system'], a['ai.model.provider']])) AS provider_spelled,
        multiIf(
            ours, a['gen_ai.provider.name'],
            match(provider_spelled, '^az(ure)?[._-]?(ai[._-])?(openai|inference)'), 'azure',
            match(provider_spelled, '^(openai|anthropic)\\b'), extract(provider_spelled, '^(openai|anthropic)'),
            provider_spelled) AS provider_name,
        -- Identity. Azure's ids are OpenAI's; a local server's `chatcmpl-123` repeats within the hour.
        if(provider_name LIKE 'azure%', 'openai', provider_name) AS id_family,
        first_of([a['gen_ai.response.id'], a['ai.response.id']]) AS response_id,
        response_id != '' AND NOT match(response_id, '^chatcmpl-[0-9]{1,6}$') AND id_family IN (
            'openai', 'anthropic', 'google', 'gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai', 'aws.bedrock', 'mistral', 'mistral_ai', 'cohere',
            'groq', 'deepseek', 'x-ai', 'x_ai', 'xai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
        cityHash64(if(id_is_unique, concat(id_family, ':', response_id), concat(TraceId, ':', SpanId))) AS own_call_id,
        -- Tenant: only our own spans may name one; others' attributes are not trusted with the readers' boundary.
        cut(first_of([r['tollgate.tenant'], 'default'])) AS resource_tenant,
        cut(if(ours, first_of([a['tollgate.tenant'], resource_tenant]), resource_tenant)) AS own_tenant,
        arrayDistinct([own_tenant, resource_tenant, 'default']) AS tenants,
        -- Time.
        Timestamp BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY AS clock_is_sane,
        toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
        -- Ten minutes: a twin starts within the same request, so seconds away at most; retries of one SDK call may take minutes.
        arrayConcat([own_hour], if(toMinute(ts) < 10, [own_hour - INTERVAL 1 HOUR], []), if(toMinute(ts) >= 50, [own_hour + INTERVAL 1 HOUR], [])) AS twin_hours,
        lower(a['tollgate.supersedes_span_id']) AS superseded_span,
        arrayFlatten(arrayMap(t -> arrayMap(h -> (h, t), twin_hours), tenants)) AS twin_places,
        arrayFlatten(arrayMap(t -> arrayMap(h -> (h, t), [own_hour, own_hour - INTERVAL 1 HOUR]), tenants)) AS parent_places,
        arrayConcat(
            [(own_hour, own_tenant, own_call_id, toUInt8(multiIf(NOT ours, 10, a['tollgate.usage.source'] = 'provider', 30, 20)), 'call')],
            if(ours AND id_is_unique,
                arrayMap(p -> (p.1, p.2, own_call_id, toUInt8(15), 'superseded'), arrayFilter(p -> p != (own_hour, own_tenant), twin_places)), []),
            if(ours AND superseded_span != '',
                arrayMap(p -> (p.1, p.2, cityHash64(concat(TraceId, ':', superseded_span)), toUInt8(15), 'superseded'), parent_places), [])) AS keys
    SELECT
        keys,
        if(clock_is_sane, toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
        toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id,
        reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
        cut(provider_name) AS provider,
        cut(op) AS operation,
        cut(first_of([a['gen_ai.request.model'], a['ai.model.id']])) AS request_model,
        cut(first_of([a['gen_ai.response.model'], a['ai.response.model'], a['llm.model_name'], request_model])) AS model,
        cut(a['gen_ai.agent.name']) AS agent,
        cut(first_of([a['user.id'], a['enduser.id']])) AS user_id,
        cut(first_of([a['session.id'], a['gen_ai.conversation.id']])) AS session,
        cut(a['tollgate.project']) AS project,
        cut(a['tollgate.customer']) AS customer,
        cut(a['tollgate.workflow']) AS workflow,
        cut(first_of([a['tollgate.environment'], r['deployment.environment.name'], r['deployment.environment']])) AS environment,
        cut(ServiceName) AS service,
        multiIf(
            a['tollgate.budget.outcome'] = 'blocked', 'blocked',
            a['error.type'] != '', cut(a['error.type']),
            StatusCode = 'Error', 'error',
            'ok') AS status,
        cut(first_of([a['tollgate.service_tier'], a['openai.response.service_tier'], a['gen_ai.openai.response.service_tier']])) AS tier,
        count_of(first_of([a['gen_ai.usage.input_tokens'], a['gen_ai.usage.prompt_tokens'], a['llm.token_count.prompt'], a['ai.usage.promptTokens']])) AS input_tokens,
        count_of(first_of([a['gen_ai.usage.cache_read.input_tokens'], a['llm.token_count.prompt_details.cache_read']])) AS cache_read_tokens,
        count_of(first_of([a['gen_ai.usage.cache_creation.input_tokens'], a['gen_ai.usage.cache_write.input_tokens']])) AS cache_write_tokens,
        count_of(a['tollgate.usage.cache_write_1h.input_tokens']) AS cache_write_1h_tokens,
        count_of(first_of([a['gen_ai.usage.output_tokens'], a['gen_ai.usage.completion_tokens'], a['llm.token_count.completion'], a['ai.usage.completionTokens']])) AS output_tokens,
        count_of(first_of([a['gen_ai.usage.reasoning.output_tokens'], a['gen_ai.usage.reasoning_tokens'], a['llm.token_count.completion_details.reasoning']])) AS reasoning_tokens,
        toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency_ms,
        if(a['gen_ai.response.time_to_first_chunk'] = '', NULL,
            toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.response.time_to_first_chunk']), 0) * 1000, 0), 4294967295))) AS time_to_first_chunk_ms,
        -- Picodollars as our spans say them; NULL when that is not a whole number. Clamped only where it is known to be one: least(NULL, x) is x.
        toUInt64OrNull(a['tollgate.cost.picousd']) AS pico_usd,
        -- A price that cannot be read is "unpriced", never $0. Others' spans carry no price of ours yet.
        multiIf(
            NOT ours, if(status != 'ok' AND input_tokens + output_tokens = 0, 'free', 'unpriced'),
            a['tollgate.cost.status'] = 'free', 'free',
            pico_usd IS NULL OR a['tollgate.cost.status'] = 'unpriced', 'unpriced',
            a['tollgate.cost.status'] = 'estimated', 'estimated',
            'priced') AS cost_status,
        cut(a['tollgate.price.id']) AS price_id,
        cut(if(ours, a['tollgate.usage.source'], 'provider')) AS usage_source,
        if(ours, cut(a['tollgate.source']), 'foreign') AS source
    FROM tollgate.otel_traces
    WHERE op != '' AND (ours OR op IN ('chat', 'text_completion', 'generate_content', 'embeddings'))
)
ARRAY JOIN keys AS key;
