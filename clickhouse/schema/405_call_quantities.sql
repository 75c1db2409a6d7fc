-- The view of 400 with the columns of 201 behind its own, read by the same rules. media_tokens are nine totals in the order of tollgate_cost(), or
-- none; counted is in millionths. foreign_cost is what another instrumentation said, in dollars: never sum it up as spend, its 0 is not to be believed.
CREATE OR REPLACE VIEW tollgate.calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, call_id, rank, ingested_at, lower(hex(trace_id)) AS trace_id, span_id, provider, operation, request_model,
    model, agent, user_id, session, project, customer, workflow, environment, service, status, tier, input_tokens,
    cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms,
    time_to_first_chunk_ms, cost, cost AS cost_usd, cost_status, price_id, usage_source, source,
    media_tokens, counted, price_open_ended, foreign_cost
FROM tollgate.llm_calls FINAL
WHERE kind = 'call';
