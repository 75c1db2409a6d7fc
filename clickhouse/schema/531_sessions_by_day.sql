-- top_sessions and cost_per_session (493) from the days of session_sums (329): sessions that lie in one day that is read whole come from what the day says of all of
-- them, and only those are put together that other days have too, or that have calls in a day that the bounds cut or that is not rolled up yet. Of a million
-- and a half sessions in 90 days these are some fifteen thousand.

-- The n dearest sessions of [from, to): SELECT * FROM tollgate.top_sessions(from = …, to = …, n = 10). Only what of a session is in the period. Money as billed.
-- Which ones they are is found in session_sums, and of these the calls are read. Where the last ones cost the same in as many calls, any of them are shown.
-- Each day tells of 20 sessions of each tenant, so up to n = 20 what a day does not tell of has n before it; above, all hours are summed, which takes several times as long.
CREATE OR REPLACE VIEW tollgate.top_sessions DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_session_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayDistinct(arrayMap(hour -> toStartOfDay(hour), ledger_hours)) AS cut_days
SELECT
    tenant, session, min(ts) AS first_at, max(ts) AS last_at, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls,
    sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens, sum(c.cost) AS cost_usd, groupUniqArray(10)(toString(agent)) AS agents
FROM tollgate.llm_calls AS c FINAL
WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    AND (hour, tollgate_session_key(tenant, session)) IN
    (
        -- The hours of the sessions that are found below: only these parts of the ledger are read.
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
                -- Of sessions that have to be put together every hour, of all others what their one day tells of the dearest.
                SELECT session_key, calls, billed_usd
                FROM tollgate.session_sums
                WHERE is_marker IN (0, 3) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND if(is_marker = 0, NOT has(ledger_hours, start), NOT has(cut_days, start))
                    AND (is_marker = 0) = ({n:UInt32} > 20 OR session_key IN (
                        SELECT session_key
                        FROM tollgate.session_sums
                        WHERE start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND ((is_marker = 4 AND NOT has(cut_days, start)) OR (is_marker = 0 AND has(cut_days, toStartOfDay(start))))
                        UNION ALL
                        SELECT tollgate_session_key(tenant, session)
                        FROM tollgate.llm_calls FINAL
                        WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour)
                    ))
                UNION ALL
                SELECT tollgate_session_key(tenant, session), 1, toDecimal128(cost, 12)
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            ) AS s
            GROUP BY session_key
            ORDER BY sum(s.billed_usd) DESC, sum(s.calls) DESC, session_key
            LIMIT {n:UInt32}
        )
    )
GROUP BY tenant, session
ORDER BY cost_usd DESC, calls DESC, tenant, session
LIMIT {n:UInt32};

-- What a session costs, by tenant: SELECT * FROM tollgate.cost_per_session(from = …, to = …). Sessions with an unpriced call are counted apart and are in
-- no figure of money: they would make sessions look cheap. Counts, sums, mean and dearest are exact. Median and p95 are of the session that stands at that share of all,
-- cheapest first: the mean of those that cost what it costs to some 1 %, so at most 1.3 % off.
-- Sessions that have to be put together are counted by what they cost in the whole period (sign 1) and taken back from the days whose counts they are in (sign -1).
CREATE OR REPLACE VIEW tollgate.cost_per_session DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_session_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayDistinct(arrayMap(hour -> toStartOfDay(hour), ledger_hours)) AS cut_days
SELECT
    any(of_tenant) AS tenant, sum(b.calls) AS sessions, sum(b.unpriced_calls) AS sessions_with_unpriced_calls, sum(b.billed_usd) AS cost_usd, if(sessions = 0, NULL, toFloat64(cost_usd) / sessions) AS mean_usd,
    if(sessions = 0, NULL, quantileExactWeightedIf(0.5)(toFloat64(b.billed_usd) / b.calls, toUInt64(b.calls), b.calls > 0)) AS median_usd, if(sessions = 0, NULL, quantileExactWeightedIf(0.95)(toFloat64(b.billed_usd) / b.calls, toUInt64(b.calls), b.calls > 0)) AS p95_usd, max(b.dearest) AS dearest_usd
FROM
(
    SELECT tenant_key, bucket, any(of_tenant) AS of_tenant, sum(e.calls) AS calls, sum(e.unpriced_calls) AS unpriced_calls, sum(e.billed_usd) AS billed_usd,
        greatest(max(e.dearest), if(calls > 0, billed_usd / calls, toDecimal128(0, 12))) AS dearest
    FROM
    (
        -- A number for the tenant: its name takes twice the time where it is a key of millions of rows.
        SELECT cityHash64(tenant) AS tenant_key, toString(tenant) AS of_tenant, session_key AS bucket, calls, unpriced_calls, billed_usd, toDecimal128(0, 12) AS dearest
        FROM tollgate.session_sums
        WHERE is_marker = 2 AND start >= {from:DateTime('UTC')} AND start < {to:DateTime('UTC')} AND NOT has(cut_days, start)
        UNION ALL
        SELECT cityHash64(of_tenant), of_tenant, if(unpriced > 0, 0, tollgate_session_bucket(usd)), if(calls = 0 OR unpriced > 0, 0, sign), if(unpriced > 0, sign, 0), if(unpriced > 0, 0, sign * usd), multiIf(sign < 0, 0, calls = 0, told, unpriced > 0, 0, usd)
        FROM
        (
            SELECT day, session_key, any(tenant) AS of_tenant, sum(r.n) AS calls, sum(r.unpriced) AS unpriced, sum(r.usd) AS usd, sum(r.told) AS told, if(day = 0, 1, -1) AS sign
            FROM
            (
                -- told: the dearest of a day that lie in it alone. Under names of their own, because an alias of a column's name would replace the column in the conditions.
                SELECT toStartOfDay(start) AS day, session_key, toString(tenant) AS tenant, if(is_marker = 0, calls, 0) AS n, if(is_marker = 0, unpriced_calls, 0) AS unpriced, if(is_marker = 0, billed_usd, 0) AS usd, if(is_marker = 0, 0, billed_usd) AS told
                FROM tollgate.session_sums
                WHERE is_marker IN (0, 3) AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND if(is_marker = 0, NOT has(ledger_hours, start), NOT has(cut_days, start) AND unpriced_calls = 0)
                    AND (is_marker = 0) = (session_key IN (
                        SELECT session_key
                        FROM tollgate.session_sums
                        WHERE start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND ((is_marker = 4 AND NOT has(cut_days, start)) OR (is_marker = 0 AND has(cut_days, toStartOfDay(start))))
                        UNION ALL
                        SELECT tollgate_session_key(tenant, session)
                        FROM tollgate.llm_calls FINAL
                        WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour)
                    ))
                UNION ALL
                SELECT toStartOfDay(hour), tollgate_session_key(tenant, session), toString(tenant), 1, cost_status = 'unpriced', toDecimal128(cost, 12), 0
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND session != '' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            ) AS r
            GROUP BY GROUPING SETS ((day, session_key), (session_key))
        )
        WHERE sign > 0 OR (calls != 0 AND NOT has(cut_days, day))
    ) AS e
    GROUP BY tenant_key, bucket
) AS b
GROUP BY tenant_key
HAVING sessions != 0 OR sessions_with_unpriced_calls != 0
ORDER BY tenant;
