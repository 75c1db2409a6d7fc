-- The views of 489 with the hours of 500. Questions and answers are the same. cost_usd is as corrected; billed_usd, where it stands beside, as billed.

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
    least(toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC'), toDateTime(toDate({at:DateTime('UTC')}) - 28, 'UTC')) AS history_from,
    tollgate_value_ledger_hours(history_from, now_at) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
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
            FROM
            (
                SELECT start, if({dimension:String} = 'tenant', toString(tenant), toString(value)) AS value, cost_usd, calls, unpriced_calls
                FROM tollgate.spend_values
                WHERE tollgate_is_dimension({dimension:String})
                    AND dimension = tollgate_stored_dimension({dimension:String}) AND start >= toStartOfHour(history_from) AND start < now_at AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
                UNION ALL
                SELECT hour, tollgate_value_in({dimension:String}, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id), cost, kind = 'call', tollgate_unpriced(kind, cost_status, unpriced_delta)
                FROM tollgate.llm_calls FINAL
                WHERE kind != 'superseded' AND hour >= toStartOfHour(history_from) AND hour < now_at AND if({dimension:String} = 'user', has(cut_days, toStartOfDay(hour)), has(ledger_hours, hour)) AND ts >= history_from AND ts < now_at
            ) AS v
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
WITH
    least(toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC'), toDateTime(toDate({at:DateTime('UTC')}) - 28, 'UTC')) AS history_from,
    tollgate_value_ledger_hours(history_from, now_at) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    {at:DateTime('UTC')} AS now_at,
    toDateTime(toStartOfMonth(now_at) + INTERVAL 1 MONTH, 'UTC') AS month_end,
    toDate(now_at) AS today
SELECT
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
        sumIf(usd, at_month) AS spent_usd,
        sumIf(unpriced, at_month) AS unpriced_calls,
        minIf(day, n > 0) AS first_day,
        -- Days as an array, so that those without a row are zeros: since the first call, at most 28, without today.
        arrayMap(d -> arraySum((at_day, v) -> if(at_day = d, v, 0), groupArrayIf(day, day < today), groupArrayIf(toFloat64(usd), day < today)),
            arrayMap(i -> toDate(today - i), range(1, 1 + toUInt64(if(sum(n) = 0, 0, least(28, greatest(0, today - first_day))))))) AS history
    FROM
    (
        SELECT toDate(start) AS day, start >= toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC') AS at_month,
            sum(r.cost_usd) AS usd, sum(r.calls) AS n, sum(r.unpriced_calls) AS unpriced
        FROM
        (
            SELECT start, v.cost_usd, v.calls, v.unpriced_calls
            FROM
            (
                SELECT start, cost_usd, calls, unpriced_calls
                FROM tollgate.spend_values
                WHERE dimension = 'total' AND start >= toStartOfHour(history_from) AND start < now_at AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
                UNION ALL
                SELECT hour, cost, kind = 'call', tollgate_unpriced(kind, cost_status, unpriced_delta)
                FROM tollgate.llm_calls FINAL
                WHERE kind != 'superseded' AND hour >= toStartOfHour(history_from) AND hour < now_at AND has(ledger_hours, hour) AND ts >= history_from AND ts < now_at
            ) AS v
            UNION ALL
            SELECT toDateTime(toStartOfMonth({at:DateTime('UTC')}), 'UTC'), toDecimal128(0, 12), 0, 0
        ) AS r
        GROUP BY day, at_month
    )
);

-- What each of the next `days` UTC days will cost, the day of `at` first: SELECT * FROM tollgate.spend_forecast(at = now('UTC'), days = 30).
-- It looks back on the whole days before `at`, at most 84 and not before the first call, and has no rows when they are fewer than 14: then no
-- weekday was seen twice. A weekday's shape is its mean by the mean of all days. What is left after dividing by it is followed as a
-- straight line from 28 days on, and taken as level before: a slope over two weeks says more of chance than of growth.
-- low_usd and high_usd are ± 1.2816 standard deviations of what the history missed that line by: four days in five. The farther the day, the less so.
-- Each step is a query of its own: as aliases of one, each would be copied into the next, and the engine took a second to read the statement.
CREATE OR REPLACE VIEW tollgate.spend_forecast DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    toDateTime(toDate({at:DateTime('UTC')}) - 84, 'UTC') AS history_from,
    toDateTime(toDate({at:DateTime('UTC')}), 'UTC') AS history_to,
    tollgate_value_ledger_hours(history_from, history_to) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
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
                                FROM
                                (
                                    SELECT start, cost_usd
                                    FROM tollgate.spend_values
                                    WHERE dimension = 'total' AND start >= toStartOfHour(history_from) AND start < history_to AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
                                    UNION ALL
                                    SELECT hour, cost
                                    FROM tollgate.llm_calls FINAL
                                    WHERE kind != 'superseded' AND hour >= toStartOfHour(history_from) AND hour < history_to AND has(ledger_hours, hour) AND ts >= history_from AND ts < history_to
                                ) AS b
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
