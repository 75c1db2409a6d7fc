-- Fills the ledger with the calls that only other instrumentations saw, or that they saw too: read 200 first, its rules hold here. A view of its own,
-- because the spellings of nine instrumentations are looked up here, and ours need none of them.
-- Created before 203 takes these spans out of the other view: written by both they are one row, written by neither they would be lost.
--
-- Calls are leaves: agents, chains, steps, tools and whole traces sum up the usage of the calls below them and carry no money, and neither does a
-- call that has a call below it, which is a wrapper around the same one: its row gets a tombstone of rank 12, as does the same response in the next hour.
-- So of two foreign spans of one response at different hours the earlier one stays. A wrapper that has a response id, around a call that has none, is charged twice.
--
-- Cost is by the book, whatever the span says. 'unpriced' also where no count came at all: 0 tokens are no price of $0. 'estimated' where no
-- provider was named and the model's name told it. Cached tokens that a span does not mention are charged as input (dear side).
-- In layers for the sake of planning, see 203.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.foreign_calls_from_spans TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    key.1 AS hour, ts, key.2 AS tenant, key.3 AS call_id, key.4 AS rank, key.5 AS kind, now('UTC') AS ingested_at,
    if(key.5 = 'call', trace_bytes, toFixedString('', 16)) AS trace_id, if(key.5 = 'call', span_number, 0) AS span_id,
    provider, operation, request_model, model, agent, user_id, if(key.5 = 'call', session_text, '') AS session, project, customer, workflow,
    environment, service, status, tier,
    if(key.5 = 'call', input_count, 0) AS input_tokens, if(key.5 = 'call', cache_read_count, 0) AS cache_read_tokens,
    if(key.5 = 'call', cache_write_count, 0) AS cache_write_tokens,
    if(key.5 = 'call', output_count, 0) AS output_tokens, if(key.5 = 'call', reasoning_count, 0) AS reasoning_tokens,
    if(key.5 = 'call', latency, 0) AS latency_ms, time_to_first_chunk_ms,
    if(key.5 = 'call' AND media_total > 0, media, []) AS media_tokens, price.open_ended AS price_open_ended,
    if(key.5 = 'call' AND isFinite(said_cost), toDecimal64(least(greatest(assumeNotNull(said_cost), 0), 999999), 12), NULL) AS foreign_cost,
    reinterpret(toInt64(if(key.5 = 'call' AND cost_status IN ('priced', 'estimated'), assumeNotNull(pico_usd), 0)), 'Decimal(18, 12)') AS cost,
    cost_status, price.price_id AS price_id, 'provider' AS usage_source, 'foreign' AS source
FROM
(
    SELECT *,
        multiIf(
            total = 0, if(status != 'ok', 'free', 'unpriced'),
            pico_usd IS NULL, 'unpriced',
            pico_usd = 0, 'free',
            provider_spelled = '', 'estimated',
            'priced') AS cost_status,
        arrayConcat(
            [(own_hour, own_tenant, own_call_id, toUInt8(10), 'call')],
            if(id_is_unique AND toMinute(ts) >= 50, [(own_hour + INTERVAL 1 HOUR, own_tenant, own_call_id, toUInt8(12), 'superseded')], []),
            if(ParentSpanId != '',
                arrayMap(h -> (h, own_tenant, parent_call_id, toUInt8(12), 'superseded'), if(toMinute(ts) < 10, [own_hour, own_hour - INTERVAL 1 HOUR], [own_hour])), [])) AS keys
    FROM
    (
        SELECT *,
            input_count + output_count + media_total AS total,
            tollgate_cost(price, usage, no_counts) AS pico_usd,
            cityHash64(if(id_is_unique, concat(id_family, ':', response_id), concat(TraceId, ':', SpanId))) AS own_call_id,
            cityHash64(concat(TraceId, ':', ParentSpanId)) AS parent_call_id
        FROM
        (
            SELECT *,
                tollgate_price(provider, model, tier, ts) AS price,
                CAST(arrayConcat([input_count, output_count, cache_read_count, cache_write_count, 0, reasoning_count], media), 'Array(Int64)') AS usage,
                CAST(map(), 'Map(String, Int64)') AS no_counts,
                arraySum(media) AS media_total,
                toStartOfHour(toDateTime(ts, 'UTC')) AS own_hour,
                response_id != '' AND NOT match(response_id, '^chatcmpl-[0-9]{1,6}$') AND id_family IN (
                    'openai', 'anthropic', 'gcp.gemini', 'gcp.vertex_ai', 'aws.bedrock', 'mistral_ai', 'cohere',
                    'groq', 'deepseek', 'x_ai', 'together', 'fireworks', 'openrouter', 'perplexity') AS id_is_unique
            FROM
            (
                SELECT * EXCEPT (input_text, output_text, cache_read_text, cache_write_text, reasoning_text),
                    if(startsWith(provider, 'azure'), 'openai', provider) AS id_family,
                    -- Some count what was read from or written to a cache beside the input, some reasoning beside the output. It shows where a part exceeds its total.
                    toUInt32(said_input + if(cache_read_count + cache_write_count > said_input, cache_read_count + cache_write_count, 0)) AS input_count,
                    toUInt32(said_output + if(reasoning_count > said_output, reasoning_count, 0)) AS output_count
                FROM
                (
                    WITH
                        (s -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(s), 0), 0), 1e9))) AS count_of,
                        (names -> toString(least(greatest(ifNotFinite(arrayFirst(d -> has(names, d.1), details).2, 0), 0), 1e9))) AS detail
                    SELECT *,
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
                            '')) AS provider,
                        -- Langfuse's counts, one JSON object. They are disjoint, unless the total says that the input has the cached ones in it.
                        toFloat64(detail(['total', 'total_tokens'])) = toFloat64(detail(['input', 'input_tokens', 'prompt_tokens'])) + toFloat64(detail(['output', 'output_tokens', 'completion_tokens'])) AS are_totals,
                        count_of(if(cache_read_text = '', detail(['cache_read_input_tokens', 'input_cached_tokens', 'input_cache_read', 'cached_tokens']), cache_read_text)) AS cache_read_count,
                        count_of(if(cache_write_text = '', detail(['cache_creation_input_tokens', 'input_cache_creation', 'cache_write_input_tokens']), cache_write_text)) AS cache_write_count,
                        count_of(if(reasoning_text = '', detail(['output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens']), reasoning_text)) AS reasoning_count,
                        if(input_text = '', count_of(detail(['input', 'input_tokens', 'prompt_tokens'])) + if(are_totals, 0, cache_read_count + cache_write_count), count_of(input_text)) AS said_input,
                        if(output_text = '', count_of(detail(['output', 'output_tokens', 'completion_tokens'])) + if(are_totals, 0, reasoning_count), count_of(output_text)) AS said_output
                    FROM
                    (
                        WITH
                            SpanAttributes AS a,
                            ResourceAttributes AS r,
                            (s -> toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(s), 0), 0), 1e9))) AS count_of
                        SELECT
                            TraceId, SpanId, ParentSpanId,
                            if(Timestamp BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY,
                                toDateTime64(Timestamp, 3, 'UTC'), toDateTime64(toStartOfDay(now('UTC')), 3, 'UTC')) AS ts,
                            -- Others' attributes are not trusted with the readers' boundary.
                            if(r['tollgate.tenant'] = '', 'default', leftUTF8(r['tollgate.tenant'], 200)) AS own_tenant,
                            firstNonDefault(a['gen_ai.response.id'], a['ai.response.id']) AS response_id,
                            toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_bytes,
                            reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_number,
                            toLowCardinality(lower(leftUTF8(firstNonDefault(a['gen_ai.provider.name'], a['gen_ai.system'], a['llm.provider'], a['llm.system'], a['ai.model.provider']), 200))) AS provider_spelled,
                            leftUTF8(firstNonDefault(a['gen_ai.request.model'], a['ai.model.id']), 200) AS request_model,
                            leftUTF8(firstNonDefault(a['gen_ai.response.model'], a['ai.response.model'], a['llm.model_name'], a['embedding.model_name'], a['langfuse.observation.model.name'], a['gen_ai.request.model'], a['ai.model.id']), 200) AS model,
                            leftUTF8(firstNonDefault(a['gen_ai.agent.name'], a['agent.name'], a['ai.telemetry.functionId']), 200) AS agent,
                            leftUTF8(firstNonDefault(a['user.id'], a['enduser.id'], a['langfuse.user.id'], a['traceloop.association.properties.user_id'], a['ai.telemetry.metadata.userId']), 200) AS user_id,
                            leftUTF8(firstNonDefault(a['session.id'], a['gen_ai.conversation.id'], a['langfuse.session.id'], a['traceloop.association.properties.session_id'], a['ai.telemetry.metadata.sessionId']), 200) AS session_text,
                            leftUTF8(a['tollgate.project'], 200) AS project,
                            leftUTF8(a['tollgate.customer'], 200) AS customer,
                            leftUTF8(firstNonDefault(a['tollgate.workflow'], a['gen_ai.workflow.name'], a['traceloop.workflow.name'], a['langfuse.trace.name']), 200) AS workflow,
                            leftUTF8(multiIf(a['tollgate.environment'] != '', a['tollgate.environment'], r['deployment.environment.name'] != '', r['deployment.environment.name'],
                                r['deployment.environment'] != '', r['deployment.environment'], a['langfuse.environment']), 200) AS environment,
                            leftUTF8(ServiceName, 200) AS service,
                            multiIf(a['error.type'] != '', leftUTF8(a['error.type'], 200), StatusCode = 'Error', 'error', 'ok') AS status,
                            leftUTF8(firstNonDefault(a['openai.response.service_tier'], a['gen_ai.openai.response.service_tier']), 200) AS tier,
                            firstNonDefault(a['gen_ai.usage.input_tokens'], a['gen_ai.usage.prompt_tokens'], a['llm.token_count.prompt'], a['ai.usage.inputTokens'], a['ai.usage.promptTokens'], a['ai.usage.tokens']) AS input_text,
                            firstNonDefault(a['gen_ai.usage.output_tokens'], a['gen_ai.usage.completion_tokens'], a['llm.token_count.completion'], a['ai.usage.outputTokens'], a['ai.usage.completionTokens']) AS output_text,
                            firstNonDefault(a['gen_ai.usage.cache_read.input_tokens'], a['gen_ai.usage.cache_read_input_tokens'], a['gen_ai.usage.prompt_tokens_details.cache_read'], a['gen_ai.usage.details.cache_read_tokens'], a['llm.token_count.prompt_details.cache_read'], a['ai.usage.inputTokenDetails.cacheReadTokens'], a['ai.usage.cachedInputTokens']) AS cache_read_text,
                            firstNonDefault(a['gen_ai.usage.cache_write.input_tokens'], a['gen_ai.usage.cache_creation.input_tokens'], a['gen_ai.usage.cache_creation_input_tokens'], a['gen_ai.usage.cache_write_input_tokens'], a['gen_ai.usage.prompt_tokens_details.cache_write'], a['gen_ai.usage.details.cache_write_tokens'], a['llm.token_count.prompt_details.cache_write'], a['ai.usage.inputTokenDetails.cacheWriteTokens']) AS cache_write_text,
                            firstNonDefault(a['gen_ai.usage.reasoning.output_tokens'], a['gen_ai.usage.reasoning_tokens'], a['gen_ai.usage.completion_tokens_details.reasoning'], a['gen_ai.usage.details.reasoning_tokens'], a['llm.token_count.completion_details.reasoning'], a['ai.usage.outputTokenDetails.reasoningTokens'], a['ai.usage.reasoningTokens']) AS reasoning_text,
                            JSONExtractKeysAndValues(a['langfuse.observation.usage_details'], 'Float64') AS details,
                            [
                                count_of(firstNonDefault(a['gen_ai.usage.audio.input_tokens'], a['llm.token_count.prompt_details.audio'])), count_of(a['gen_ai.usage.audio.cache_read.input_tokens']),
                                count_of(firstNonDefault(a['gen_ai.usage.audio.output_tokens'], a['llm.token_count.completion_details.audio'], a['gen_ai.usage.completion_tokens_details.audio'])),
                                count_of(a['gen_ai.usage.image.input_tokens']), count_of(a['gen_ai.usage.image.cache_read.input_tokens']), count_of(a['gen_ai.usage.image.output_tokens'])
                            ] AS media,
                            toUInt32(least(intDiv(Duration, 1000000), 4294967295)) AS latency,
                            if(a['gen_ai.response.time_to_first_chunk'] = '', NULL,
                                toUInt32(least(greatest(ifNotFinite(toFloat64OrZero(a['gen_ai.response.time_to_first_chunk']), 0) * 1000, 0), 4294967295))) AS time_to_first_chunk_ms,
                            -- An amount in another currency than dollars says nothing here.
                            toFloat64OrNull(multiIf(
                                a['langfuse.observation.cost_details'] != '', toString(arrayFirst(d -> d.1 = 'total', JSONExtractKeysAndValues(a['langfuse.observation.cost_details'], 'Float64')).2),
                                a['gen_ai.usage.cost.currency'] NOT IN ('', 'USD'), '',
                                firstNonDefault(a['gen_ai.usage.cost'], a['operation.cost'], a['llm.cost.total'], a['gen_ai.usage.cost.amount']))) AS said_cost,
                            -- Recognising a call.
                            multiIf(
                                a['traceloop.span.kind'] IN ('workflow', 'task', 'agent', 'tool')
                                    OR lower(a['openinference.span.kind']) NOT IN ('', 'llm', 'embedding')
                                    OR a['langfuse.observation.type'] NOT IN ('', 'generation', 'embedding')
                                    OR (a['ai.operationId'] != '' AND NOT match(a['ai.operationId'], '[.]do(Generate|Stream|Embed)$')), '',
                                a['gen_ai.operation.name'] != '', transform(lower(a['gen_ai.operation.name']),
                                    ['chat', 'responses', 'text_completion', 'completion', 'generate_content', 'embeddings', 'embedding', 'image_generation', 'image', 'audio', 'rerank'],
                                    ['chat', 'chat', 'text_completion', 'text_completion', 'generate_content', 'embeddings', 'embeddings', 'image_generation', 'image_generation', 'audio', 'rerank'], ''),
                                lower(a['openinference.span.kind']) = 'llm' OR a['llm.request.type'] = 'chat' OR a['langfuse.observation.type'] = 'generation', 'chat',
                                lower(a['openinference.span.kind']) = 'embedding' OR a['llm.request.type'] = 'embedding' OR a['langfuse.observation.type'] = 'embedding', 'embeddings',
                                a['llm.request.type'] = 'completion', 'text_completion',
                                a['llm.request.type'] = 'rerank', 'rerank',
                                endsWith(a['ai.operationId'], '.doEmbed'), 'embeddings',
                                a['ai.operationId'] != '', 'chat',
                                -- Before the attribute existed (v1.27) the operation stood in the span's name only.
                                a['gen_ai.system'] != '' AND a['gen_ai.request.model'] != '', extract(SpanName, '^(chat|text_completion|generate_content|embeddings)(?: |$)'),
                                '') AS operation
                        FROM tollgate.otel_traces
                        WHERE NOT match(ScopeName, '^tollgate([.]|$)')
                    )
                    WHERE operation != ''
                )
            )
        )
    )
)
ARRAY JOIN keys AS key;
