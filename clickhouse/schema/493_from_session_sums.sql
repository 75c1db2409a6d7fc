-- top_sessions and cost_per_session (448) from 321_session_sums.sql, in one level, as 419 tells: hours that the bounds cut or that are not rolled up yet are read
-- from the ledger, by the same rules, so that an answer does not depend on where it comes from.

-- Hours of [from, to) that have to be read from the ledger because session_sums (321) has not caught up with them.
CREATE OR REPLACE FUNCTION tollgate_session_hours_to_roll AS (period_start, period_end) ->
    (SELECT groupArray(hour) FROM (SELECT hour FROM
        (
            SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours WHERE hour >= greatest(tollgate_first_whole_hour(), toStartOfHour(period_start)) AND hour < period_end
            UNION ALL
            SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.session_sums WHERE is_marker = 1 AND start >= toStartOfHour(period_start) AND start < period_end
        ) GROUP BY hour HAVING max(touched_at) > max(rolled_at)));

-- The n dearest sessions of [from, to): SELECT * FROM tollgate.top_sessions(from = …, to = …, n = 10). Only what of a session is in the period. Money as billed.
-- Which ones they are is found in session_sums, and of these the calls are read. Where the last ones cost the same in as many calls, any of them are shown.
CREATE OR REPLACE VIEW tollgate.top_sessions DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_session_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT
    tenant, session, min(ts) AS first_at, max(ts) AS last_at, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls,
    sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens, sum(c.cost) AS cost_usd, groupUniqArray(10)(toString(agent)) AS agents
FROM tollgate.llm_calls AS c FINAL
WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    AND (hour, tollgate_session_key(tenant, session)) IN
    (
        SELECT start, session_key
        FROM
        (
            SELECT start, session_key
            FROM tollgate.session_sums
            WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND NOT has(ledger_hours, start)
            UNION ALL
            SELECT hour, tollgate_session_key(tenant, session)
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour)
        )
        WHERE session_key IN
        (
            SELECT session_key
            FROM
            (
                SELECT session_key, calls, billed_usd
                FROM tollgate.session_sums
                WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND NOT has(ledger_hours, start)
                UNION ALL
                SELECT tollgate_session_key(tenant, session), 1, toDecimal128(cost, 12)
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            ) AS s
            GROUP BY session_key
            -- One whose calls are no more is without cost and calls, behind all others.
            ORDER BY sum(s.billed_usd) DESC, sum(s.calls) DESC, session_key
            LIMIT {n:UInt32}
        )
    )
GROUP BY tenant, session
ORDER BY cost_usd DESC, calls DESC, tenant, session
LIMIT {n:UInt32};

-- What a session costs, by tenant: SELECT * FROM tollgate.cost_per_session(from = …, to = …). Sessions with an unpriced call are counted apart and are in
-- no figure of money: they would make sessions look cheap. Median and p95 are t-digests, of many sessions about 1 % off.
CREATE OR REPLACE VIEW tollgate.cost_per_session DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_session_hours_to_roll({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS pending,
    tollgate_ledger_hours(pending, {from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT
    names.tenant AS tenant, sessions, sessions_with_unpriced_calls, cost_usd, if(sessions = 0, NULL, toFloat64(cost_usd) / sessions) AS mean_usd,
    if(sessions = 0, NULL, median) AS median_usd, if(sessions = 0, NULL, p95) AS p95_usd, dearest_usd
FROM
(
    SELECT
        tenant_key, countIf(unpriced = 0) AS sessions, countIf(unpriced > 0) AS sessions_with_unpriced_calls, sumIf(s.usd, unpriced = 0) AS cost_usd,
        quantileTDigestIf(0.5)(toFloat64(s.usd), unpriced = 0) AS median, quantileTDigestIf(0.95)(toFloat64(s.usd), unpriced = 0) AS p95, maxIf(s.usd, unpriced = 0) AS dearest_usd
    FROM
    (
        -- A number for the tenant: two million states with its name in them took twice the time.
        SELECT max(tenant_key) AS tenant_key, sum(r.unpriced_calls) AS unpriced, sum(r.billed_usd) AS usd
        FROM
        (
            SELECT session_key, cityHash64(tenant) AS tenant_key, calls, unpriced_calls, billed_usd
            FROM tollgate.session_sums
            WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND NOT has(ledger_hours, start)
            UNION ALL
            SELECT tollgate_session_key(tenant, session), cityHash64(tenant), 1, cost_status = 'unpriced', toDecimal128(cost, 12)
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        ) AS r
        GROUP BY session_key
        HAVING sum(r.calls) != 0
    ) AS s
    GROUP BY tenant_key
) AS sums
INNER JOIN
(
    SELECT DISTINCT cityHash64(tenant) AS tenant_key, toString(tenant) AS tenant
    FROM
    (
        SELECT tenant FROM tollgate.session_sums WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')}
        UNION ALL
        SELECT tenant FROM tollgate.llm_calls FINAL WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour)
    )
) AS names ON names.tenant_key = sums.tenant_key
ORDER BY tenant;
