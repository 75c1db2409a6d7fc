-- The views of 488 with the hours of 500. Questions and answers are the same. cost_usd is as corrected; billed_usd, where it stands beside, as billed.

-- Spend of [from, to) by UTC day, every day of the range, days without a call as 0: SELECT * FROM tollgate.spend_trend(from = …, to = …).
-- The last day is partial when `to` is now: a fall at the end of the line is not a fall in spend.
CREATE OR REPLACE VIEW tollgate.spend_trend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT day, sum(usd) AS cost_usd, sum(n) AS calls
FROM
(
    SELECT toDate(start) AS day, s.cost_usd AS usd, s.calls AS n
    FROM
    (
        SELECT start, cost_usd, calls
        FROM tollgate.spend_values
        WHERE dimension = 'total' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
        UNION ALL
        SELECT hour, cost, kind = 'call'
        FROM tollgate.llm_calls FINAL
        WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    ) AS s
    UNION ALL
    SELECT toDate({from:DateTime('UTC')}) + number, toDecimal128(0, 12), 0
    FROM numbers(greatest(0, dateDiff('day', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1))
)
GROUP BY day
ORDER BY day;

-- Spend of [from, to) by UTC hour, every hour of the range, hours without a call as 0: SELECT * FROM tollgate.spend_trend_hourly(from = …, to = …).
-- The first and the last hour are partial when the bounds cut them.
CREATE OR REPLACE VIEW tollgate.spend_trend_hourly DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour, sum(usd) AS cost_usd, sum(n) AS calls
FROM
(
    SELECT hour, s.cost_usd AS usd, s.calls AS n
    FROM
    (
        SELECT start AS hour, cost_usd, calls
        FROM tollgate.spend_values
        WHERE dimension = 'total' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'hour' AND NOT has(ledger_hours, start)
        UNION ALL
        SELECT hour, cost, kind = 'call'
        FROM tollgate.llm_calls FINAL
        WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    ) AS s
    UNION ALL
    SELECT toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), toDecimal128(0, 12), 0
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
)
GROUP BY hour
ORDER BY hour;

-- When money is spent in [from, to): 24 rows, one an hour of the day: SELECT * FROM tollgate.spend_by_hour_of_day(from = …, to = …, timezone = 'UTC').
-- hours is how often that hour of the day occurs in the period, so that mean_usd is comparable between hours when the period is no whole
-- number of days; an hour that the bounds cut counts as one. Where the offset is no whole hour (India), spend counts at the hour in which its UTC
-- hour begins.
CREATE OR REPLACE VIEW tollgate.spend_by_hour_of_day DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour_of_day, sum(n) AS calls, sum(usd) AS cost_usd, sum(occurs) AS hours,
    if(hours = 0, NULL, toFloat64(cost_usd) / hours) AS mean_usd
FROM
(
    SELECT toHour(toTimezone(hour, {timezone:String})) AS hour_of_day, h.calls AS n, h.cost_usd AS usd, 0 AS occurs
    FROM
    (
        SELECT start AS hour, cost_usd, calls
        FROM tollgate.spend_values
        WHERE dimension = 'total' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'hour' AND NOT has(ledger_hours, start)
        UNION ALL
        SELECT hour, cost, kind = 'call'
        FROM tollgate.llm_calls FINAL
        WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    ) AS h
    UNION ALL
    SELECT toHour(toTimezone(toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), {timezone:String})), 0, toDecimal128(0, 12), 1
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
    UNION ALL
    SELECT number, 0, toDecimal128(0, 12), 0 FROM numbers(24)
)
GROUP BY hour_of_day
ORDER BY hour_of_day;

-- The same by day of the week, Monday is 1: SELECT * FROM tollgate.spend_by_weekday(from = …, to = …, timezone = 'UTC'). days is how many hours of it
-- the period has, by 24, so that a weekday that is only half in it has half the weight.
CREATE OR REPLACE VIEW tollgate.spend_by_weekday DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT weekday, sum(n) AS calls, sum(usd) AS cost_usd, sum(occurs) / 24 AS days,
    if(days = 0, NULL, toFloat64(cost_usd) / days) AS mean_usd
FROM
(
    SELECT toDayOfWeek(toTimezone(hour, {timezone:String})) AS weekday, h.calls AS n, h.cost_usd AS usd, 0 AS occurs
    FROM
    (
        SELECT start AS hour, cost_usd, calls
        FROM tollgate.spend_values
        WHERE dimension = 'total' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND grain = 'hour' AND NOT has(ledger_hours, start)
        UNION ALL
        SELECT hour, cost, kind = 'call'
        FROM tollgate.llm_calls FINAL
        WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
    ) AS h
    UNION ALL
    SELECT toDayOfWeek(toTimezone(toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), {timezone:String})), 0, toDecimal128(0, 12), 1
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
    UNION ALL
    SELECT number + 1, 0, toDecimal128(0, 12), 0 FROM numbers(7)
)
GROUP BY weekday
ORDER BY weekday;
