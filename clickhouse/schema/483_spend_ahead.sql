-- The views of 436 to 438 from the rollup of single dimensions (407): the same questions and columns, answered from some thousand rows. cost is as corrected.

-- What the UTC month of `at` will cost, by the values of one dimension of spend_by_value: SELECT * FROM tollgate.month_projections(dimension = 'tenant', at = now('UTC')).
-- Dearest projection first; values that spent nothing since the month began or 28 days before have no row, and with dimension 'total' there is
-- always one row.
--   spent_usd      of the month before `at`
--   mean_day_usd   over the whole days before the day of `at`, at most 28 and not before the first call; days without a call count as 0
--   projected_usd  spent_usd + mean_day_usd × days_left
--   low_usd, high_usd  ± 1.2816 × stddev_day_usd × sqrt(days_left + days_left² / history_days): days vary, and so does the mean of few of them.
--                  Never below what is spent.
-- Both are NULL with fewer than 7 whole days, and the projection without any: a number from one day is a guess. It knows no weekday and
-- no growth; for these see spend_forecast. Money of unpriced calls is in none of it: show unpriced_calls (of the month) beside it.
CREATE OR REPLACE VIEW tollgate.month_projections DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    {at:DateTime('UTC')} AS now_at,
    toDateTime(toStartOfMonth(now_at) + INTERVAL 1 MONTH, 'UTC') AS month_end,
    toDate(now_at) AS today
SELECT
    value,
    toStartOfMonth(now_at) AS month,
    spent_usd,
    dateDiff('second', now_at, month_end) / 86400 AS days_left,
    length(history) AS history_days,
    if(history_days = 0, NULL, arrayAvg(history)) AS mean_day_usd,
    if(history_days < 7, NULL, arrayReduce('stddevSamp', history)) AS stddev_day_usd,
    if(history_days = 0, NULL, toFloat64(spent_usd) + mean_day_usd * days_left) AS projected_usd,
    if(history_days < 7, NULL, 1.2815515655446004 * stddev_day_usd * sqrt(days_left + days_left * days_left / history_days)) AS margin_usd,
    -- greatest() leaves NULLs out.
    if(history_days < 7, NULL, greatest(toFloat64(spent_usd), projected_usd - margin_usd)) AS low_usd,
    projected_usd + margin_usd AS high_usd,
    unpriced_calls
FROM
(
    SELECT
        value,
        sumIf(usd, at_month) AS spent_usd,
        sumIf(unpriced, at_month) AS unpriced_calls,
        minIf(day, n > 0) AS first_day,
        -- Days as an array, so that those without a row are zeros: since the first call, at most 28, without today.
        arrayMap(d -> arraySum((at_day, v) -> if(at_day = d, v, 0), groupArrayIf(day, day < today), groupArrayIf(toFloat64(usd), day < today)),
            arrayMap(i -> toDate(today - i), range(1, 1 + toUInt64(if(sum(n) = 0, 0, least(28, greatest(0, today - first_day))))))) AS history
    FROM
    (
        SELECT value, toDate(start) AS day, start >= toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC') AS at_month,
            sum(r.cost_usd) AS usd, sum(r.calls) AS n, sum(r.unpriced_calls) AS unpriced
        FROM
        (
            SELECT value, start, v.cost_usd, v.calls, v.unpriced_calls
            FROM tollgate.spend_value_rows(dimension = {dimension:String}, from = least(toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC'), toDateTime(toDate({at:DateTime('UTC')}) - 28, 'UTC')), to = {at:DateTime('UTC')}) AS v
            UNION ALL
            SELECT '', toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC'), toDecimal128(0, 12), 0, 0 WHERE {dimension:String} = 'total'
        ) AS r
        GROUP BY value, day, at_month
    )
    GROUP BY value
)
ORDER BY projected_usd DESC, value;

-- One row, of everything: SELECT * FROM tollgate.month_projection(at = now('UTC')). Columns as in month_projections.
CREATE OR REPLACE VIEW tollgate.month_projection DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT month, spent_usd, days_left, history_days, mean_day_usd, stddev_day_usd, projected_usd, margin_usd, low_usd, high_usd, unpriced_calls
FROM tollgate.month_projections(dimension = 'total', at = {at:DateTime('UTC')});

-- What each of the next `days` UTC days will cost, the day of `at` first: SELECT * FROM tollgate.spend_forecast(at = now('UTC'), days = 30).
-- It looks back on the whole days before `at`, at most 84 and not before the first call, and has no rows when they are fewer than 14: then no
-- weekday was seen twice. A weekday's shape is its mean by the mean of all days. What is left after dividing by it is followed as a
-- straight line from 28 days on, and taken as level before: a slope over two weeks says more of chance than of growth.
-- low_usd and high_usd are ± 1.2816 standard deviations of what the history missed that line by: four days in five. The farther the day, the less so.
-- Each step is a query of its own: as aliases of one, each would be copied into the next, and the engine took a second to read the statement.
CREATE OR REPLACE VIEW tollgate.spend_forecast DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    toDate({at:DateTime('UTC')}) + toInt32(ahead) AS day,
    toDayOfWeek(day) AS weekday,
    shape[weekday] AS weekday_shape,
    greatest(0, line.1 * (n + 1 + ahead) + line.2) * weekday_shape AS forecast_usd,
    greatest(0, forecast_usd - 1.2815515655446004 * missed_by) AS low_usd,
    forecast_usd + 1.2815515655446004 * missed_by AS high_usd,
    n AS history_days
FROM
(
    SELECT n, shape, line, arrayReduce('stddevSamp', arrayMap((v, i, w) -> v - (line.1 * i + line.2) * shape[w], history, places, weekdays)) AS missed_by
    FROM
    (
        SELECT n, history, places, weekdays, shape,
            if(n >= 28, arrayReduce('simpleLinearRegression', places, levels), (toFloat64(0), mean)) AS line
        FROM
        (
            SELECT n, mean, history, places, weekdays, shape, arrayMap((v, w) -> if(shape[w] = 0, mean, v / shape[w]), history, weekdays) AS levels
            FROM
            (
                SELECT n, mean, history, places, weekdays,
                    arrayMap(k -> if(mean = 0, 0, arrayAvg(arrayFilter((v, w) -> w = k, history, weekdays)) / mean), range(1, 8)) AS shape
                FROM
                (
                    -- Place i is i - n - 1 days before the day of `at`.
                    SELECT history, length(history) AS n, arrayAvg(history) AS mean, arrayEnumerate(history) AS places,
                        arrayMap(i -> toDayOfWeek(toDate({at:DateTime('UTC')}) + toInt32(i) - toInt32(n) - 1), places) AS weekdays
                    FROM
                    (
                        SELECT arrayMap(i -> spent[toDate({at:DateTime('UTC')}) - i], reverse(range(1, 1 + toUInt64(days_back)))) AS history
                        FROM
                        (
                            SELECT mapFromArrays(groupArray(day), groupArray(usd)) AS spent,
                                if(count() = 0, 0, least(84, greatest(0, toInt32(toDate({at:DateTime('UTC')})) - toInt32(min(day))))) AS days_back
                            FROM
                            (
                                SELECT toDate(start) AS day, toFloat64(sum(b.cost_usd)) AS usd
                                FROM tollgate.spend_value_rows(dimension = 'total', from = toDateTime(toDate({at:DateTime('UTC')}) - 84, 'UTC'), to = toDateTime(toDate({at:DateTime('UTC')}), 'UTC')) AS b
                                GROUP BY day
                            )
                        )
                    )
                )
            )
        )
    )
    WHERE n >= 14
)
ARRAY JOIN range(toUInt64({days:UInt16})) AS ahead
ORDER BY day;

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
SELECT
    day, scope, tenant, agent, kind, toDecimal128(seen, 12) AS seen_usd, expected AS expected_usd, usual_from AS usual_from_usd, usual_to AS usual_to_usd,
    seen_calls, expected_calls, history_days,
    multiIf(
        kind = 'new', concat('no spend in the 28 days before, now $', printf('%.2f', seen), ' in ', called_times),
        expected = 0 OR expected_calls = 0, concat('$', printf('%.2f', seen), ' in ', called_times, ', where nothing is usual (', of_days, ')'),
        concat('$', printf('%.2f', seen), ' where $', printf('%.2f', usual_from), ' to $', printf('%.2f', usual_to), ' is usual (', of_days, '): ',
            multiIf(
                seen_calls = 0, concat('no calls instead of ', toString(expected_calls)),
                -- Cost is calls × dollars a call; the reason is whichever changed by the larger factor.
                abs(log(seen_calls / expected_calls)) >= abs(log(greatest(seen, 1e-12) / seen_calls / (expected / expected_calls))),
                concat(called_times, ' instead of ', toString(expected_calls)),
                concat('$', printf('%.4f', seen / seen_calls), ' a call instead of $', printf('%.4f', expected / expected_calls))))) AS why
FROM
(
    SELECT
        scope, tenant, agent, day, spent, called,
        least(28, toInt32(day) - toInt32(first_day)) AS history_days,
        spent[day] AS seen,
        called[day] AS seen_calls,
        toDayOfWeek(day) >= 6 AS is_weekend,
        arrayFilter(d -> (toDayOfWeek(d) >= 6) = is_weekend, arrayMap(i -> day - i, range(1, 1 + toUInt64(greatest(0, history_days))))) AS before,
        concat(toString(length(before)), if(is_weekend, ' weekend days', ' work days')) AS of_days,
        concat(toString(seen_calls), if(seen_calls = 1, ' call', ' calls')) AS called_times,
        arrayMap(d -> spent[d], before) AS history,
        if(empty(before), 0, arrayReduce('median', history)) AS expected,
        if(empty(before), 0, arrayReduce('median', arrayMap(d -> called[d], before))) AS expected_calls,
        if(empty(before), 0, arrayReduce('median', arrayMap(v -> abs(v - expected), history))) AS distance,
        greatest(3.5 * 1.4826 * distance, 0.5 * expected, toFloat64({min_usd:Float64})) AS margin,
        greatest(0, expected - margin) AS usual_from,
        expected + margin AS usual_to,
        multiIf(
            history_days >= 7 AND seen > usual_to, 'high',
            history_days >= 7 AND seen < usual_from AND toDateTime(day + 1, 'UTC') <= {to:DateTime('UTC')}, 'low',
            history_days = 0 AND seen > {min_usd:Float64} AND toInt32(day) - toInt32(ledger_first_day) >= 7, 'new',
            '') AS kind
    FROM
    (
        SELECT
            scoped.1 AS scope, tenant, scoped.2 AS agent, min(day) AS first_day, min(first_day) OVER () AS ledger_first_day,
            mapFromArrays(groupArray(day), groupArray(usd)) AS spent, mapFromArrays(groupArray(day), groupArray(n)) AS called
        FROM
        (
            SELECT toDate(start) AS day, tenant, ('tenant', '') AS scoped, toFloat64(sum(t.cost_usd)) AS usd, sum(t.calls) AS n
            FROM tollgate.spend_value_rows(dimension = 'total', from = toStartOfDay({from:DateTime('UTC')}) - INTERVAL 28 DAY, to = {to:DateTime('UTC')}) AS t
            GROUP BY day, tenant
            UNION ALL
            SELECT toDate(start) AS day, tenant, ('agent', value) AS scoped, toFloat64(sum(g.cost_usd)) AS usd, sum(g.calls) AS n
            FROM tollgate.spend_value_rows(dimension = 'agent', from = toStartOfDay({from:DateTime('UTC')}) - INTERVAL 28 DAY, to = {to:DateTime('UTC')}) AS g
            WHERE value != ''
            GROUP BY day, tenant, value
        )
        WHERE n != 0 OR usd != 0
        GROUP BY scoped, tenant
    ) AS series
    ARRAY JOIN arrayMap(i -> toDate({from:DateTime('UTC')}) + i, range(toUInt64(greatest(0, dateDiff('day', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))) AS day
)
WHERE kind != ''
ORDER BY abs(seen - expected) DESC, day DESC, scope, tenant, agent;
