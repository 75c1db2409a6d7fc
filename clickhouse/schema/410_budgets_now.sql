-- The budgets that stand now, one row each, with the bounds of the current period in UTC: [period_start, period_end).
-- Days and months begin at midnight in the budget's own timezone. toString(time, zone) is the one function that takes a zone from a
-- column; local times below are therefore written as if they were UTC. The offset is read near the boundary itself, not now, so a day on
-- which the clocks change has its true length.
-- An unknown timezone counts as UTC and a threshold that is no percentage is left out: one bad row must not fail the query that all
-- budgets depend on.
-- One step a subquery: written as functions of each other, the engine needed 20 ms to think about three budgets.
CREATE OR REPLACE VIEW tollgate.budgets_now DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    budget, tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds,
    if(period = 'total', toDateTime(0, 'UTC'), local_start - dateDiff('second', start_guess, toDateTime(toString(start_guess, timezone), 'UTC'))) AS period_start,
    if(period = 'total', toDateTime('2106-01-01 00:00:00', 'UTC'), local_end - dateDiff('second', end_guess, toDateTime(toString(end_guess, timezone), 'UTC'))) AS period_end,
    -- The period's first day where the budget lives: what people read, and a label that stays the same through the period.
    if(period = 'total', 'always', toString(toDate(local_start))) AS period_name
FROM
(
    SELECT
        *,
        dateDiff('second', now('UTC'), local_now) AS offset_now,
        if(period = 'day', toStartOfDay(local_now), toDateTime(toStartOfMonth(local_now), 'UTC')) AS local_start,
        if(period = 'day', local_start + INTERVAL 1 DAY, local_start + INTERVAL 1 MONTH) AS local_end,
        local_start - offset_now AS start_guess,
        local_end - offset_now AS end_guess
    FROM
    (
        SELECT
            budget,
            newest.1 AS tenant,
            toString(newest.2) AS scope,
            if(scope = 'total', '', newest.3) AS scope_value,
            toString(newest.4) AS period,
            if(newest.5 IN (SELECT time_zone FROM system.time_zones), toString(newest.5), 'UTC') AS timezone,
            newest.6 AS limit_usd,
            newest.7 AS grace_percent,
            toString(newest.8) AS action,
            arraySort(arrayDistinct(arrayFilter(t -> t >= 0 AND t <= 1000000, if(
                empty(newest.9),
                (SELECT groupArrayArray(values) FROM tollgate.settings FINAL WHERE name = 'budget_thresholds_percent'),
                newest.9)))) AS thresholds,
            toDateTime(toString(now('UTC'), timezone), 'UTC') AS local_now
        FROM
        (
            SELECT budget, argMax((tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds, deleted), (valid_from, recorded_at)) AS newest
            FROM tollgate.budgets
            WHERE valid_from <= now('UTC')
            GROUP BY budget
        )
        WHERE NOT newest.10
    )
);
