-- The filling view of 205 in three, for speed: docs/ledger-speed.md has what each costs. Its rules hold, and so do those of 200.
--
-- Calls of other instrumentations with the facts that the ledger wants, before they are priced. Keeps nothing, see 202.
--   price_key  under which the price book looks for the name that is priced (133, 134)
CREATE TABLE IF NOT EXISTS tollgate.foreign_calls
(
    ts                     DateTime64(3, 'UTC'),
    tenant                 String,
    TraceId                String,
    SpanId                 String,
    ParentSpanId           String,
    response_id            String,
    id_family              String,
    id_is_unique           Bool,
    is_loose_embedding     Bool,
    provider               String,
    operation              String,
    request_model          String,
    model                  String,
    agent                  String,
    user_id                String,
    session                String,
    project                String,
    customer               String,
    workflow               String,
    environment            String,
    service                String,
    status                 String,
    tier                   String,
    input_tokens           UInt32,
    cache_read_tokens      UInt32,
    cache_write_tokens     UInt32,
    cache_write_1h_tokens  UInt32,
    output_tokens          UInt32,
    reasoning_tokens       UInt32,
    media_tokens           Array(UInt32),
    latency_ms             UInt32,
    time_to_first_chunk_ms Nullable(UInt32),
    said_cost              Nullable(Float64),
    provider_is_guessed    Bool,
    price_key              LowCardinality(String)
)
ENGINE = Null;

-- Of calls that have a call below them, which are wrappers around the same one, and of responses that may be seen again in the next hour. A tombstone carries its
-- place in the ledger and nothing of its call.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.foreign_tombstones_from_calls TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT place.1 AS hour, ts, tenant, place.2 AS call_id, 12 AS rank, 'superseded' AS kind, now('UTC') AS ingested_at, tier
FROM
(
    SELECT ts, tenant, tier, arrayConcat(
        if(id_is_unique AND toMinute(ts) >= 50, [(own_hour + 3600, cityHash64(concat(id_family, ':', response_id)))], []),
        if(ParentSpanId = '', [], arrayMap(h -> (h, cityHash64(concat(TraceId, ':', ParentSpanId))), if(toMinute(ts) < 10, [own_hour, own_hour - 3600], [own_hour])))) AS places
    FROM (SELECT *, toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour FROM tollgate.foreign_calls WHERE ParentSpanId != '' OR (id_is_unique AND toMinute(ts) >= 50))
)
ARRAY JOIN places AS place
SETTINGS optimize_and_compare_chain = 0;

-- Which spans are calls, and what they say. In levels, as in 211.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.foreign_calls_from_facts TO tollgate.foreign_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    ts, tenant, TraceId, SpanId, ParentSpanId, response_id, if(startsWith(provider, 'azure'), 'openai', provider) AS id_family,
    length(response_id) >= 16 AND NOT match(response_id, '^[a-zA-Z_-]{0,16}[0-9]{1,13}$') AND id_family IN (
        'openai', 'anthropic', 'gcp.gemini', 'gcp.vertex_ai', 'aws.bedrock', 'mistral_ai', 'cohere',
        'groq', 'deepseek', 'x_ai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
    operation = 'embeddings' AND input_tokens > 0 AND ScopeName IN ('ai', 'gen_ai') AND NOT id_is_unique AS is_loose_embedding,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    -- Some count what was read from or written to a cache beside the input, some reasoning beside the output. It shows where a part exceeds its total.
    toUInt32(counts[1] + if(counts[3] + counts[4] > counts[1], counts[3] + counts[4], 0)) AS input_tokens,
    counts[3] AS cache_read_tokens, counts[4] AS cache_write_tokens, least(counts[5], counts[4]) AS cache_write_1h_tokens,
    toUInt32(counts[2] + if(counts[6] > counts[2], counts[6], 0)) AS output_tokens,
    counts[6] AS reasoning_tokens, media_tokens, latency_ms, time_to_first_chunk_ms, said_cost, provider_is_guessed,
    tollgate_price_key(provider, tollgate_priced_name(provider, request_model, model)) AS price_key
FROM
(
    SELECT * EXCEPT (said_counts, said_media, details, said_dollars, provider_spelled),
        -- Langfuse's counts are disjoint, unless its total says that the input has the cached ones in it.
        arrayMap((text, detail) -> toUInt32(least(greatest(ifNotFinite(if(text = '', detail, toFloat64OrZero(text)), 0), 0), 1000000000)), said_counts,
            if(empty(details), [0., 0., 0., 0., 0., 0.], [
                details[2] + if(details[1] = details[2] + details[3], 0, details[4] + details[5]),
                details[3] + if(details[1] = details[2] + details[3], 0, details[6]),
                details[4], details[5], 0, details[6]])) AS counts,
        arrayMap(text -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(text), 0), 0), 1000000000)), said_media) AS media_tokens,
        if(said_dollars = '', NULL, toFloat64OrNull(said_dollars)) AS said_cost,
        provider_spelled = '' AS provider_is_guessed,
        -- Providers as our own spans spell them, so that a call has one spelling, and its identity too.
        toString(multiIf(
            match(provider_spelled, '^az(ure)?[._-]?(ai[._-])?inference'), 'azure.ai.inference',
            match(provider_spelled, '^az(ure|[._-])'), 'azure.ai.openai',
            match(provider_spelled, '^(openai|anthropic|groq|deepseek|cohere|perplexity|openrouter|together|fireworks|cerebras)'),
                extract(provider_spelled, '^(openai|anthropic|groq|deepseek|cohere|perplexity|openrouter|together|fireworks|cerebras)'),
            match(provider_spelled, '^(gcp[._-]|google[._-]?)?vertex'), 'gcp.vertex_ai',
            match(provider_spelled, '^(gcp[._-])?(gemini|gen_ai|google)'), 'gcp.gemini',
            match(provider_spelled, '^(amazon|aws)?[._-]?bedrock|^aws$'), 'aws.bedrock',
            match(provider_spelled, '^mistral'), 'mistral_ai',
            match(provider_spelled, '^x[._-]?ai'), 'x_ai',
            match(provider_spelled, '^moonshot'), 'moonshot_ai',
            provider_spelled != '', provider_spelled,
            match(model, '^(?i)(gpt-|o[1-9](-|$)|chatgpt-|text-embedding-)'), 'openai',
            match(model, '^(?i)claude-'), 'anthropic',
            match(model, '^(?i)gemini-'), 'gcp.gemini',
            '')) AS provider
    FROM
    (
        SELECT
            TraceId, SpanId, ParentSpanId, ScopeName,
            if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
                toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
            -- Others' attributes are not trusted with the readers' boundary.
            leftUTF8(firstNonDefault(ResourceAttributes['tollgate.tenant'], 'default'), 200) AS tenant,
            leftUTF8(ServiceName, 200) AS service,
            toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency_ms,
            facts[4] AS response_id,
            toLowCardinality(lower(if(facts[2] = '', facts[3], facts[2]))) AS provider_spelled,
            facts[5] AS request_model, if(facts[6] = '', facts[5], facts[6]) AS model,
            facts[7] AS agent, facts[8] AS user_id, if(facts[9] = '', facts[10], facts[9]) AS session, facts[11] AS project, facts[12] AS customer, if(facts[13] = '', facts[14], facts[13]) AS workflow,
            leftUTF8(firstNonDefault(facts[15], ResourceAttributes['deployment.environment.name'], ResourceAttributes['deployment.environment'], facts[16]), 200) AS environment,
            multiIf(facts[17] != '', facts[17], StatusCode = 'Error', 'error', 'ok') AS status,
            facts[18] AS tier,
            [if(facts[19] = '', facts[20], facts[19]), if(facts[21] = '', facts[22], facts[21]), facts[23], facts[24], facts[25], facts[26]] AS said_counts,
            if(facts[27] = '' AND facts[28] = '' AND facts[29] = '' AND facts[30] = '' AND facts[31] = '' AND facts[32] = '', [], [facts[27], facts[28], facts[29], facts[30], facts[31], facts[32]]) AS said_media,
            -- Langfuse's. As ids: the total is 1, input 2, output 3, read from a cache 4, written to one 5, reasoning 6.
            if(facts[33] = '', map(), mapFromArrays(
                arrayMap(d -> transform(d.1, [
                    'total', 'total_tokens', 'input', 'input_tokens', 'prompt_tokens', 'output', 'output_tokens', 'completion_tokens',
                    'cache_read_input_tokens', 'input_cached_tokens', 'input_cache_read', 'cached_tokens',
                    'cache_creation_input_tokens', 'input_cache_creation', 'cache_write_input_tokens',
                    'output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens'], [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6], 0),
                    JSONExtractKeysAndValues(facts[33], 'Float64')),
                arrayMap(d -> d.2, JSONExtractKeysAndValues(facts[33], 'Float64')))) AS details,
            -- An amount in another currency than dollars says nothing here.
            multiIf(facts[35] != '' AND facts[36] IN ('', 'USD'), facts[35], facts[34] != '', JSONExtractRaw(facts[34], 'total'), '') AS said_dollars,
            if(facts[37] = '', NULL, toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(facts[37]), 0) * 1000, 0), 4294967295))) AS time_to_first_chunk_ms,
            multiIf(
                facts[39] IN ('workflow', 'task', 'agent', 'tool')
                    OR lower(facts[38]) NOT IN ('', 'llm', 'embedding')
                    OR facts[40] NOT IN ('', 'generation', 'embedding')
                    OR (facts[41] != '' AND NOT match(facts[41], '[.]do(Generate|Stream|Embed)$')), '',
                facts[1] != '', transform(lower(facts[1]),
                    ['chat', 'responses', 'text_completion', 'completion', 'generate_content', 'embeddings', 'embedding', 'image_generation', 'image', 'audio', 'rerank'],
                    ['chat', 'chat', 'text_completion', 'text_completion', 'generate_content', 'embeddings', 'embeddings', 'image_generation', 'image_generation', 'audio', 'rerank'], ''),
                lower(facts[38]) = 'llm' OR facts[40] = 'generation', 'chat',
                lower(facts[38]) = 'embedding' OR facts[40] = 'embedding', 'embeddings',
                facts[42] != '', transform(facts[42], ['chat', 'completion', 'embedding', 'rerank'], ['chat', 'text_completion', 'embeddings', 'rerank'], ''),
                facts[41] != '', if(endsWith(facts[41], 'Embed'), 'embeddings', 'chat'),
                -- Before the attribute existed (v1.27) the operation stood in the span's name only.
                facts[3] != '' AND facts[5] != '', extract(SpanName, '^(chat|text_completion|generate_content|embeddings)(?: |$)'),
                '') AS operation
        FROM tollgate.foreign_spans
    )
    WHERE operation != ''
)
SETTINGS optimize_and_compare_chain = 0;

-- Prices and writes them. The price is found in levels too, because each function of 133 is a text that is copied to each place where it is used. The sum is that
-- of tollgate_cost() for tokens and a fee. Nothing here depends on being left out where it is not needed: the engine evaluates a condition's branches for all rows
-- or for some as it likes, and does the latter many times slower. So a price that is missing has rates of -1, and not no rates.
ALTER TABLE tollgate.foreign_calls_from_spans MODIFY QUERY
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour, ts, tenant,
    cityHash64(multiIf(
        id_is_unique, concat(id_family, ':', response_id),
        is_loose_embedding, concat('embeddings:', TraceId, ':', request_model, ':', toString(input_tokens), ':', toString(intDiv(toUnixTimestamp64Milli(ts), 60000))),
        concat(TraceId, ':', SpanId))) AS call_id,
    10 AS rank, 'call' AS kind, now('UTC') AS ingested_at,
    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id, reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms, time_to_first_chunk_ms,
    if(media_total > 0, media_tokens, []) AS media_tokens, endsWith(priced_model, ' *') AS price_open_ended,
    if(isFinite(said_cost), toDecimal64(least(greatest(assumeNotNull(said_cost), 0), 999999), 12), NULL) AS foreign_cost,
    reinterpret(toInt64(pico * (input_tokens + output_tokens + media_total > 0 AND NOT has_no_price)), 'Decimal(18, 12)') AS cost,
    multiIf(
        input_tokens + output_tokens + media_total = 0, if(status = 'ok', 'unpriced', 'free'),
        has_no_price, if(price.price_id = '' AND provider IN ('ollama', 'vllm', 'lmstudio', 'llamacpp'), 'free', 'unpriced'),
        pico = 0, 'free',
        provider_is_guessed, 'estimated',
        'priced') AS cost_status,
    price.price_id AS price_id, 'provider' AS usage_source, 'foreign' AS source
FROM
(
    SELECT *,
        price.price_id = '' OR arrayMax(usage) > 100000000 OR pico > 9007199254740991 AS has_no_price
    FROM
    (
        SELECT *,
            arraySum((above, up_to, part) ->
                arraySum((quantity, rate) -> multiIf(
                        quantity < 0, toInt128('1267650600228229401496703205376'),
                        least(quantity, up_to) <= above, 0,
                        rate < 0, toInt128('1267650600228229401496703205376'),
                        toInt128(least(quantity, up_to) - above) * rate),
                    quantities, arrayResize(arraySlice(price.rates, 15 * part + 1, length(quantities)), length(quantities), -1)),
                if(price.part_above, arrayPushFront(price.thresholds, 0), [0]),
                if(price.part_above, arrayPushBack(price.thresholds, 100000000), [100000000]),
                if(price.part_above, range(length(price.thresholds) + 1), [arrayCount(above -> input_tokens > above, price.thresholds)]))
            + price.counted_rates[indexOf(price.counted_units, 'request')] AS pico
        FROM
        (
            SELECT *,
                dictGet('tollgate.price_range_dictionary', ('price_id', 'part_above', 'thresholds', 'rates', 'counted_units', 'counted_rates'), (
                    toString(replaceOne(priced_model, ' *', '')), tollgate_price_tier(tier),
                    if(dictGet('tollgate.price_model_dictionary', 'by_hour', replaceOne(priced_model, ' *', '')) = 1, toUInt8(toHour(ts, 'UTC') * 2 + (toMinute(ts, 'UTC') >= 30)), 255)
                ), toDate32(ts, 'UTC')) AS price,
                -- Those of sound and pictures come last, and few calls have any.
                if(media_total = 0,
                    [usage[1] - usage[3] - usage[4], usage[3], usage[4] - usage[5], usage[5], usage[2] - usage[6], usage[6]],
                    tollgate_token_quantities(usage)) AS quantities
            FROM
            (
                SELECT *,
                    tollgate_price_model(price_key) AS priced_model,
                    arrayConcat([toInt64(input_tokens), output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens) AS usage,
                    arraySum(media_tokens) AS media_total
                FROM tollgate.foreign_calls
            )
        )
    )
)
SETTINGS optimize_and_compare_chain = 0;
