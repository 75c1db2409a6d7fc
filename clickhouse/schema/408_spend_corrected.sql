-- The views of 401 to 404 with corrections: cost_usd as corrected, billed_usd as billed (312_ledger_measures.sql). Filters and rules are as told there.
-- For combinations of dimensions; what asks about one dimension reads spend_by_value and its variants (407), which is many times faster.
CREATE OR REPLACE VIEW tollgate.spend_by_hour DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM tollgate.hours_to_roll) AS hours
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.cache_read_tokens) AS cache_read_tokens,
    sum(s.cache_write_tokens) AS cache_write_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.reasoning_tokens) AS reasoning_tokens,
    sum(s.cost_usd) AS cost_usd,
    sum(s.billed_usd) AS billed_usd
FROM
(
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND hour NOT IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
        toInt64(calls), toInt64(error_calls), toInt64(blocked_calls), toInt64(unpriced_calls), toInt64(estimated_calls), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost_usd, 12), toDecimal128(billed_usd, 12)
    FROM tollgate.ledger_measures
    WHERE hour IN (SELECT arrayJoin(hours))
) AS s
GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING calls != 0 OR cost_usd != 0;

-- spend_by_hour for exactly [from, to). Hours that the bounds cut are read from the ledger by the call's own time.
CREATE OR REPLACE VIEW tollgate.spend_between DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH arrayDistinct(arrayConcat(
    arrayMap(t -> toStartOfHour(t), arrayFilter(t -> t != toStartOfHour(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}])),
    (SELECT groupArray(hour) FROM tollgate.hours_to_roll WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}))) AS hours
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.cache_read_tokens) AS cache_read_tokens,
    sum(s.cache_write_tokens) AS cache_write_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.reasoning_tokens) AS reasoning_tokens,
    sum(s.cost_usd) AS cost_usd,
    sum(s.billed_usd) AS billed_usd
FROM
(
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND hour NOT IN (SELECT arrayJoin(hours)) AND hour >= {from:DateTime('UTC')} AND hour < toStartOfHour({to:DateTime('UTC')})
    UNION ALL
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
        toInt64(calls), toInt64(error_calls), toInt64(blocked_calls), toInt64(unpriced_calls), toInt64(estimated_calls), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost_usd, 12), toDecimal128(billed_usd, 12)
    FROM tollgate.ledger_measures
    WHERE hour IN (SELECT arrayJoin(hours)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING calls != 0 OR cost_usd != 0;

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
    sum(h.cost_usd) AS cost_usd,
    sum(h.billed_usd) AS billed_usd
FROM tollgate.spend_by_hour AS h
GROUP BY day, tenant, project, customer, agent, workflow, model, provider, operation, environment;

-- By scope, value and quarter hour, for budgets. usd is as corrected. Rows are corrections: only their sums mean anything.
CREATE OR REPLACE VIEW tollgate.spend_by_scope DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM tollgate.scope_hours_to_roll) AS pending
SELECT toString(scope) AS scope, toString(tenant) AS tenant, toString(value) AS value, hour, quarter, calls, usd
FROM tollgate.spend_scopes
WHERE is_marker = 0 AND hour NOT IN (SELECT arrayJoin(pending))
UNION ALL
SELECT toString(scope), toString(tenant), value, hour, quarter, toInt64(calls), toDecimal128(usd, 12)
FROM tollgate.calls_by_scope
WHERE hour IN (SELECT arrayJoin(pending));
