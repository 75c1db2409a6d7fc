-- The nightly check of 316_rollup_drift_checks.sql with the rollup of tokens (316_spend_usage.sql): its hours and its days against the ledger. What is told there holds.
-- The ledger's measures (312) with the one that only that rollup has.
CREATE OR REPLACE VIEW tollgate.ledger_measures DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, kind, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id,
    toInt64(kind = 'call') AS calls,
    toInt64(kind = 'call' AND status NOT IN ('ok', 'blocked')) AS error_calls,
    toInt64(kind = 'call' AND status = 'blocked') AS blocked_calls,
    (kind = 'call' AND cost_status = 'unpriced') + toInt64(unpriced_delta) AS unpriced_calls,
    toInt64(kind = 'call' AND (cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider'))) AS estimated_calls,
    input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
    cost AS cost_usd,
    if(kind = 'call', cost, toDecimal64(0, 12)) AS billed_usd,
    cache_write_1h_tokens
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded';

ALTER TABLE tollgate.rollup_drift_refresh MODIFY QUERY
WITH
    (SELECT groupUniqArray(hour) FROM (SELECT hour FROM tollgate.hours_to_roll UNION ALL SELECT hour FROM tollgate.scope_hours_to_roll UNION ALL SELECT hour FROM tollgate.value_hours_to_roll UNION ALL SELECT hour FROM tollgate.usage_hours_to_roll)) AS pending,
    arrayDistinct(arrayMap(h -> toDate(h), pending)) AS pending_days,
    (SELECT first_hour FROM tollgate.ledger_floor) AS floor
SELECT day, rollup, grain, dimension, measure, sum(c.ledger) AS ledger, sum(c.rollups) AS rollups, now64(3, 'UTC') AS checked_at
FROM
(
    SELECT day, place.1 AS rollup, place.2 AS grain, place.3 AS dimension, pair.1 AS measure, pair.2 AS ledger, toDecimal128(0, 12) AS rollups
    FROM
    (
        SELECT
            day, arrayJoin([('calls', toDecimal128(calls, 12)), ('error_calls', toDecimal128(error_calls, 12)), ('blocked_calls', toDecimal128(blocked_calls, 12)), ('unpriced_calls', toDecimal128(unpriced_calls, 12)), ('estimated_calls', toDecimal128(estimated_calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('cost_usd', toDecimal128(cost_usd, 12)), ('billed_usd', toDecimal128(billed_usd, 12)), ('cache_write_1h_tokens', toDecimal128(cache_write_1h_tokens, 12))]) AS pair,
            arrayJoin(arrayConcat(
                if(pair.1 = 'cache_write_1h_tokens', [], [('spend_hourly', 'hour', 'total')]),
                if(pair.1 IN ('calls', 'cost_usd'), arrayMap(d -> ('spend_scopes', 'quarter', d), ['total', 'tenant', 'project', 'customer', 'agent', 'user', 'model', 'provider', 'environment']), []),
                if(pair.1 = 'cache_write_1h_tokens', [], arrayMap(d -> ('spend_values', 'hour', d), ['total', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'])),
                if(pair.1 = 'cache_write_1h_tokens' OR has(pending_days, day), [], arrayMap(d -> ('spend_values', 'day', d), arrayPushBack(['total', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'], 'user'))),
                if(pair.1 IN ('calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'cache_write_1h_tokens', 'output_tokens', 'reasoning_tokens', 'billed_usd'), arrayMap(g -> ('spend_usage', g, 'total'), if(has(pending_days, day), ['hour'], ['hour', 'day'])), []))) AS place
        FROM
        (
            SELECT toDate(hour) AS day, sum(e.calls) AS calls, sum(e.error_calls) AS error_calls, sum(e.blocked_calls) AS blocked_calls, sum(e.unpriced_calls) AS unpriced_calls, sum(e.estimated_calls) AS estimated_calls, sum(e.input_tokens) AS input_tokens, sum(e.cache_read_tokens) AS cache_read_tokens, sum(e.cache_write_tokens) AS cache_write_tokens, sum(e.output_tokens) AS output_tokens, sum(e.reasoning_tokens) AS reasoning_tokens, sum(e.cost_usd) AS cost_usd, sum(e.billed_usd) AS billed_usd, sum(e.cache_write_1h_tokens) AS cache_write_1h_tokens
            FROM tollgate.ledger_measures AS e
            WHERE hour >= floor AND hour NOT IN (SELECT arrayJoin(pending))
            GROUP BY day
        )
    )
    UNION ALL
    SELECT day, 'spend_hourly', 'hour', 'total', pair.1, toDecimal128(0, 12), pair.2
    FROM (SELECT toDate(hour) AS day, sum(h.calls) AS calls, sum(h.error_calls) AS error_calls, sum(h.blocked_calls) AS blocked_calls, sum(h.unpriced_calls) AS unpriced_calls, sum(h.estimated_calls) AS estimated_calls, sum(h.input_tokens) AS input_tokens, sum(h.cache_read_tokens) AS cache_read_tokens, sum(h.cache_write_tokens) AS cache_write_tokens, sum(h.output_tokens) AS output_tokens, sum(h.reasoning_tokens) AS reasoning_tokens, sum(h.cost_usd) AS cost_usd, sum(h.billed_usd) AS billed_usd FROM tollgate.spend_hourly AS h WHERE is_marker = 0 AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending)) GROUP BY day)
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('error_calls', toDecimal128(error_calls, 12)), ('blocked_calls', toDecimal128(blocked_calls, 12)), ('unpriced_calls', toDecimal128(unpriced_calls, 12)), ('estimated_calls', toDecimal128(estimated_calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('cost_usd', toDecimal128(cost_usd, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
    UNION ALL
    SELECT day, 'spend_scopes', 'quarter', scope, pair.1, toDecimal128(0, 12), pair.2
    FROM (SELECT toDate(hour) AS day, toString(scope) AS scope, sum(s.calls) AS calls, sum(s.usd) AS usd FROM tollgate.spend_scopes AS s WHERE is_marker = 0 AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending)) GROUP BY day, scope)
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('cost_usd', toDecimal128(usd, 12))] AS pair
    UNION ALL
    SELECT day, 'spend_values', grain, dimension, pair.1, toDecimal128(0, 12), pair.2
    FROM
    (
        SELECT toDate(start) AS day, toString(grain) AS grain, toString(dimension) AS dimension, sum(v.calls) AS calls, sum(v.error_calls) AS error_calls, sum(v.blocked_calls) AS blocked_calls, sum(v.unpriced_calls) AS unpriced_calls, sum(v.estimated_calls) AS estimated_calls, sum(v.input_tokens) AS input_tokens, sum(v.cache_read_tokens) AS cache_read_tokens, sum(v.cache_write_tokens) AS cache_write_tokens, sum(v.output_tokens) AS output_tokens, sum(v.reasoning_tokens) AS reasoning_tokens, sum(v.cost_usd) AS cost_usd, sum(v.billed_usd) AS billed_usd
        FROM tollgate.spend_values AS v
        WHERE dimension != '' AND start >= floor AND if(grain = 'hour', start NOT IN (SELECT arrayJoin(pending)), toDate(start) NOT IN (SELECT arrayJoin(pending_days)))
        GROUP BY day, grain, dimension
    )
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('error_calls', toDecimal128(error_calls, 12)), ('blocked_calls', toDecimal128(blocked_calls, 12)), ('unpriced_calls', toDecimal128(unpriced_calls, 12)), ('estimated_calls', toDecimal128(estimated_calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('cost_usd', toDecimal128(cost_usd, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
    UNION ALL
    SELECT day, 'spend_usage', grain, 'total', pair.1, toDecimal128(0, 12), pair.2
    FROM
    (
        SELECT toDate(start) AS day, toString(grain) AS grain, sum(u.calls) AS calls, sum(u.input_tokens) AS input_tokens, sum(u.cache_read_tokens) AS cache_read_tokens, sum(u.cache_write_tokens) AS cache_write_tokens, sum(u.cache_write_1h_tokens) AS cache_write_1h_tokens, sum(u.output_tokens) AS output_tokens, sum(u.reasoning_tokens) AS reasoning_tokens, sum(u.billed_usd) AS billed_usd
        FROM tollgate.spend_usage AS u
        WHERE is_marker = 0 AND start >= floor AND if(grain = 'hour', start NOT IN (SELECT arrayJoin(pending)), toDate(start) NOT IN (SELECT arrayJoin(pending_days)))
        GROUP BY day, grain
    )
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('cache_write_1h_tokens', toDecimal128(cache_write_1h_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
) AS c
GROUP BY day, rollup, grain, dimension, measure
HAVING dimension = 'total' OR sum(c.ledger) != sum(c.rollups);
