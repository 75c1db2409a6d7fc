-- Rules that several views share, as functions: the engine writes their text into each view that is made with them, so they cost nothing to call. Views with a
-- period ask tables directly by these rules and not another view with a period: the engine analyses such a view twice, and the one inside
-- it twice again, which took 80 of the 100 ms of CPU of spend_by_agent. Who changes a function makes the views anew that use it.

-- The first hour of which the ledger is surely whole, as in ledger_floor (312). migrate replaces its two numbers in every view when the retention changes.
CREATE OR REPLACE FUNCTION tollgate_first_whole_hour AS () -> toStartOfDay(greatest(now('UTC') - INTERVAL 36 MONTH, toDateTime(0, 'UTC'))) + INTERVAL 2 DAY;

-- Hours of [from, to) that have to be read from the ledger because spend_values (313) has not caught up with them, as value_hours_to_roll says it of all.
CREATE OR REPLACE FUNCTION tollgate_value_hours_to_roll AS (period_start, period_end) ->
    (SELECT groupArray(hour) FROM (SELECT hour FROM
        (
            SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours WHERE hour >= greatest(tollgate_first_whole_hour(), toStartOfHour(period_start)) AND hour < period_end
            UNION ALL
            SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_values WHERE dimension = '' AND start >= toStartOfHour(period_start) AND start < period_end
        ) GROUP BY hour HAVING max(touched_at) > max(rolled_at)));

-- The same of spend_usage (316).
CREATE OR REPLACE FUNCTION tollgate_usage_hours_to_roll AS (period_start, period_end) ->
    (SELECT groupArray(hour) FROM (SELECT hour FROM
        (
            SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours WHERE hour >= greatest(tollgate_first_whole_hour(), toStartOfHour(period_start)) AND hour < period_end
            UNION ALL
            SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_usage WHERE is_marker = 1 AND start >= toStartOfHour(period_start) AND start < period_end
        ) GROUP BY hour HAVING max(touched_at) > max(rolled_at)));

-- With the hours in which a day begins or ends that the bounds cut: these and the pending ones are read from the ledger, the rest of their days from hour rows,
-- all other days from day rows.
CREATE OR REPLACE FUNCTION tollgate_ledger_hours AS (pending, period_start, period_end) ->
    arrayConcat(pending, arrayMap(bound -> toStartOfHour(bound), arrayFilter(bound -> bound != toStartOfDay(bound), [period_start, period_end])));

-- Whether a row of a rollup by hour and day counts. has(), because an index is used for it whichever way it is negated.
CREATE OR REPLACE FUNCTION tollgate_is_rolled AS (grain, start, ledger_hours, cut_days) ->
    (grain = 'day' AND NOT has(cut_days, start)) OR (grain = 'hour' AND has(cut_days, toStartOfDay(start)) AND NOT has(ledger_hours, start));

-- The measures of an entry of the ledger, as in ledger_measures (312).
CREATE OR REPLACE FUNCTION tollgate_is_error AS (kind, status) -> kind = 'call' AND status NOT IN ('ok', 'blocked');
CREATE OR REPLACE FUNCTION tollgate_is_blocked AS (kind, status) -> kind = 'call' AND status = 'blocked';
CREATE OR REPLACE FUNCTION tollgate_unpriced AS (kind, cost_status, unpriced_delta) -> (kind = 'call' AND cost_status = 'unpriced') + unpriced_delta;
CREATE OR REPLACE FUNCTION tollgate_is_estimated AS (kind, cost_status, usage_source) -> kind = 'call' AND (cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider'));
CREATE OR REPLACE FUNCTION tollgate_billed AS (kind, cost) -> if(kind = 'call', cost, toDecimal64(0, 12));

-- The dimensions of spend_values. Another one is an error, because an empty answer would look like no spend; in a query of its own, because it has to be
-- asked also where there are no rows.
CREATE OR REPLACE FUNCTION tollgate_is_dimension AS (dimension) -> (SELECT throwIf(dimension NOT IN ('total', 'tenant', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment', 'user'),
    'dimension must be total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment or user')) = 0;
CREATE OR REPLACE FUNCTION tollgate_is_dimension_by_hour AS (dimension) -> (SELECT throwIf(dimension NOT IN ('total', 'tenant', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'),
    'dimension must be total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier or environment: the hours of users are in no rollup')) = 0;

-- Every row is by tenant, so the sums by tenant are those of total.
CREATE OR REPLACE FUNCTION tollgate_stored_dimension AS (dimension) -> if(dimension = 'tenant', 'total', dimension);

-- What an entry of the ledger has in a dimension, as spend_values has it in `value`.
CREATE OR REPLACE FUNCTION tollgate_value_of AS (dimension, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id) ->
    multiIf(dimension = 'tenant', toString(tenant), dimension = 'project', toString(project), dimension = 'customer', toString(customer), dimension = 'agent', toString(agent), dimension = 'workflow', toString(workflow), dimension = 'model', toString(model), dimension = 'provider', toString(provider), dimension = 'operation', toString(operation), dimension = 'status', toString(status), dimension = 'tier', toString(tier), dimension = 'environment', toString(environment), dimension = 'user', toString(user_id), '');

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
-- The hours to roll are one constant for the whole query, so no hour can be counted twice or not at all. The same as in 407, in one level each.
CREATE OR REPLACE VIEW tollgate.spend_value_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT start, toString(tenant) AS tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, toString(provider) AS provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
FROM tollgate.spend_values
WHERE tollgate_is_dimension({dimension:String})
    AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
UNION ALL
SELECT hour, toString(tenant), tollgate_value_of({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), toInt64(kind = 'call'), toInt64(tollgate_is_error(kind, status)), toInt64(tollgate_is_blocked(kind, status)), toInt64(tollgate_unpriced(kind, cost_status, unpriced_delta)), toInt64(tollgate_is_estimated(kind, cost_status, usage_source)), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost, 12), toDecimal128(tollgate_billed(kind, cost), 12)
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

CREATE OR REPLACE VIEW tollgate.spend_by_value DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
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
    SELECT tenant, tollgate_value_of({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_days DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
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
    SELECT hour, tenant, tollgate_value_of({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY day, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;

CREATE OR REPLACE VIEW tollgate.spend_value_hours DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour, toString(tenant) AS tenant, value, toString(provider) AS provider,
    sum(r.calls) AS calls, sum(r.error_calls) AS error_calls, sum(r.blocked_calls) AS blocked_calls, sum(r.unpriced_calls) AS unpriced_calls, sum(r.estimated_calls) AS estimated_calls, sum(r.input_tokens) AS input_tokens, sum(r.cache_read_tokens) AS cache_read_tokens, sum(r.cache_write_tokens) AS cache_write_tokens, sum(r.output_tokens) AS output_tokens, sum(r.reasoning_tokens) AS reasoning_tokens, sum(r.cost_usd) AS cost_usd, sum(r.billed_usd) AS billed_usd
FROM
(
    SELECT start AS hour, tenant, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE tollgate_is_dimension_by_hour({dimension:String})
        AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'hour' AND NOT has(ledger_hours, start)
    UNION ALL
    SELECT hour, tenant, tollgate_value_of({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, ''), if({dimension:String} = 'model', provider, ''), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS r
GROUP BY hour, tenant, value, provider
HAVING calls != 0 OR cost_usd != 0;
