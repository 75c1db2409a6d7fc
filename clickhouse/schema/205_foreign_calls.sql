-- Fills the ledger with the calls that only other instrumentations saw, or that they saw too: read 200 first, its rules hold here. Reads
-- foreign_spans (202), so it is planned only for inserts that have such a span.
--
-- Every spelling of a fact has the same number in the first list below, and of the spellings that a span has, the first that is not empty counts. One
-- pass over the names of a span instead of a lookup for each: one that finds nothing costs 0.3 µs, and there are 90.
--
-- Calls are leaves: agents, chains, steps, tools and whole traces sum up the usage of the calls below them and carry no money, and neither does a
-- call that has a call below it, which is a wrapper around the same one: its row gets a tombstone of rank 12, as does the same response in the next hour.
-- So of two foreign spans of one response at different hours the earlier one stays. A wrapper that has a response id, around a call that has none, is charged twice.
-- An embedding of the AI SDK has neither a response id nor a span of ours below it: it is known by its trace, model, count and minute, for which ours
-- have a tombstone (203). Of two with the same count in one minute of one trace that only the AI SDK saw, one is charged.
--
-- Cost is by the book, whatever the span says. 'unpriced' also where no count came at all: 0 tokens are no price of $0. 'estimated' where no
-- provider was named and the model's name told it. Cached tokens that a span does not mention are charged as input (dear side).
-- In levels, each of which reads plain columns of the one below: an alias that stands for an expression is planned anew at each use.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.foreign_calls_from_spans TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    key.1 AS hour, ts, tenant, key.2 AS call_id, key.3 AS rank, if(key.3 = 10, 'call', 'superseded') AS kind, now('UTC') AS ingested_at,
    if(key.3 = 10, trace_bytes, toFixedString('', 16)) AS trace_id, if(key.3 = 10, span_number, 0) AS span_id,
    provider, operation, request_model, model, agent, user_id, if(key.3 = 10, session_text, '') AS session, project, customer, workflow,
    environment, service, status, tier,
    if(key.3 = 10, input_count, 0) AS input_tokens, if(key.3 = 10, cache_read_count, 0) AS cache_read_tokens,
    if(key.3 = 10, cache_write_count, 0) AS cache_write_tokens, if(key.3 = 10, cache_write_1h_count, 0) AS cache_write_1h_tokens,
    if(key.3 = 10, output_count, 0) AS output_tokens, if(key.3 = 10, reasoning_count, 0) AS reasoning_tokens,
    if(key.3 = 10, latency, 0) AS latency_ms, if(key.3 = 10, first_chunk_ms, NULL) AS time_to_first_chunk_ms,
    if(key.3 = 10 AND media_total > 0, media, []) AS media_tokens, price.open_ended AS price_open_ended,
    if(key.3 = 10 AND isFinite(said_cost), toDecimal64(least(greatest(assumeNotNull(said_cost), 0), 999999), 12), NULL) AS foreign_cost,
    reinterpret(if(key.3 = 10 AND cost_status IN ('priced', 'estimated'), assumeNotNull(pico_usd), 0), 'Decimal(18, 12)') AS cost,
    cost_status, price.price_id AS price_id, 'provider' AS usage_source, 'foreign' AS source
FROM
(
    SELECT *,
        multiIf(
            input_count + output_count + media_total = 0, if(status = 'ok', 'unpriced', 'free'),
            pico_usd IS NULL, if(price.price_id = '' AND provider IN ('ollama', 'vllm', 'lmstudio', 'llamacpp'), 'free', 'unpriced'),
            pico_usd = 0, 'free',
            provider_is_guessed, 'estimated',
            'priced') AS cost_status,
        arrayConcat(
            [(own_hour, own_call_id, 10)],
            if(id_is_unique AND toMinute(ts) >= 50, [(own_hour + INTERVAL 1 HOUR, own_call_id, 12)], []),
            if(ParentSpanId = '', [], arrayMap(h -> (h, parent_call_id, 12), if(toMinute(ts) < 10, [own_hour, own_hour - INTERVAL 1 HOUR], [own_hour])))) AS keys
    FROM
    (
        SELECT *,
            tollgate_cost(price, usage, no_counts) AS pico_usd,
            cityHash64(multiIf(
                id_is_unique, concat(id_family, ':', response_id),
                is_loose_embedding, concat('embeddings:', TraceId, ':', request_model, ':', toString(input_count), ':', toString(intDiv(toUnixTimestamp64Milli(ts), 60000))),
                concat(TraceId, ':', SpanId))) AS own_call_id,
            cityHash64(concat(TraceId, ':', ParentSpanId)) AS parent_call_id
        FROM
        (
            SELECT *,
                tollgate_price(provider, model, tier, ts) AS price,
                arrayConcat([toInt64(input_count), output_count, cache_read_count, cache_write_count, cache_write_1h_count, reasoning_count], media) AS usage,
                CAST(map(), 'Map(String, Int64)') AS no_counts,
                arraySum(media) AS media_total,
                toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
                operation = 'embeddings' AND input_count > 0 AND ScopeName IN ('ai', 'gen_ai') AND NOT id_is_unique AS is_loose_embedding
            FROM
            (
                SELECT * EXCEPT (cache_1h, said_input, said_output),
                    if(startsWith(provider, 'azure'), 'openai', provider) AS id_family,
                    length(response_id) >= 16 AND NOT match(response_id, '^[a-zA-Z_-]{0,16}[0-9]{1,13}$') AND id_family IN (
                        'openai', 'anthropic', 'gcp.gemini', 'gcp.vertex_ai', 'aws.bedrock', 'mistral_ai', 'cohere',
                        'groq', 'deepseek', 'x_ai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique,
                    -- Some count what was read from or written to a cache beside the input, some reasoning beside the output. It shows where a part exceeds its total.
                    toUInt32(said_input + if(cache_read_count + cache_write_count > said_input, cache_read_count + cache_write_count, 0)) AS input_count,
                    toUInt32(said_output + if(reasoning_count > said_output, reasoning_count, 0)) AS output_count,
                    least(cache_1h, cache_write_count) AS cache_write_1h_count
                FROM
                (
                    SELECT * EXCEPT (counts, provider_spelled),
                        counts[1] AS said_input, counts[2] AS said_output,
                        counts[3] AS cache_read_count, counts[4] AS cache_write_count, counts[5] AS cache_1h, counts[6] AS reasoning_count,
                        arraySlice(counts, 7) AS media,
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
                        SELECT * EXCEPT (said_model, said_counts, details, detail_values, said_dollars),
                            if(said_model = '', request_model, said_model) AS model,
                            -- Langfuse's counts are disjoint, unless its total says that the input has the cached ones in it.
                            arrayMap((text, detail) -> toUInt32(least(greatest(ifNotFinite(if(text = '', detail, toFloat64OrZero(text)), 0), 0), 1000000000)), said_counts, [
                                details[2] + if(details[1] = details[2] + details[3], 0, details[4] + details[5]),
                                details[3] + if(details[1] = details[2] + details[3], 0, details[6]),
                                details[4], details[5], 0, details[6], 0, 0, 0, 0, 0, 0]) AS counts,
                            if(said_dollars = '', NULL, toFloat64OrNull(said_dollars)) AS said_cost
                        FROM
                        (
                            SELECT
                                TraceId, SpanId, ParentSpanId, ScopeName, ts, tenant, service, trace_bytes, span_number, latency,
                                texts[indexOf(ids, 4)] AS response_id,
                                toLowCardinality(lower(leftUTF8(firstNonDefault(texts[indexOf(ids, 2)], texts[indexOf(ids, 3)]), 200))) AS provider_spelled,
                                leftUTF8(texts[indexOf(ids, 5)], 200) AS request_model, leftUTF8(texts[indexOf(ids, 6)], 200) AS said_model,
                                leftUTF8(texts[indexOf(ids, 7)], 200) AS agent, leftUTF8(texts[indexOf(ids, 8)], 200) AS user_id, leftUTF8(firstNonDefault(texts[indexOf(ids, 9)], texts[indexOf(ids, 10)]), 200) AS session_text,
                                leftUTF8(texts[indexOf(ids, 11)], 200) AS project, leftUTF8(texts[indexOf(ids, 12)], 200) AS customer, leftUTF8(firstNonDefault(texts[indexOf(ids, 13)], texts[indexOf(ids, 14)]), 200) AS workflow,
                                leftUTF8(firstNonDefault(texts[indexOf(ids, 15)], resource_environment, texts[indexOf(ids, 16)]), 200) AS environment,
                                multiIf(texts[indexOf(ids, 17)] != '', leftUTF8(texts[indexOf(ids, 17)], 200), StatusCode = 'Error', 'error', 'ok') AS status,
                                leftUTF8(texts[indexOf(ids, 18)], 200) AS tier,
                                [firstNonDefault(texts[indexOf(ids, 19)], texts[indexOf(ids, 20)]), firstNonDefault(texts[indexOf(ids, 21)], texts[indexOf(ids, 22)]), texts[indexOf(ids, 23)], texts[indexOf(ids, 24)], texts[indexOf(ids, 25)], texts[indexOf(ids, 26)], texts[indexOf(ids, 27)], texts[indexOf(ids, 28)], texts[indexOf(ids, 29)], texts[indexOf(ids, 30)], texts[indexOf(ids, 31)], texts[indexOf(ids, 32)]] AS said_counts,
                                JSONExtractKeysAndValues(texts[indexOf(ids, 33)], 'Float64') AS said_details,
                                arrayMap(d -> transform(d.1, [
                                    'total', 'total_tokens', 'input', 'input_tokens', 'prompt_tokens', 'output', 'output_tokens', 'completion_tokens',
                                    'cache_read_input_tokens', 'input_cached_tokens', 'input_cache_read', 'cached_tokens',
                                    'cache_creation_input_tokens', 'input_cache_creation', 'cache_write_input_tokens',
                                    'output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens'], [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6], 0), said_details) AS detail_ids,
                                arrayMap(d -> d.2, said_details) AS detail_values,
                                arrayMap(id -> detail_values[indexOf(detail_ids, id)], [1, 2, 3, 4, 5, 6]) AS details,
                                -- An amount in another currency than dollars says nothing here.
                                multiIf(texts[indexOf(ids, 35)] != '' AND texts[indexOf(ids, 36)] IN ('', 'USD'), texts[indexOf(ids, 35)], JSONExtractRaw(texts[indexOf(ids, 34)], 'total')) AS said_dollars,
                                if(texts[indexOf(ids, 37)] = '', NULL, toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(texts[indexOf(ids, 37)]), 0) * 1000, 0), 4294967295))) AS first_chunk_ms,
                                multiIf(
                                    texts[indexOf(ids, 39)] IN ('workflow', 'task', 'agent', 'tool')
                                        OR lower(texts[indexOf(ids, 38)]) NOT IN ('', 'llm', 'embedding')
                                        OR texts[indexOf(ids, 40)] NOT IN ('', 'generation', 'embedding')
                                        OR (texts[indexOf(ids, 41)] != '' AND NOT match(texts[indexOf(ids, 41)], '[.]do(Generate|Stream|Embed)$')), '',
                                    texts[indexOf(ids, 1)] != '', transform(lower(texts[indexOf(ids, 1)]),
                                        ['chat', 'responses', 'text_completion', 'completion', 'generate_content', 'embeddings', 'embedding', 'image_generation', 'image', 'audio', 'rerank'],
                                        ['chat', 'chat', 'text_completion', 'text_completion', 'generate_content', 'embeddings', 'embeddings', 'image_generation', 'image_generation', 'audio', 'rerank'], ''),
                                    lower(texts[indexOf(ids, 38)]) = 'llm' OR texts[indexOf(ids, 40)] = 'generation', 'chat',
                                    lower(texts[indexOf(ids, 38)]) = 'embedding' OR texts[indexOf(ids, 40)] = 'embedding', 'embeddings',
                                    texts[indexOf(ids, 42)] != '', transform(texts[indexOf(ids, 42)], ['chat', 'completion', 'embedding', 'rerank'], ['chat', 'text_completion', 'embeddings', 'rerank'], ''),
                                    texts[indexOf(ids, 41)] != '', if(endsWith(texts[indexOf(ids, 41)], 'Embed'), 'embeddings', 'chat'),
                                    -- Before the attribute existed (v1.27) the operation stood in the span's name only.
                                    texts[indexOf(ids, 3)] != '' AND texts[indexOf(ids, 5)] != '', extract(SpanName, '^(chat|text_completion|generate_content|embeddings)(?: |$)'),
                                    '') AS operation
                            FROM
                            (
                                SELECT
                                    TraceId, SpanId, ParentSpanId, ScopeName, SpanName, StatusCode,
                                    if(Timestamp BETWEEN now('UTC') - toIntervalMonth((SELECT if(count() = 0, 36, least(36, argMax(values[1], updated_at))) FROM tollgate.settings WHERE name = 'ledger_months')) AND now('UTC') + INTERVAL 1 DAY,
                                        toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
                                    -- Others' attributes are not trusted with the readers' boundary.
                                    leftUTF8(firstNonDefault(ResourceAttributes['tollgate.tenant'], 'default'), 200) AS tenant,
                                    firstNonDefault(ResourceAttributes['deployment.environment.name'], ResourceAttributes['deployment.environment']) AS resource_environment,
                                    leftUTF8(ServiceName, 200) AS service,
                                    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_bytes,
                                    reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_number,
                                    toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency,
                                    mapValues(SpanAttributes) AS texts,
                                    arrayMap((name, text) -> if(text = '', 0, transform(name, [
                                        'gen_ai.operation.name', 'gen_ai.provider.name', 'llm.provider', 'gen_ai.system', 'llm.system', 'ai.model.provider', 'gen_ai.response.id',
                                        'ai.response.id', 'gen_ai.request.model', 'ai.model.id', 'gen_ai.response.model', 'ai.response.model', 'llm.model_name', 'embedding.model_name',
                                        'langfuse.observation.model.name', 'gen_ai.agent.name', 'agent.name', 'ai.telemetry.functionId', 'user.id', 'enduser.id', 'langfuse.user.id',
                                        'traceloop.association.properties.user_id', 'ai.telemetry.metadata.userId', 'session.id', 'langfuse.session.id',
                                        'traceloop.association.properties.session_id', 'ai.telemetry.metadata.sessionId', 'gen_ai.conversation.id', 'tollgate.project', 'tollgate.customer',
                                        'tollgate.workflow', 'gen_ai.workflow.name', 'traceloop.workflow.name', 'langfuse.trace.name', 'tollgate.environment', 'langfuse.environment',
                                        'error.type', 'openai.response.service_tier', 'gen_ai.openai.response.service_tier', 'anthropic.response.service_tier', 'gen_ai.usage.input_tokens',
                                        'ai.usage.inputTokens', 'llm.token_count.prompt', 'gen_ai.usage.prompt_tokens', 'ai.usage.promptTokens', 'ai.usage.tokens',
                                        'gen_ai.usage.output_tokens', 'ai.usage.outputTokens', 'llm.token_count.completion', 'gen_ai.usage.completion_tokens', 'ai.usage.completionTokens',
                                        'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens', 'gen_ai.usage.prompt_tokens_details.cache_read',
                                        'gen_ai.usage.details.cache_read_tokens', 'llm.token_count.prompt_details.cache_read', 'ai.usage.inputTokenDetails.cacheReadTokens',
                                        'ai.usage.cachedInputTokens', 'gen_ai.usage.cache_write.input_tokens', 'gen_ai.usage.cache_creation.input_tokens',
                                        'gen_ai.usage.cache_creation_input_tokens', 'gen_ai.usage.cache_write_input_tokens', 'gen_ai.usage.prompt_tokens_details.cache_write',
                                        'gen_ai.usage.details.cache_write_tokens', 'llm.token_count.prompt_details.cache_write', 'ai.usage.inputTokenDetails.cacheWriteTokens',
                                        'anthropic.usage.cache_creation.ephemeral_1h_input_tokens', 'gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens',
                                        'gen_ai.usage.completion_tokens_details.reasoning', 'gen_ai.usage.details.reasoning_tokens', 'llm.token_count.completion_details.reasoning',
                                        'ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens', 'gen_ai.usage.audio.input_tokens', 'llm.token_count.prompt_details.audio',
                                        'gen_ai.usage.audio.cache_read.input_tokens', 'gen_ai.usage.audio.output_tokens', 'llm.token_count.completion_details.audio',
                                        'gen_ai.usage.completion_tokens_details.audio', 'gen_ai.usage.image.input_tokens', 'gen_ai.usage.image.cache_read.input_tokens',
                                        'gen_ai.usage.image.output_tokens', 'langfuse.observation.usage_details', 'langfuse.observation.cost_details', 'gen_ai.usage.cost', 'operation.cost',
                                        'llm.cost.total', 'gen_ai.usage.cost.amount', 'gen_ai.usage.cost.currency', 'gen_ai.response.time_to_first_chunk', 'openinference.span.kind',
                                        'traceloop.span.kind', 'langfuse.observation.type', 'ai.operationId', 'llm.request.type'], [
                                        1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 10, 11, 12, 13, 14, 14, 14, 15, 16, 17, 18, 18, 18, 19, 19, 19, 20,
                                        20, 20, 21, 21, 21, 22, 22, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24, 24, 24, 24, 24, 25, 26, 26, 26, 26, 26, 26, 26, 27, 27, 28, 29, 29, 29, 30,
                                        31, 32, 33, 34, 35, 35, 35, 35, 36, 37, 38, 39, 40, 41, 42], 0)), mapKeys(SpanAttributes), texts) AS ids
                                FROM tollgate.foreign_spans
                            )
                        )
                        WHERE operation != ''
                    )
                )
            )
        )
    )
)
ARRAY JOIN keys AS key
SETTINGS optimize_and_compare_chain = 0;
