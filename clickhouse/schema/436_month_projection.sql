-- One row: what the UTC month of `at` will cost, with the range that holds it four times in five: SELECT * FROM tollgate.month_projection(at = now('UTC')).
--   spent_usd      of the month before `at`
--   mean_day_usd   over the whole days before the day of `at`, at most 28 and not before the first call; days without a call count as 0
--   projected_usd  spent_usd + mean_day_usd × days_left
--   low_usd, high_usd  ± 1.2816 × stddev_day_usd × sqrt(days_left + days_left² / history_days): days vary, and so does the mean of few of them.
--                  Never below what is spent.
-- Both are NULL with fewer than 7 whole days, and the projection without any: a number from one day is a guess. It knows no weekday and
-- no growth; for these see spend_forecast. Money of unpriced calls is in none of it: show unpriced_calls (of the month) beside it.
CREATE OR REPLACE VIEW tollgate.month_projection DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    {at:DateTime('UTC')} AS now_at,
    toDateTime(toStartOfMonth(now_at), 'UTC') AS month_start,
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
        minIf(day, calls > 0) AS first_day,
        -- Days as an array, so that those without a row are zeros: since the first call, at most 28, without today.
        arrayMap(d -> arraySum((at_day, v) -> if(at_day = d, v, 0), groupArrayIf(day, day < today), groupArrayIf(toFloat64(usd), day < today)),
            arrayMap(i -> toDate(today - i), range(1, 1 + toUInt64(if(sum(calls) = 0, 0, least(28, greatest(0, today - first_day))))))) AS history
    FROM
    (
        SELECT toDate(hour) AS day, hour >= month_start AS at_month, sum(b.cost_usd) AS usd, sum(b.calls) AS calls, sum(b.unpriced_calls) AS unpriced
        FROM tollgate.spend_between(from = least(month_start, toDateTime(today - 28, 'UTC')), to = {at:DateTime('UTC')}) AS b
        GROUP BY day, at_month
    )
);
