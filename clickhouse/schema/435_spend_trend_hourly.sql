-- Spend of [from, to) by UTC hour, every hour of the range, hours without a call as 0: SELECT * FROM tollgate.spend_trend_hourly(from = …, to = …).
-- The first and the last hour are partial when the bounds cut them: a fall at the end of the line is not a fall in spend.
CREATE OR REPLACE VIEW tollgate.spend_trend_hourly DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, sum(s.usd) AS cost_usd, sum(s.n) AS calls
FROM
(
    SELECT hour, b.cost_usd AS usd, b.calls AS n
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS b
    UNION ALL
    SELECT toStartOfHour({from:DateTime('UTC')}) + toIntervalHour(number), toDecimal128(0, 12), 0
    FROM numbers(toUInt64(greatest(0, dateDiff('hour', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1)))
) AS s
GROUP BY hour
ORDER BY hour;
