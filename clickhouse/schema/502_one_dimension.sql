-- The views of 487 with the hours of 500. Questions and answers are the same. cost_usd is as corrected; billed_usd, where it stands beside, as billed.

-- One row: the figures on top of the board, as told in 420_spend_cards.sql. The pace begins with the hour of the first call, at most seven days ago.
CREATE OR REPLACE VIEW tollgate.spend_cards DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    least(toDateTime(toStartOfMonth(now('UTC')), 'UTC'), toStartOfDay(now('UTC')) - INTERVAL 7 DAY) AS first_hour,
    toStartOfHour(now('UTC')) + INTERVAL 1 DAY AS last_hour,
    tollgate_value_ledger_hours(first_hour, last_hour) AS ledger_hours,
    toStartOfDay(now('UTC')) AS today,
    toDateTime(toStartOfMonth(now('UTC')), 'UTC') AS month_start,
    today - INTERVAL 7 DAY AS week_start,
    greatest(dateDiff('second', greatest(week_start, first_ts), now('UTC')), 3600) AS pace_seconds,
    dateDiff('second', now('UTC'), toDateTime(toStartOfMonth(now('UTC')) + INTERVAL 1 MONTH, 'UTC')) AS seconds_left
SELECT
    sumOrNullIf(h.cost_usd, hour >= today) AS today_usd,
    sumOrNullIf(h.cost_usd, hour >= month_start) AS month_usd,
    toDecimal128(toFloat64(month_usd) + toFloat64(sumIf(h.cost_usd, hour >= week_start)) / pace_seconds * seconds_left, 6) AS projected_month_usd,
    sumIf(h.calls, hour >= today) AS today_calls,
    sumIf(h.calls, hour >= month_start) AS month_calls,
    sumIf(h.unpriced_calls, hour >= today) AS unpriced_calls_today,
    minOrNull(hour) AS first_ts,
    now('UTC') AS as_of
FROM
(
    SELECT start AS hour, calls, unpriced_calls, cost_usd
    FROM tollgate.spend_values
    WHERE dimension = 'total' AND start >= toStartOfHour(first_hour) AND start < last_hour AND grain = 'hour' AND NOT has(ledger_hours, start)
    UNION ALL
    SELECT hour, kind = 'call', tollgate_unpriced(kind, cost_status, unpriced_delta), cost
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour(first_hour) AND hour < last_hour AND has(ledger_hours, hour)
) AS h;

-- Spend of [from, to) by agent, dearest first: SELECT * FROM tollgate.spend_by_agent(from = …, to = …). '' is calls without an agent.
-- cost_per_call_usd is over the calls whose price is known, and NULL when there is none: never a $0 for what is merely unpriced.
CREATE OR REPLACE VIEW tollgate.spend_by_agent DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT value AS agent,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.cost_usd) AS cost_usd,
    if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd,
    sum(s.billed_usd) AS billed_usd
FROM
(
    SELECT value, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, output_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE dimension = 'agent' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT agent, kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, output_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY agent
HAVING calls != 0 OR cost_usd != 0
ORDER BY cost_usd DESC, calls DESC, agent;

-- Spend of [from, to) by provider and the model that answered, dearest first: SELECT * FROM tollgate.spend_by_model(from = …, to = …).
CREATE OR REPLACE VIEW tollgate.spend_by_model DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT provider, value AS model,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.cost_usd) AS cost_usd,
    if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd,
    sum(s.billed_usd) AS billed_usd
FROM
(
    SELECT value, provider, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, output_tokens, cost_usd, billed_usd
    FROM tollgate.spend_values
    WHERE dimension = 'model' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT model, provider, kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, output_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY provider, model
HAVING calls != 0 OR cost_usd != 0
ORDER BY cost_usd DESC, calls DESC, provider, model;

-- Spend of [from, to) by any one dimension, dearest first: SELECT * FROM tollgate.spend_by(dimension = 'customer', from = …, to = …).
-- dimension is total, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment or user; another one is an error,
-- because an empty answer would look like no spend. '' in `value` is calls that do not name it. A model is one row, whoever hosts it; spend_by_model has providers.
-- share is of the whole period's cost, NULL when that is 0. cost_per_call_usd is over the calls whose price is known, NULL when there is none.
CREATE OR REPLACE VIEW tollgate.spend_by DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT *, if(sum(cost_usd) OVER () = 0, NULL, toFloat64(cost_usd) / toFloat64(sum(cost_usd) OVER ())) AS share
FROM
(
    SELECT
        value,
        sum(s.calls) AS calls,
        sum(s.error_calls) AS error_calls,
        sum(s.blocked_calls) AS blocked_calls,
        sum(s.unpriced_calls) AS unpriced_calls,
        sum(s.estimated_calls) AS estimated_calls,
        sum(s.input_tokens) AS input_tokens,
        sum(s.cache_read_tokens) AS cache_read_tokens,
        sum(s.output_tokens) AS output_tokens,
        sum(s.cost_usd) AS cost_usd,
        if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd,
        sum(s.billed_usd) AS billed_usd
    FROM
    (
        SELECT if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, output_tokens, cost_usd, billed_usd
        FROM tollgate.spend_values
        WHERE tollgate_is_dimension({dimension:String})
            AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
        UNION ALL
        SELECT tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, output_tokens, cost, tollgate_billed(kind, cost)
        FROM tollgate.llm_calls FINAL
        WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    ) AS s
    GROUP BY value
    HAVING calls != 0 OR cost_usd != 0
)
ORDER BY cost_usd DESC, calls DESC, value;

-- How much of [from, to) the money on the boards stands for, by tenant, provider and model, most calls without a price first:
-- SELECT * FROM tollgate.priced_share(from = …, to = …). Blocked calls are in no share; a call that was priced later is no longer unpriced here.
CREATE OR REPLACE VIEW tollgate.priced_share DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT
    tenant, provider, value AS model, sum(s.calls) - sum(s.blocked_calls) AS calls, sum(s.unpriced_calls) AS unpriced_calls, sum(s.estimated_calls) AS estimated_calls,
    if(calls = 0, NULL, unpriced_calls / calls) AS unpriced_share, if(calls = 0, NULL, estimated_calls / calls) AS estimated_share, sum(s.cost_usd) AS cost_usd
FROM
(
    SELECT tenant, value, provider, calls, blocked_calls, unpriced_calls, estimated_calls, cost_usd
    FROM tollgate.spend_values
    WHERE dimension = 'model' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT tenant, model, provider, kind = 'call', tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), cost
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY tenant, provider, model
HAVING sum(s.calls) != 0 OR cost_usd != 0
ORDER BY unpriced_calls DESC, estimated_calls DESC, calls DESC, tenant, provider, model;

-- The n dearest users of [from, to): SELECT * FROM tollgate.top_users(from = …, to = …, n = 10). Calls that name no user are not in it. Two tenants'
-- users of one name are two. last_day is the UTC day of the newest call; unpriced_calls are money that is not in cost_usd.
CREATE OR REPLACE VIEW tollgate.top_users DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT
    tenant, value AS user_id, sum(s.calls) AS calls, sum(s.unpriced_calls) AS unpriced_calls, sum(s.input_tokens) AS input_tokens, sum(s.output_tokens) AS output_tokens,
    sum(s.cost_usd) AS cost_usd, maxIf(toDate(start), s.calls > 0) AS last_day
FROM
(
    SELECT start, tenant, value, calls, unpriced_calls, input_tokens, output_tokens, cost_usd
    FROM tollgate.spend_values
    WHERE dimension = 'user' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'day' AND NOT has(cut_days, start)
    UNION ALL
    SELECT hour, tenant, user_id, kind = 'call', tollgate_unpriced(kind, cost_status, unpriced_delta), input_tokens, output_tokens, cost
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(cut_days, toStartOfDay(hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
WHERE value != ''
GROUP BY tenant, user_id
HAVING calls != 0 OR cost_usd != 0
ORDER BY cost_usd DESC, calls DESC, tenant, user_id
LIMIT {n:UInt32};
