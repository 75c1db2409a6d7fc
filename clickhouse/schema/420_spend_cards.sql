-- One row: the figures on top of the board. Days and months are UTC here; a budget has its own timezone.
-- today_usd and month_usd are NULL, not 0, when there was no call, so that a board says "no calls yet" instead of $0.00.
-- projected_month_usd goes on at the pace of the last seven days (fewer when the ledger is younger): month so far plus that pace
-- for the rest of the month. Money of unpriced calls is in none of these sums: show unpriced_calls_today beside them.
CREATE OR REPLACE VIEW tollgate.spend_cards DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    toStartOfDay(now('UTC')) AS today,
    toStartOfMonth(now('UTC')) AS month_start,
    today - INTERVAL 7 DAY AS week_start,
    greatest(dateDiff('second', greatest(week_start, first_ts), now('UTC')), 3600) AS pace_seconds,
    dateDiff('second', now('UTC'), toDateTime(month_start + INTERVAL 1 MONTH, 'UTC')) AS seconds_left
SELECT
    sumOrNullIf(cost_usd, ts >= today) AS today_usd,
    sumOrNullIf(cost_usd, ts >= month_start) AS month_usd,
    toDecimal128(toFloat64(month_usd) + toFloat64(sumIf(cost_usd, ts >= week_start)) / pace_seconds * seconds_left, 6) AS projected_month_usd,
    countIf(ts >= today) AS today_calls,
    countIf(ts >= month_start) AS month_calls,
    countIf(ts >= today AND cost_status = 'unpriced') AS unpriced_calls_today,
    minOrNull(toDateTime(ts, 'UTC')) AS first_ts,
    now('UTC') AS as_of
FROM tollgate.calls
WHERE hour >= least(toDateTime(month_start, 'UTC'), week_start);
