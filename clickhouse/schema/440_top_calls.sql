-- The n dearest calls of [from, to): SELECT * FROM tollgate.top_calls(from = …, to = …, n = 10).
-- Unpriced calls come last with cost 0; cost_status tells them from free ones.
CREATE OR REPLACE VIEW tollgate.top_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    ts, tenant, agent, user_id, session, provider, model, operation, status, input_tokens, cache_read_tokens, output_tokens, latency_ms,
    cost_usd, cost_status, trace_id
FROM tollgate.calls
WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
ORDER BY cost_usd DESC, ts, trace_id
LIMIT {n:UInt32};
