-- The views of 419 with the hours of 500. Questions and answers are the same.

-- Spend of [from, to) by the values of one dimension, right to the second: whole UTC days from day rows, the hours at the edges from hour rows, and the
-- hours that the bounds cut or whose rollup has not caught up from the ledger by the call's own time.
-- dimension is total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment or user; another one is an error, because an empty
-- answer would look like no spend. '' in `value` is calls that do not name it. A model has its provider beside it, in every other dimension that is ''.
-- All four have: tenant, value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens,
-- cache_write_tokens, output_tokens, reasoning_tokens, cost_usd (as corrected), billed_usd (as billed; 312_ledger_measures.sql).
--   spend_value_rows(dimension = …, from = …, to = …)   + start: the hour, or the midnight of a day that is read whole. Rows are corrections: sum them.
--                                                         The cheapest to sum further, and toDate(start) is always the right day
--   spend_by_value(dimension = …, from = …, to = …)     one row a tenant and value
--   spend_value_days(dimension = …, from = …, to = …)   + day: one row a UTC day, tenant and value; no rows for days without any
--   spend_value_hours(dimension = …, from = …, to = …)  + hour: one row an hour, tenant and value. Not for users, whose hours are in no rollup
-- A value whose calls sum to 0 was taken back and is left out, but for spend_value_rows.
-- The hours read from the ledger are one constant for the whole query, so no hour can be counted twice or not at all. The same as in 419, over 500.
CREATE OR REPLACE VIEW tollgate.spend_value_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT start, toString(tenant) AS tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, toString(provider) AS provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
FROM tollgate.spend_values
WHERE tollgate_is_dimension({dimension:String})
    AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
UNION ALL
SELECT hour, toString(tenant), tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), toInt64(kind = 'call'), toInt64(tollgate_is_error(kind, status)), toInt64(tollgate_is_blocked(kind, status)), toInt64(tollgate_unpriced(kind, cost_status, unpriced_delta)), toInt64(tollgate_is_estimated(kind, cost_status, usage_source)), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost, 12), toDecimal128(tollgate_billed(kind, cost), 12)
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

CREATE OR REPLACE VIEW tollgate.spend_by_value DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT toString(tenant) AS tenant, value, toString(provider) AS provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM
(
    SELECT tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE tollgate_is_dimension({dimension:String})
        AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT tenant, tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_days DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT toDate(start) AS day, toString(tenant) AS tenant, value, toString(provider) AS provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM
(
    SELECT start, tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE tollgate_is_dimension({dimension:String})
        AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT hour, tenant, tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY day, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_hours DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour, toString(tenant) AS tenant, value, toString(provider) AS provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM
(
    SELECT start AS hour, tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE tollgate_is_dimension_by_hour({dimension:String})
        AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'hour' AND NOT has(ledger_hours, start)
    UNION ALL
    SELECT hour, tenant, tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, ''), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY hour, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;
