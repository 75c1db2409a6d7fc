-- Writes into touched_hours (324) which rollups have caught up with an hour's newest touch, from the markers of the rollups. A marker is seen together with its sums, so
-- no hour is called rolled before it is. Rows are only written for hours of which something has changed. Every 15 seconds, as the rollups themselves.
-- `hours` is one constant for the whole statement, as in 313.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.touched_hours_refresh REFRESH EVERY 15 SECOND APPEND TO tollgate.touched_hours DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray(hour) FROM tollgate.hours_not_rolled) AS hours,
    toDateTime64(0, 3, 'UTC') AS never,
    (0, 0, 0, 0, 0, 0) AS nothing
SELECT hour, max(t.touch) AS touched_at,
    max(t.spend_values_at) >= touched_at AS in_spend_values,
    max(t.spend_hourly_at) >= touched_at AS in_spend_hourly,
    max(t.spend_scopes_at) >= touched_at AS in_spend_scopes,
    max(t.spend_usage_at) >= touched_at AS in_spend_usage,
    max(t.call_stats_at) >= touched_at AS in_call_stats,
    max(t.session_sums_at) >= touched_at AS in_session_sums
FROM
(
    SELECT hour, touched_at AS touch, (in_spend_values, in_spend_hourly, in_spend_scopes, in_spend_usage, in_call_stats, in_session_sums) AS was, never AS spend_values_at, never AS spend_hourly_at, never AS spend_scopes_at, never AS spend_usage_at, never AS call_stats_at, never AS session_sums_at
    FROM tollgate.touched_hours FINAL
    WHERE hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT start, never, nothing, rolled_at, never, never, never, never, never FROM tollgate.spend_values WHERE dimension = '' AND start IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT hour, never, nothing, never, rolled_at, never, never, never, never FROM tollgate.spend_hourly WHERE is_marker = 1 AND hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT hour, never, nothing, never, never, rolled_at, never, never, never FROM tollgate.spend_scopes WHERE is_marker = 1 AND hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT start, never, nothing, never, never, never, rolled_at, never, never FROM tollgate.spend_usage WHERE is_marker = 1 AND start IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT start, never, nothing, never, never, never, never, rolled_at, never FROM tollgate.call_stats WHERE part = 'marker' AND start IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT start, never, nothing, never, never, never, never, never, rolled_at FROM tollgate.session_sums WHERE is_marker = 1 AND start IN (SELECT arrayJoin(hours))
) AS t
GROUP BY hour
HAVING touched_at > never AND (in_spend_values, in_spend_hourly, in_spend_scopes, in_spend_usage, in_call_stats, in_session_sums) != max(was);
