-- The facts of others' calls (214) with the name that is priced told by 136: 10 ms less of planning for each insert, and a twelfth less of 20,000 calls.
ALTER TABLE tollgate.foreign_calls_from_facts MODIFY QUERY
WITH
    tollgate_price_provider(provider) AS house,
    tollgate_priced_name_at(house, request_model, model) AS priced_name
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
    toLowCardinality(concat(house, '/', tollgate_price_name(priced_name))) AS price_key
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
