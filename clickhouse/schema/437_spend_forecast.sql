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
                                SELECT toDate(hour) AS day, toFloat64(sum(b.cost_usd)) AS usd
                                FROM tollgate.spend_between(from = toDateTime(toDate({at:DateTime('UTC')}) - 84, 'UTC'), to = toDateTime(toDate({at:DateTime('UTC')}), 'UTC')) AS b
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
