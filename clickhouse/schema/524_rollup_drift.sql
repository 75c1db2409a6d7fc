-- rollup_drift of 409 with the thirds and months of 327, which stand under their first day: what was touched in any of their days while the check ran is left out. What is
-- told there holds; the repair touches the hours of the first day, and with its first hour a third or month is posted anew (326).
-- The repair names its columns now, because touched_hours has more than two (324):
--   INSERT INTO tollgate.touched_hours (hour, touched_at)
--   SELECT DISTINCT toDateTime(day, 'UTC') + toIntervalHour(arrayJoin(range(24))), now64(3, 'UTC') FROM tollgate.rollup_drift WHERE difference != 0
CREATE OR REPLACE VIEW tollgate.rollup_drift DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT max(checked_at) FROM tollgate.rollup_drift_checks) AS newest_check,
    (
        SELECT groupUniqArrayArray([('', toDate(hour)), ('third', toDate(tollgate_third(hour))), ('month', toDate(tollgate_month(hour)))])
        FROM tollgate.touched_hours
        WHERE touched_at BETWEEN newest_check AND newest_check + INTERVAL 10 MINUTE
    ) AS touched
SELECT day, rollup, grain, dimension, measure, ledger, rollups, rollups - ledger AS difference, checked_at
FROM tollgate.rollup_drift_checks
WHERE ledger = rollups OR NOT has(touched, (if(grain IN ('third', 'month'), toString(grain), ''), day))
ORDER BY abs(difference) DESC, day, rollup, grain, dimension, measure;
