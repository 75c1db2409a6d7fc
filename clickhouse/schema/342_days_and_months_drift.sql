-- The nightly check of 327 with the days and months of spend_scopes (325; a month under its first day) and with what session_sums says of days (329):
--   session               how many sessions a day has, with and without an unpriced call, what they cost, and what they cost rounded as they are stored
--   dearest session       what the 20 dearest of each tenant cost, and the 20 with an unpriced call
--   session of more days  of how many sessions of the day it is not told that other days have them, and would have to be
-- Compared is what stands for whole days and months, none of whose hours are still to be rolled. What is told in 316_rollup_drift_checks.sql holds, and how to repair
-- what differs (524).

-- So many picodollars in dollars, exactly.
CREATE OR REPLACE FUNCTION tollgate_picodollars AS (pico) -> toDecimal128(pico, 0) * toDecimal128('0.000000000001', 12);

ALTER TABLE tollgate.rollup_drift_refresh MODIFY QUERY
WITH
    (SELECT groupUniqArray(hour) FROM (SELECT hour FROM tollgate.hours_to_roll UNION ALL SELECT hour FROM tollgate.scope_hours_to_roll UNION ALL SELECT hour FROM tollgate.value_hours_to_roll UNION ALL SELECT hour FROM tollgate.usage_hours_to_roll UNION ALL SELECT hour FROM tollgate.stats_hours_to_roll UNION ALL SELECT hour FROM tollgate.session_hours_to_roll)) AS pending,
    arrayDistinct(arrayMap(h -> toDate(h), pending)) AS pending_days,
    arrayMap(h -> tollgate_third(h), pending) AS pending_thirds,
    arrayMap(h -> tollgate_month(h), pending) AS pending_months,
    (SELECT first_hour FROM tollgate.ledger_floor) AS floor
SELECT day, rollup, grain, dimension, measure, sum(c.ledger) AS ledger, sum(c.rollups) AS rollups, now64(3, 'UTC') AS checked_at
FROM
(
    SELECT toDate(multiIf(grain = 'third', tollgate_third(toDateTime(of_day, 'UTC')), grain = 'month', tollgate_month(toDateTime(of_day, 'UTC')), toDateTime(of_day, 'UTC'))) AS day, place.1 AS rollup, place.2 AS grain, place.3 AS dimension, pair.1 AS measure, pair.2 AS ledger, toDecimal128(0, 12) AS rollups
    FROM
    (
        SELECT
            of_day, arrayJoin([('calls', toDecimal128(calls, 12)), ('error_calls', toDecimal128(error_calls, 12)), ('blocked_calls', toDecimal128(blocked_calls, 12)), ('unpriced_calls', toDecimal128(unpriced_calls, 12)), ('estimated_calls', toDecimal128(estimated_calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('cost_usd', toDecimal128(cost_usd, 12)), ('billed_usd', toDecimal128(billed_usd, 12)), ('cache_write_1h_tokens', toDecimal128(cache_write_1h_tokens, 12))]) AS pair,
            arrayJoin(arrayConcat(
                if(pair.1 = 'cache_write_1h_tokens', [], [('spend_hourly', 'hour', 'total')]),
                if(pair.1 IN ('calls', 'cost_usd'), arrayFlatten(arrayMap(g -> arrayMap(d -> ('spend_scopes', g, d), ['total', 'tenant', 'project', 'customer', 'agent', 'user', 'model', 'provider', 'environment']), arrayFilter(g -> (g != 'day' OR NOT has(pending_days, of_day))
                    AND (g != 'month' OR (tollgate_month(toDateTime(of_day, 'UTC')) >= floor AND NOT has(pending_months, tollgate_month(toDateTime(of_day, 'UTC'))))), ['quarter', 'day', 'month']))), []),
                if(pair.1 = 'cache_write_1h_tokens', [], arrayMap(d -> ('spend_values', 'hour', d), ['total', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'])),
                if(pair.1 = 'cache_write_1h_tokens' OR has(pending_days, of_day), [], arrayMap(d -> ('spend_values', 'day', d), arrayPushBack(['total', 'project', 'customer', 'agent', 'workflow', 'model', 'provider', 'operation', 'status', 'tier', 'environment'], 'user'))),
                if(pair.1 IN ('calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'cache_write_1h_tokens', 'output_tokens', 'reasoning_tokens', 'billed_usd'), arrayMap(g -> ('spend_usage', g, 'total'), arrayFilter(g -> (g != 'day' OR NOT has(pending_days, of_day))
                    AND (g != 'third' OR (tollgate_third(toDateTime(of_day, 'UTC')) >= floor AND NOT has(pending_thirds, tollgate_third(toDateTime(of_day, 'UTC')))))
                    AND (g != 'month' OR (tollgate_month(toDateTime(of_day, 'UTC')) >= floor AND NOT has(pending_months, tollgate_month(toDateTime(of_day, 'UTC'))))), ['hour', 'day', 'third', 'month'])), []))) AS place
        FROM
        (
            SELECT toDate(hour) AS of_day, sum(e.calls) AS calls, sum(e.error_calls) AS error_calls, sum(e.blocked_calls) AS blocked_calls, sum(e.unpriced_calls) AS unpriced_calls, sum(e.estimated_calls) AS estimated_calls, sum(e.input_tokens) AS input_tokens, sum(e.cache_read_tokens) AS cache_read_tokens, sum(e.cache_write_tokens) AS cache_write_tokens, sum(e.output_tokens) AS output_tokens, sum(e.reasoning_tokens) AS reasoning_tokens, sum(e.cost_usd) AS cost_usd, sum(e.billed_usd) AS billed_usd, sum(e.cache_write_1h_tokens) AS cache_write_1h_tokens
            FROM tollgate.ledger_measures AS e
            WHERE hour >= floor AND hour NOT IN (SELECT arrayJoin(pending))
            GROUP BY of_day
        )
    )
    UNION ALL
    SELECT day, 'spend_hourly', 'hour', 'total', pair.1, toDecimal128(0, 12), pair.2
    FROM (SELECT toDate(hour) AS day, sum(h.calls) AS calls, sum(h.error_calls) AS error_calls, sum(h.blocked_calls) AS blocked_calls, sum(h.unpriced_calls) AS unpriced_calls, sum(h.estimated_calls) AS estimated_calls, sum(h.input_tokens) AS input_tokens, sum(h.cache_read_tokens) AS cache_read_tokens, sum(h.cache_write_tokens) AS cache_write_tokens, sum(h.output_tokens) AS output_tokens, sum(h.reasoning_tokens) AS reasoning_tokens, sum(h.cost_usd) AS cost_usd, sum(h.billed_usd) AS billed_usd FROM tollgate.spend_hourly AS h WHERE is_marker = 0 AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending)) GROUP BY day)
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('error_calls', toDecimal128(error_calls, 12)), ('blocked_calls', toDecimal128(blocked_calls, 12)), ('unpriced_calls', toDecimal128(unpriced_calls, 12)), ('estimated_calls', toDecimal128(estimated_calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('cost_usd', toDecimal128(cost_usd, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
    UNION ALL
    -- What days and months say of corrections below zero is held against the quarters: these may say more than the ledger (325), and all three the same.
    SELECT place.2, 'spend_scopes', place.1, scope, place.3, place.4, place.5
    FROM
    (
        SELECT toDate(hour) AS of_day, toDate(tollgate_month(hour)) AS of_month, is_marker, toString(scope) AS scope, sum(s.calls) AS calls, sum(s.usd) AS usd, sum(s.refund_usd) AS refund_usd
        FROM tollgate.spend_scopes AS s
        WHERE is_marker = 0 AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending))
            OR is_marker = 2 AND hour >= floor AND toDate(hour) NOT IN (SELECT arrayJoin(pending_days))
            OR is_marker = 3 AND tollgate_month(hour) >= floor AND tollgate_month(hour) NOT IN (SELECT arrayJoin(pending_months))
        GROUP BY of_day, of_month, is_marker, scope
    )
    ARRAY JOIN arrayConcat(
        arrayMap(g -> (g.1, g.2, 'calls', toDecimal128(0, 12), toDecimal128(calls, 12)), [multiIf(is_marker = 0, ('quarter', of_day), is_marker = 2, ('day', of_day), ('month', of_month))] AS grains),
        arrayMap(g -> (g.1, g.2, 'cost_usd', toDecimal128(0, 12), usd), grains),
        if(is_marker = 0, [], arrayMap(g -> (g.1, g.2, 'refund_usd', toDecimal128(0, 12), refund_usd), grains)),
        if(is_marker = 0 AND NOT has(pending_days, of_day), [('day', of_day, 'refund_usd', refund_usd, toDecimal128(0, 12))], []),
        if(is_marker = 0 AND of_month >= floor AND NOT has(pending_months, toDateTime(of_month, 'UTC')), [('month', of_month, 'refund_usd', refund_usd, toDecimal128(0, 12))], [])) AS place
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
        WHERE is_marker = 0 AND start >= floor AND multiIf(grain = 'hour', start NOT IN (SELECT arrayJoin(pending)), grain = 'day', toDate(start) NOT IN (SELECT arrayJoin(pending_days)), grain = 'third', start NOT IN (SELECT arrayJoin(pending_thirds)), start NOT IN (SELECT arrayJoin(pending_months)))
        GROUP BY day, grain
    )
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('input_tokens', toDecimal128(input_tokens, 12)), ('cache_read_tokens', toDecimal128(cache_read_tokens, 12)), ('cache_write_tokens', toDecimal128(cache_write_tokens, 12)), ('cache_write_1h_tokens', toDecimal128(cache_write_1h_tokens, 12)), ('output_tokens', toDecimal128(output_tokens, 12)), ('reasoning_tokens', toDecimal128(reasoning_tokens, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
    UNION ALL
    SELECT day, place.1, place.2, place.3, pair.1, toDecimal128(pair.2, 12), toDecimal128(0, 12)
    FROM
    (
        SELECT
            day, arrayJoin(arrayConcat(
                arrayMap(p -> (('call_stats', p.1, p.2), [('calls', toDecimal128(ok_calls, 12)), ('streamed_calls', toDecimal128(streamed_calls, 12)), ('latencies', toDecimal128(ok_calls, 12)), ('first_chunks', toDecimal128(streamed_calls, 12))]),
                    arrayFilter(p -> p.1 = 'hour' OR NOT has(pending_days, day), [('hour', 'latency'), ('day', 'latency'), ('hour', 'latency by tenant'), ('day', 'latency by tenant')])),
                arrayMap(p -> (('call_stats', p, 'service'), [('calls', toDecimal128(own_calls, 12)), ('billed_usd', toDecimal128(own_usd, 12))]), if(has(pending_days, day), ['hour'], ['hour', 'day'])))) AS compared,
            compared.1 AS place, arrayJoin(compared.2) AS pair
        FROM
        (
            SELECT
                toDate(hour) AS day, countIf(status = 'ok' AND usage_source != 'interrupted') AS ok_calls, countIf(status = 'ok' AND usage_source != 'interrupted' AND time_to_first_chunk_ms IS NOT NULL) AS streamed_calls,
                countIf(source != 'foreign') AS own_calls, sumIf(cost, source != 'foreign') AS own_usd
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending))
            GROUP BY day
        )
    )
    UNION ALL
    SELECT day, 'call_stats', grain, dimension, pair.1, toDecimal128(0, 12), pair.2
    FROM
    (
        SELECT
            toDate(start) AS day, toString(grain) AS grain, multiIf(part = 'service', 'service', is_total = 1, 'latency', 'latency by tenant') AS dimension, sum(t.calls) AS calls, sum(t.streamed_calls) AS streamed_calls,
            sum(arraySum(t.latencies.2)) AS latencies, sum(arraySum(t.first_chunks.2)) AS first_chunks, sum(t.billed_usd) AS billed_usd
        FROM tollgate.call_stats AS t
        WHERE part IN ('latency', 'service') AND start >= floor AND if(grain = 'hour', start NOT IN (SELECT arrayJoin(pending)), toDate(start) NOT IN (SELECT arrayJoin(pending_days)))
        GROUP BY day, grain, dimension
    )
    ARRAY JOIN [('calls', toDecimal128(calls, 12)), ('streamed_calls', toDecimal128(streamed_calls, 12)), ('latencies', toDecimal128(latencies, 12)), ('first_chunks', toDecimal128(first_chunks, 12)), ('billed_usd', toDecimal128(billed_usd, 12))] AS pair
    UNION ALL
    -- Each session by itself first: a day says how many cost how much and which were the dearest.
    SELECT day, 'session_sums', place.1, place.2, place.3, place.4, toDecimal128(0, 12)
    FROM
    (
        SELECT
            day, tenant, unpriced > 0 AS is_unpriced, toDecimal128(count(), 12) AS sessions, toDecimal128(sum(n), 12) AS calls, toDecimal128(sum(unpriced), 12) AS unpriced_calls, toDecimal128(sum(usd), 12) AS billed_usd,
            sum(tollgate_picodollars(tollgate_session_bucket(usd))) AS rounded_usd, -arraySum(groupArraySorted(20)(-usd)) AS dearest_usd
        FROM
        (
            SELECT toDate(hour) AS day, tenant, tollgate_session_key(tenant, session) AS session_key, toInt64(count()) AS n, toInt64(countIf(cost_status = 'unpriced')) AS unpriced, toDecimal128(sum(cost), 12) AS usd
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND session != '' AND hour >= floor AND hour NOT IN (SELECT arrayJoin(pending))
            GROUP BY day, tenant, session_key
            SETTINGS max_bytes_before_external_group_by = 500000000
        )
        GROUP BY day, tenant, is_unpriced
    )
    ARRAY JOIN arrayConcat(
        [('hour', 'session', 'calls', calls), ('hour', 'session', 'unpriced_calls', unpriced_calls), ('hour', 'session', 'billed_usd', billed_usd)],
        if(has(pending_days, day) OR is_unpriced, [], [('day', 'session', 'sessions', sessions), ('day', 'session', 'billed_usd', billed_usd), ('day', 'session', 'rounded_usd', rounded_usd)]),
        if(has(pending_days, day) OR NOT is_unpriced, [], [('day', 'session', 'unpriced_sessions', sessions)]),
        if(has(pending_days, day), [], [('day', 'dearest session', 'billed_usd', dearest_usd)])) AS place
    UNION ALL
    SELECT day, 'session_sums', place.1, place.2, place.3, toDecimal128(0, 12), toDecimal128(place.4, 12)
    FROM
    (
        SELECT toDate(start) AS day, is_marker, sum(x.calls) AS calls, sum(x.unpriced_calls) AS unpriced_calls, sum(x.billed_usd) AS billed_usd, sum(if(is_marker = 2, tollgate_picodollars(session_key) * x.calls, toDecimal128(0, 12))) AS rounded_usd
        FROM tollgate.session_sums AS x
        WHERE is_marker IN (0, 2, 3) AND start >= floor AND if(is_marker = 0, start NOT IN (SELECT arrayJoin(pending)), toDate(start) NOT IN (SELECT arrayJoin(pending_days)))
        GROUP BY day, is_marker
    )
    ARRAY JOIN if(is_marker = 2, [('day', 'session', 'sessions', toDecimal128(calls, 12)), ('day', 'session', 'unpriced_sessions', toDecimal128(unpriced_calls, 12)), ('day', 'session', 'billed_usd', billed_usd), ('day', 'session', 'rounded_usd', rounded_usd)],
        if(is_marker = 3, [('day', 'dearest session', 'billed_usd', billed_usd)],
            [('hour', 'session', 'calls', toDecimal128(calls, 12)), ('hour', 'session', 'unpriced_calls', toDecimal128(unpriced_calls, 12)), ('hour', 'session', 'billed_usd', billed_usd)])) AS place
    UNION ALL
    -- Of the days of a session all but one have to tell that there are others. The day that may be silent is counted as the oldest one: a newer one is named, and tells when it is posted anew.
    SELECT silent_day, 'session_sums', 'day', 'session of more days', 'sessions', toDecimal128(1, 12), toDecimal128(0, 12)
    FROM
    (
        SELECT arrayJoin(arrayPopFront(arraySort(groupArrayIf(day, told = 0)))) AS silent_day
        FROM
        (
            SELECT session_key, toDate(start) AS day, sumIf(x.calls, is_marker = 0) AS n, sumIf(x.calls, is_marker = 4) AS told
            FROM tollgate.session_sums AS x
            WHERE is_marker IN (0, 4) AND toDate(start) NOT IN (SELECT arrayJoin(pending_days)) AND session_key IN (
                SELECT session_key
                FROM tollgate.session_sums
                WHERE is_marker = 0
                GROUP BY session_key
                HAVING min(toDate(start)) != max(toDate(start))
                SETTINGS max_bytes_before_external_group_by = 500000000
            )
            GROUP BY session_key, day
            HAVING n != 0
        )
        GROUP BY session_key
    )
    WHERE silent_day >= toDate(floor)
) AS c
GROUP BY day, rollup, grain, dimension, measure
HAVING dimension = 'total' OR sum(c.ledger) != sum(c.rollups);
