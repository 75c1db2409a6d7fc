-- Sends the spans on their way, last, when everything stands that is to read them: until the next file ours and others' are read by the view of 200, too.
-- Of both a call is one row.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.foreign_spans_from_spans TO tollgate.foreign_spans DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT Timestamp, TraceId, SpanId, ParentSpanId, SpanName, ServiceName, ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode
FROM tollgate.otel_traces
WHERE hasAny(mapKeys(SpanAttributes), [
        'gen_ai.operation.name', 'gen_ai.system', 'openinference.span.kind', 'llm.request.type', 'langfuse.observation.type', 'ai.operationId',
        'gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'llm.token_count.prompt', 'ai.usage.inputTokens'])
    AND NOT match(ScopeName, '^tollgate([.]|$)');
