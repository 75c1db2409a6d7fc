-- Whether the rollups say what the ledger says, as of the last nightly check: WHERE difference != 0 has to be empty. One row a day, rollup and measure; a dimension
-- other than 'total' only where it differs. difference is what the rollup has too much. It sees wrong sums, not right sums under a wrong name.
-- What was touched while the check ran is left out: it read the two sides one after the other.
-- Every cause repairs itself when an hour of the day is touched, within a minute:
--   INSERT INTO tollgate.touched_hours
--   SELECT DISTINCT toDateTime(day, 'UTC') + toIntervalHour(arrayJoin(range(24))), now64(3, 'UTC') FROM tollgate.rollup_drift WHERE difference != 0
CREATE OR REPLACE VIEW tollgate.rollup_drift DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT day, rollup, grain, dimension, measure, ledger, rollups, rollups - ledger AS difference, checked_at
FROM tollgate.rollup_drift_checks
WHERE ledger = rollups OR day NOT IN
(
    SELECT toDate(hour)
    FROM tollgate.touched_hours
    WHERE touched_at BETWEEN (SELECT max(checked_at) FROM tollgate.rollup_drift_checks) AND (SELECT max(checked_at) FROM tollgate.rollup_drift_checks) + INTERVAL 10 MINUTE
)
ORDER BY abs(difference) DESC, day, rollup, grain, dimension, measure;
