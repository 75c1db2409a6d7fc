-- spend_scopes (311) with days and months beside its quarters of an hour. A budget of a month read a row for each user and quarter, 870,000 of ten million calls over 90
-- days, for the sums of 35,000 users; month rows are 36,000. Which rows a period is read from is told in 512_budget_sums.sql.
--   is_marker   0 a quarter, 1 a marker as before, 2 a UTC day, 3 a UTC month. What reads quarters filters on 0 and needs no change
--   hour        of a day and of a month its last hour, so that neither expires before its quarters; quarter is the same there
--   value       a plain string: grouping by more than the 8,192 values of a dictionary took twice as long
--   refund_usd  what corrections below zero take back, as a positive sum. usd + refund_usd is the most that a running sum of these rows can have been, which tells
--               budget_crossings which values cannot have passed a threshold
-- First the column and the refresh, then the copy in 325_spend_scopes_days.sql: a refresh of before that posted into the new table would post quarters without their days.
-- Until then days and months of the old table are incomplete, and nothing reads them.
ALTER TABLE tollgate.spend_scopes ADD COLUMN IF NOT EXISTS refund_usd SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)) AFTER usd;

-- The last hours of the UTC day and month of an hour.
CREATE OR REPLACE FUNCTION tollgate_last_hour_of_day AS (hour) -> toStartOfDay(hour) + 82800;
CREATE OR REPLACE FUNCTION tollgate_last_hour_of_month AS (hour) -> toDateTime(toStartOfMonth(hour) + INTERVAL 1 MONTH, 'UTC') - 3600;

-- By the rules told in 313: for each hour the ledger's sums minus what is posted, for its day what its quarters then say minus what is posted, and for its month what its
-- days then say minus what is posted. So an error in a day or month repairs itself when one of its hours is touched.
ALTER TABLE tollgate.spend_scopes_refresh MODIFY QUERY
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.scope_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayDistinct(arrayMap(h -> toStartOfDay(h), hours)) AS days,
    arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), days)) AS hours_of_days,
    arrayDistinct(arrayMap(h -> toStartOfMonth(h), hours)) AS months
SELECT is_marker, scope, hour, tenant, value, quarter, sum(d.calls) AS calls, sum(d.usd) AS usd, sum(d.refund_usd) AS refund_usd, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT place.1 AS is_marker, scope, place.2 AS hour, tenant, value, place.3 AS quarter, toInt64(n) AS calls, toDecimal128(sum_usd, 12) AS usd, toDecimal128(sum_refund, 12) AS refund_usd, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT toString(scope) AS scope, hour AS of_hour, toString(tenant) AS tenant, value, quarter AS of_quarter, sum(c.calls) AS n, sum(c.usd) AS sum_usd, sum(greatest(-c.usd, 0)) AS sum_refund
        FROM tollgate.calls_by_scope AS c
        WHERE hour IN (SELECT arrayJoin(hours))
        GROUP BY scope, of_hour, tenant, value, of_quarter
    )
    ARRAY JOIN [(0, of_hour, of_quarter), (2, tollgate_last_hour_of_day(of_hour), tollgate_last_hour_of_day(of_hour)), (3, tollgate_last_hour_of_month(of_hour), tollgate_last_hour_of_month(of_hour))] AS place
    UNION ALL
    -- Posted quarters: taken back where they are rolled anew, else the rest of their day and of their month.
    SELECT place.1, toString(scope), place.2, toString(tenant), toString(value), place.3, if(place.1 = 0, -calls, calls), if(place.1 = 0, -usd, usd), if(place.1 = 0, -refund_usd, refund_usd), toDateTime64(0, 3, 'UTC')
    FROM
    (
        SELECT scope, hour AS of_hour, tenant, value, quarter AS of_quarter, calls, usd, refund_usd
        FROM tollgate.spend_scopes
        WHERE is_marker = 0 AND hour IN (SELECT arrayJoin(hours_of_days))
    )
    ARRAY JOIN if(of_hour IN (SELECT arrayJoin(hours)), [(0, of_hour, of_quarter)],
        [(2, tollgate_last_hour_of_day(of_hour), tollgate_last_hour_of_day(of_hour)), (3, tollgate_last_hour_of_month(of_hour), tollgate_last_hour_of_month(of_hour))]) AS place
    UNION ALL
    -- Posted days: taken back where they are made anew, else the rest of their month.
    SELECT if(is_anew, 2, 3), toString(scope), if(is_anew, of_day, tollgate_last_hour_of_month(of_day)) AS last_hour, toString(tenant), toString(value), last_hour, if(is_anew, -calls, calls), if(is_anew, -usd, usd), if(is_anew, -refund_usd, refund_usd), toDateTime64(0, 3, 'UTC')
    FROM
    (
        SELECT scope, hour AS of_day, toStartOfDay(hour) IN (SELECT arrayJoin(days)) AS is_anew, tenant, value, calls, usd, refund_usd
        FROM tollgate.spend_scopes
        WHERE is_marker = 2 AND toStartOfMonth(hour) IN (SELECT arrayJoin(months))
    )
    UNION ALL
    SELECT 3, toString(scope), hour, toString(tenant), toString(value), quarter, -calls, -usd, -refund_usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_scopes
    WHERE is_marker = 3 AND toStartOfMonth(hour) IN (SELECT arrayJoin(months))
    UNION ALL
    SELECT 1, '', arrayJoin(hours) AS hour, '', '', hour, 0, toDecimal128(0, 12), toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, scope, hour, tenant, value, quarter
HAVING is_marker = 1 OR calls != 0 OR usd != 0 OR refund_usd != 0;
