-- The calls of one trace, first to last, with the columns of calls (400): SELECT * FROM tollgate.trace_calls(trace = '4bf92f3577b34da6a3ce929d0e0e4736'). Upper or lower
-- case; no trace of that id, or what is no id, is no row. calls renders every call's trace_id to compare it, which reads them all: 600 ms of ten million, where the
-- index on the id itself finds the few granules that may have it. A trace may be of any time, so there is no period.
CREATE OR REPLACE VIEW tollgate.trace_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, call_id, rank, ingested_at, lower(hex(trace_id)) AS trace_id, span_id, provider, operation, request_model,
    model, agent, user_id, session, project, customer, workflow, environment, service, status, tier, input_tokens,
    cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms,
    time_to_first_chunk_ms, cost, cost AS cost_usd, cost_status, price_id, usage_source, source
FROM tollgate.llm_calls AS c FINAL
WHERE kind = 'call' AND c.trace_id = toFixedString(substring(unhex({trace:String}), 1, 16), 16) AND match({trace:String}, '^[0-9a-fA-F]{32}$')
ORDER BY ts, call_id;
