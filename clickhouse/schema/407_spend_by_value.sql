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
-- The hours to roll are one constant for the whole query, so no hour can be counted twice or not at all.
CREATE OR REPLACE VIEW tollgate.spend_value_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT throwIf({dimension:String} NOT IN ('total', 'tenant', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment', 'user'), 'dimension must be total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment or user')) AS is_unknown,
    if({dimension:String} = 'tenant', 'total', {dimension:String}) AS stored,
    (SELECT groupArray(hour) FROM tollgate.value_hours_to_roll WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}) AS pending,
    arrayFilter(t -> t != toStartOfHour(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cuts,
    arrayDistinct(arrayConcat(pending, arrayMap(t -> toStartOfHour(t), cuts))) AS ledger_hours,
    arrayDistinct(arrayMap(t -> toStartOfDay(t), arrayConcat(pending, arrayFilter(t -> t != toStartOfDay(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}])))) AS cut_days
SELECT start, toString(tenant) AS tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, toString(provider) AS provider,
    calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
FROM tollgate.spend_values
WHERE is_unknown = 0 AND dimension = stored AND grain = 'day' AND start >= {from:DateTime('UTC')} AND start < toStartOfDay({to:DateTime('UTC')}) AND start NOT IN (SELECT arrayJoin(cut_days))
UNION ALL
SELECT start, toString(tenant), if({dimension:String} = 'tenant', toString(tenant), toString(value)), toString(provider), calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
FROM tollgate.spend_values
WHERE dimension = stored AND grain = 'hour' AND start IN (SELECT arrayJoin(arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), cut_days))))
    AND start >= {from:DateTime('UTC')} AND start < toStartOfHour({to:DateTime('UTC')}) AND start NOT IN (SELECT arrayJoin(ledger_hours))
UNION ALL
SELECT hour, toString(tenant),
    multiIf(
        {dimension:String} = 'tenant', toString(tenant),
        {dimension:String} = 'project', toString(project),
        {dimension:String} = 'customer', toString(customer),
        {dimension:String} = 'agent', toString(agent),
        {dimension:String} = 'workflow', toString(workflow),
        {dimension:String} = 'model', toString(model),
        {dimension:String} = 'provider', toString(e.provider),
        {dimension:String} = 'operation', toString(operation),
        {dimension:String} = 'status', toString(status),
        {dimension:String} = 'tier', toString(tier),
        {dimension:String} = 'environment', toString(environment),
        {dimension:String} = 'user', toString(user_id),
        ''),
    if({dimension:String} = 'model', toString(e.provider), ''),
    toInt64(calls), toInt64(error_calls), toInt64(blocked_calls), toInt64(unpriced_calls), toInt64(estimated_calls), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost_usd, 12), toDecimal128(billed_usd, 12)
FROM tollgate.ledger_measures AS e
WHERE hour IN (SELECT arrayJoin(if({dimension:String} = 'user', arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), cut_days)), ledger_hours)))
    AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

CREATE OR REPLACE VIEW tollgate.spend_by_value DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT tenant, value, provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM tollgate.spend_value_rows(dimension = {dimension:String}, from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS r
GROUP BY tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_days DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT toDate(start) AS day, tenant, value, provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM tollgate.spend_value_rows(dimension = {dimension:String}, from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS r
GROUP BY day, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_hours DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT throwIf({dimension:String} NOT IN ('total', 'tenant', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'), 'dimension must be total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier or environment: the hours of users are in no rollup')) AS is_unknown,
    if({dimension:String} = 'tenant', 'total', {dimension:String}) AS stored,
    (SELECT groupArray(hour) FROM tollgate.value_hours_to_roll WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}) AS pending,
    arrayDistinct(arrayConcat(pending, arrayMap(t -> toStartOfHour(t), arrayFilter(t -> t != toStartOfHour(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}])))) AS ledger_hours
SELECT hour, tenant, value, provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM
(
    SELECT start AS hour, toString(tenant) AS tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, toString(provider) AS provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE is_unknown = 0 AND dimension = stored AND grain = 'hour' AND start >= {from:DateTime('UTC')} AND start < toStartOfHour({to:DateTime('UTC')}) AND start NOT IN (SELECT arrayJoin(ledger_hours))
    UNION ALL
    SELECT hour, toString(tenant), multiIf(
            {dimension:String} = 'tenant', toString(tenant),
            {dimension:String} = 'project', toString(project),
            {dimension:String} = 'customer', toString(customer),
            {dimension:String} = 'agent', toString(agent),
            {dimension:String} = 'workflow', toString(workflow),
            {dimension:String} = 'model', toString(model),
            {dimension:String} = 'provider', toString(e.provider),
            {dimension:String} = 'operation', toString(operation),
            {dimension:String} = 'status', toString(status),
            {dimension:String} = 'tier', toString(tier),
            {dimension:String} = 'environment', toString(environment),
            ''), if({dimension:String} = 'model', toString(e.provider), ''),
        toInt64(calls), toInt64(error_calls), toInt64(blocked_calls), toInt64(unpriced_calls), toInt64(estimated_calls), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost_usd, 12), toDecimal128(billed_usd, 12)
    FROM tollgate.ledger_measures AS e
    WHERE hour IN (SELECT arrayJoin(ledger_hours)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY hour, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;
