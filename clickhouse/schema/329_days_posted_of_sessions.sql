-- session_sums (321) with what its UTC days say, so that a question about 90 days does not have to sum a million sessions that lie in one day each. All rows of a day stand
-- beside its hours and are posted with them, and mean in the same columns:
--   is_marker  0 and 1 as in 321
--              2: sessions of the day by what they cost in it: session_key is the cost (tollgate_session_bucket), calls how many sessions without an unpriced
--                 call, billed_usd what they cost together; unpriced_calls how many sessions with one, under 0
--              3: the 20 dearest sessions of the day and tenant without an unpriced call and the 20 dearest with one, as they are in it
--              4: sessions of the day that other days have too. Of two such days at least the one that was posted last says so
-- A session that a question has to put together of several days is one of 4, or has calls in a day that is not read whole. Its hours (0) are read, and what it is in
-- days that are read whole is taken back from 2.

-- A cost in picodollars, rounded to steps of 2 up to 200, of 5 up to 500 and of 10 up to 1000 of its first three digits: about 1 % off at most (from 100 picodollars on), and
-- exact where it has no more than two. Above 9 million dollars all are one: more does not fit the number.
CREATE OR REPLACE FUNCTION tollgate_session_bucket AS (usd) ->
    arrayMap(pico -> arrayMap(unit -> arrayMap(step -> intDiv(pico + intDiv(step, 2), step) * step, [unit * multiIf(pico < 200 * unit, 2, pico < 500 * unit, 5, 10)])[1], [intExp10(greatest(0, length(toString(pico)) - 3))])[1], [toUInt64(least(usd, toDecimal128(9000000, 12)) * 1000000000000)])[1];

-- As 321 does, and for the days of these hours: what their hours then say minus what is posted.
ALTER TABLE tollgate.session_sums_refresh MODIFY QUERY
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.session_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayDistinct(arrayMap(h -> toStartOfDay(h), hours)) AS days,
    arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), days)) AS hours_of_days,
    toDateTime64(0, 3, 'UTC') AS never
SELECT is_marker, start, tenant, session_key, sum(d.calls) AS calls, sum(d.unpriced_calls) AS unpriced_calls, sum(d.billed_usd) AS billed_usd, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, hour AS start, toString(tenant) AS tenant, tollgate_session_key(tenant, session) AS session_key, toInt64(count()) AS calls, toInt64(countIf(cost_status = 'unpriced')) AS unpriced_calls, toDecimal128(sum(cost), 12) AS billed_usd, never AS rolled_at
    FROM tollgate.llm_calls FINAL
    WHERE kind = 'call' AND session != '' AND has(hours, hour)
    GROUP BY start, tenant, session_key
    UNION ALL
    SELECT posted.1, day, tenant, posted.2, posted.3, posted.4, posted.5, never
    FROM
    (
        SELECT
            day, tenant, session_key, calls, unpriced_calls, billed_usd, row_number() OVER (PARTITION BY day, tenant, unpriced_calls > 0 ORDER BY billed_usd DESC, calls DESC, session_key) AS place,
            count() OVER (PARTITION BY session_key) > 1 OR session_key IN (
                SELECT session_key
                FROM tollgate.session_sums
                WHERE is_marker = 0 AND notEmpty(hours) AND NOT has(days, toStartOfDay(start)) AND session_key IN (
                    SELECT tollgate_session_key(tenant, session) FROM tollgate.llm_calls FINAL WHERE kind = 'call' AND session != '' AND has(hours, hour)
                    UNION ALL
                    SELECT session_key FROM tollgate.session_sums WHERE is_marker = 0 AND has(hours_of_days, start))
            ) AS is_of_more_days
        FROM
        (
            SELECT toStartOfDay(hour) AS day, tenant, session_key, sum(h.calls) AS calls, sum(h.unpriced_calls) AS unpriced_calls, sum(h.billed_usd) AS billed_usd
            FROM
            (
                SELECT hour, toString(tenant) AS tenant, tollgate_session_key(tenant, session) AS session_key, toInt64(count()) AS calls, toInt64(countIf(cost_status = 'unpriced')) AS unpriced_calls, toDecimal128(sum(cost), 12) AS billed_usd
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND session != '' AND has(hours, hour)
                GROUP BY hour, tenant, session_key
                UNION ALL
                SELECT start, toString(tenant), session_key, calls, unpriced_calls, billed_usd FROM tollgate.session_sums WHERE is_marker = 0 AND has(hours_of_days, start) AND NOT has(hours, start)
            ) AS h
            GROUP BY day, tenant, session_key
            HAVING calls != 0
        )
    )
    ARRAY JOIN arrayConcat(
        [if(unpriced_calls = 0, (2, tollgate_session_bucket(billed_usd), toInt64(1), toInt64(0), billed_usd), (2, toUInt64(0), toInt64(0), toInt64(1), toDecimal128(0, 12)))],
        if(place <= 20, [(3, session_key, calls, unpriced_calls, billed_usd)], []),
        if(is_of_more_days, [(4, session_key, toInt64(1), toInt64(0), toDecimal128(0, 12))], [])) AS posted
    UNION ALL
    SELECT is_marker, start, toString(tenant), session_key, -calls, -unpriced_calls, -billed_usd, never
    FROM tollgate.session_sums
    WHERE (is_marker = 0 AND has(hours, start)) OR (is_marker > 1 AND has(days, start))
    UNION ALL
    SELECT 1, arrayJoin(hours), '', 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, start, tenant, session_key
HAVING is_marker = 1 OR calls != 0 OR unpriced_calls != 0 OR billed_usd != 0;
