-- The ledger with its corrections: every call, and beside it every entry that corrects its cost (220_corrections.sql). For sums that no rollup has: of a session,
-- a trace, a price, or of several dimensions at once. Filter on hour and ts; an entry has the times of its call.
-- Sum cost_usd (as corrected) and billed_usd (as billed), calls and unpriced_calls; never count() rows, because a corrected call has several.
-- What is not summed (cost_status, price_id, latency_ms of single calls) is to be read where kind = 'call', or from tollgate.calls, which has one row a call.
CREATE OR REPLACE VIEW tollgate.ledger_entries DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    kind, hour, ts, tenant, if(kind = 'call', call_id, corrects) AS call_id, run_id, lower(hex(trace_id)) AS trace_id, span_id, provider, operation, request_model,
    model, agent, user_id, session, project, customer, workflow, environment, service, status, tier, cost_status, price_id, usage_source, source,
    toInt64(kind = 'call') AS calls,
    (kind = 'call' AND cost_status = 'unpriced') + toInt64(unpriced_delta) AS unpriced_calls,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms,
    cost AS cost_usd,
    if(kind = 'call', cost, toDecimal64(0, 12)) AS billed_usd
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded';
