-- Spend by UTC day and every dimension. See spend_by_hour for what the sums hold.
CREATE OR REPLACE VIEW tollgate.spend_by_day DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT toDate(hour) AS day, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(h.calls) AS calls,
    sum(h.error_calls) AS error_calls,
    sum(h.blocked_calls) AS blocked_calls,
    sum(h.unpriced_calls) AS unpriced_calls,
    sum(h.estimated_calls) AS estimated_calls,
    sum(h.input_tokens) AS input_tokens,
    sum(h.cache_read_tokens) AS cache_read_tokens,
    sum(h.cache_write_tokens) AS cache_write_tokens,
    sum(h.output_tokens) AS output_tokens,
    sum(h.reasoning_tokens) AS reasoning_tokens,
    sum(h.cost_usd) AS cost_usd
FROM tollgate.spend_by_hour AS h
GROUP BY day, tenant, project, customer, agent, workflow, model, provider, operation, environment;
