-- When money is spent in [from, to): 24 rows, one an hour of the day: SELECT * FROM tollgate.spend_by_hour_of_day(from = …, to = …, timezone = 'UTC').
-- hours is how often that hour of the day occurs in the period, so that mean_usd is comparable between hours when the period is no whole
-- number of days; an hour that the bounds cut counts as one. Where the offset is no whole hour (India), spend counts at the hour in which its UTC
-- hour begins.
CREATE OR REPLACE VIEW tollgate.spend_by_hour_of_day DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour_of_day, sum(s.n) AS calls, sum(s.usd) AS cost_usd, sum(s.occurs) AS hours,
    if(hours = 0, NULL, toFloat64(cost_usd) / hours) AS mean_usd
FROM
(
    SELECT toHour(toTimezone(hour, {timezone:String})) AS hour_of_day, b.calls AS n, b.cost_usd AS usd, 0 AS occurs
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS b
    UNION ALL
    SELECT toHour(toTimezone(toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), {timezone:String})), 0, toDecimal128(0, 12), 1
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
    UNION ALL
    SELECT number, 0, toDecimal128(0, 12), 0 FROM numbers(24)
) AS s
GROUP BY hour_of_day
ORDER BY hour_of_day;

-- The same by day of the week, Monday is 1: SELECT * FROM tollgate.spend_by_weekday(from = …, to = …, timezone = 'UTC'). days is how many hours of it
-- the period has, by 24, so that a weekday that is only half in it has half the weight.
CREATE OR REPLACE VIEW tollgate.spend_by_weekday DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT weekday, sum(s.n) AS calls, sum(s.usd) AS cost_usd, sum(s.occurs) / 24 AS days,
    if(days = 0, NULL, toFloat64(cost_usd) / days) AS mean_usd
FROM
(
    SELECT toDayOfWeek(toTimezone(hour, {timezone:String})) AS weekday, b.calls AS n, b.cost_usd AS usd, 0 AS occurs
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS b
    UNION ALL
    SELECT toDayOfWeek(toTimezone(toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), {timezone:String})), 0, toDecimal128(0, 12), 1
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
    UNION ALL
    SELECT number + 1, 0, toDecimal128(0, 12), 0 FROM numbers(7)
) AS s
GROUP BY weekday
ORDER BY weekday;
