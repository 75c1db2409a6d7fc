-- Spend of [from, to) by agent, dearest first: SELECT * FROM tollgate.spend_by_agent(from = …, to = …). '' is calls without an agent.
-- cost_per_call_usd is over the calls whose price is known, and NULL when there is none: never a $0 for what is merely unpriced.
CREATE OR REPLACE VIEW tollgate.spend_by_agent DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT agent,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.cost_usd) AS cost_usd,
    if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd
FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS s
GROUP BY agent
ORDER BY cost_usd DESC, calls DESC, agent;
