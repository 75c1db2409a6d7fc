-- What other instrumentations say of a call, numbered once for all views that read it: see 211 for why. Every spelling of a fact has the same number in the
-- list below, and of the spellings that a span has, the first that is not empty counts. Cut at 200 characters, but for ids and what is JSON.
ALTER TABLE tollgate.foreign_spans ADD COLUMN IF NOT EXISTS facts Map(UInt8, String);

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
        arrayMap((name, text) -> if(name IN ('gen_ai.response.id', 'ai.response.id', 'langfuse.observation.usage_details', 'langfuse.observation.cost_details'), text, leftUTF8(text, 200)),
            mapKeys(SpanAttributes), mapValues(SpanAttributes))) AS facts
FROM tollgate.otel_traces
WHERE hasAny(mapKeys(SpanAttributes), [
        'gen_ai.operation.name', 'gen_ai.system', 'openinference.span.kind', 'llm.request.type', 'langfuse.observation.type', 'ai.operationId',
        'gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'llm.token_count.prompt', 'ai.usage.inputTokens'])
    AND NOT match(ScopeName, '^tollgate([.]|$)');

-- The same tests as in 208 in half of their time.
ALTER TABLE tollgate.doubtful_foreign_spans MODIFY QUERY
SELECT Timestamp, TraceId, SpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes
FROM tollgate.foreign_spans
WHERE facts[1] NOT IN ('chat', 'embeddings', 'text_completion', 'generate_content', 'invoke_agent', 'execute_tool', 'agent_step')
    OR NOT arrayExists(name -> name IN ('gen_ai.request.model', 'gen_ai.response.model'), mapKeys(SpanAttributes))
    OR NOT match(concat(
            SpanAttributes['gen_ai.usage.input_tokens'], ',', SpanAttributes['gen_ai.usage.output_tokens'], ',', SpanAttributes['gen_ai.usage.prompt_tokens'], ',',
            SpanAttributes['gen_ai.usage.completion_tokens'], ',', SpanAttributes['gen_ai.usage.cache_read.input_tokens']), '^([0-9]{0,9},){4}[0-9]{0,9}$')
    OR Timestamp NOT BETWEEN now('UTC') - INTERVAL 36 MONTH AND now('UTC') + INTERVAL 1 DAY;
