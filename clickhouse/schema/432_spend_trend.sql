-- Spend of [from, to) by UTC day, every day of the range, days without a call as 0: SELECT * FROM tollgate.spend_trend(from = …, to = …).
-- The last day is partial when `to` is now: a fall at the end of the line is not a fall in spend.
CREATE OR REPLACE VIEW tollgate.spend_trend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT day, sum(cost) AS cost_usd, sum(n) AS calls
FROM
(
    SELECT toDate(hour) AS day, s.cost_usd AS cost, s.calls AS n
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS s
    UNION ALL
    SELECT toDate({from:DateTime('UTC')}) + number, toDecimal128(0, 12), 0
    FROM numbers(greatest(0, dateDiff('day', {from:DateTime('UTC')}, {to:DateTime('UTC')} - INTERVAL 1 SECOND) + 1))
)
GROUP BY day
ORDER BY day;
