-- spend_anomalies of 535 with conditions within conditions in place of AND and OR: on top of so many levels each of these is compared with others by all that is below it,
-- which was a third of the planning. Question and answer are the same.

-- Days of [from, to) on which a tenant or an agent spent unlike itself, farthest off first, with what was expected, what was seen and why:
-- SELECT * FROM tollgate.spend_anomalies(from = …, to = …, min_usd = 1).
-- Expected is the median of the days of its kind among up to 28 before, days without a call as 0: work days are held against work days, Saturdays
-- and Sundays against both, or each weekend would be an anomaly. Usual is up to 3.5 robust standard deviations away (1.4826 × the median
-- distance), half of what is expected, or min_usd, whichever is most. So one wild day neither hides the next nor makes it an anomaly, and
-- a steady agent is not reported for cents.
--   kind   'high'; 'low', for whole days only, because a day that has not ended is always low; 'new': nothing in the 28 days before, in a ledger that
--          is at least 7 days old. With 1 to 6 days of history nothing is said.
--   scope  'tenant' (agent is '') or 'agent'. An anomaly of an agent is mostly one of its tenant too: never add rows up.
CREATE OR REPLACE VIEW tollgate.spend_anomalies DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    toStartOfDay({from:DateTime('UTC')}) - INTERVAL 28 DAY AS history_from,
    tollgate_value_ledger_hours(history_from, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    arrayMap(i -> toDate(history_from) + i, range(toUInt64(greatest(0, dateDiff('day', history_from, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))) AS days,
    arrayMap(d -> toDayOfWeek(d) >= 6, days) AS weekends
SELECT
    day, scope, tenant, agent, kind, toDecimal128(seen, 12) AS seen_usd, expected AS expected_usd, usual_from AS usual_from_usd, usual_to AS usual_to_usd,
    seen_calls, expected_calls, history_days,
    multiIf(
        kind = 'new', concat('no spend in the 28 days before, now $', printf('%.2f', seen), ' in ', called_times),
        expected * expected_calls = 0, concat('$', printf('%.2f', seen), ' in ', called_times, ', where nothing is usual (', of_days, ')'),
        concat('$', printf('%.2f', seen), ' where $', printf('%.2f', usual_from), ' to $', printf('%.2f', usual_to), ' is usual (', of_days, '): ',
            multiIf(
                seen_calls = 0, concat('no calls instead of ', toString(expected_calls)),
                -- Cost is calls × dollars a call; the reason is whichever changed by the larger factor.
                abs(log(seen_calls / expected_calls)) >= abs(log(greatest(seen, 1e-12) / seen_calls / (expected / expected_calls))),
                concat(called_times, ' instead of ', toString(expected_calls)),
                concat('$', printf('%.4f', seen / seen_calls), ' a call instead of $', printf('%.4f', expected / expected_calls))))) AS why
FROM
(
    SELECT scope, tenant, agent, day, history_days, seen, seen_calls, expected, expected_calls, usual_from, usual_to,
        concat(toString(length), if(is_weekend, ' weekend days', ' work days')) AS of_days,
        concat(toString(seen_calls), if(seen_calls = 1, ' call', ' calls')) AS called_times,
        if(history_days >= 7,
            if(seen > usual_to, 'high', if(seen < usual_from, if(toDateTime(day + 1, 'UTC') <= {to:DateTime('UTC')}, 'low', ''), '')),
            if(history_days = 0, if(seen > {min_usd:Float64}, if(day_of_ledger >= 7, 'new', ''), ''), '')) AS kind
    FROM
    (
        SELECT scope, tenant, agent, day, day_of_ledger, history_days, length(history) AS length, is_weekend, seen, seen_calls, expected, expected_calls,
            greatest(3.5 * 1.4826 * arrayReduce('medianOrDefault', arrayMap(v -> abs(v - expected), history)), 0.5 * expected, toFloat64({min_usd:Float64})) AS margin,
            greatest(0, expected - margin) AS usual_from, expected + margin AS usual_to
        FROM
        (
            SELECT scope, tenant, agent, day, day_of_ledger, history_days, is_weekend, seen, seen_calls, history,
                arrayReduce('medianOrDefault', history) AS expected, arrayReduce('medianOrDefault', calls_before) AS expected_calls
            FROM
            (
                SELECT
                    scope, tenant, agent, day, at - ledger_first AS day_of_ledger,
                    least(28, at - first) AS history_days, toUInt64(greatest(0, history_days)) AS length, weekends[at] AS is_weekend, spent[at] AS seen, called[at] AS seen_calls,
                    arrayFilter((v, w) -> w = is_weekend, arraySlice(spent, at - length, length), arraySlice(weekends, at - length, length)) AS history,
                    arrayFilter((v, w) -> w = is_weekend, arraySlice(called, at - length, length), arraySlice(weekends, at - length, length)) AS calls_before
                FROM
                (
                    SELECT
                        if(dimension = 'total', 'tenant', 'agent') AS scope, toString(tenant) AS tenant, toString(value) AS agent, indexOf(days, sums.1[1]) AS first, min(first) OVER () AS ledger_first,
                        arrayMap(d -> toFloat64(sums.2[indexOf(sums.1, d)]), days) AS spent, arrayMap(d -> sums.3[indexOf(sums.1, d)], days) AS called
                    FROM
                    (
                        SELECT tenant, dimension, value, sumMap([toDate(start)], [cost_usd], [calls]) AS sums
                        FROM
                        (
                            SELECT start, tenant, dimension, value, cost_usd, calls
                            FROM tollgate.spend_values
                            WHERE dimension IN ('total', 'agent') AND start >= toStartOfHour(history_from) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
                            UNION ALL
                            SELECT hour, tenant, named.1, named.2, cost, kind = 'call'
                            FROM tollgate.llm_calls FINAL
                            ARRAY JOIN [('total', ''), ('agent', toString(agent))] AS named
                            WHERE kind != 'superseded' AND hour >= toStartOfHour(history_from) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= history_from AND ts < {to:DateTime('UTC')}
                        ) AS r
                        WHERE dimension = 'total' OR value != ''
                        GROUP BY tenant, dimension, value
                        HAVING notEmpty(sums.1)
                    )
                )
                ARRAY JOIN days AS day, arrayEnumerate(days) AS at
                WHERE at > 28
            )
        )
    )
)
WHERE kind != ''
ORDER BY abs(seen - expected) DESC, day DESC, scope, tenant, agent;
