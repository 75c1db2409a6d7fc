-- Budgets of a past month, for its report: FROM tollgate.budget_month_use(month = '2026-10-01') and the like. What stands now is in 410 to 415.
-- A budget is taken as it stood at the end of the month (of today, while the month lasts); one that was removed by then is not in it. Its period is the
-- calendar month, or each day of it, of its own timezone; 'total' runs from the beginning to the end of that month.
-- Local times are written as if they were UTC, see budgets_now. The offset is read near the boundary itself, so days on which the clocks change are right.
CREATE OR REPLACE VIEW tollgate.budget_month_periods DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    budget, tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds,
    if(period = 'total', 'always', toString(toDate(local_start))) AS period_name,
    if(period = 'total', toDateTime(0, 'UTC'), local_start - dateDiff('second', start_guess, toDateTime(toString(start_guess, timezone), 'UTC'))) AS period_start,
    local_end - dateDiff('second', end_guess, toDateTime(toString(end_guess, timezone), 'UTC')) AS period_end
FROM
(
    SELECT
        *,
        if(period = 'day', toDateTime(toDate({month:Date}) + day_of_month, 'UTC'), toDateTime({month:Date}, 'UTC')) AS local_start,
        if(period = 'day', local_start + INTERVAL 1 DAY, toDateTime({month:Date} + INTERVAL 1 MONTH, 'UTC')) AS local_end,
        local_start - dateDiff('second', local_start, toDateTime(toString(local_start, timezone), 'UTC')) AS start_guess,
        local_end - dateDiff('second', local_end, toDateTime(toString(local_end, timezone), 'UTC')) AS end_guess
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
            arrayJoin(range(if(period = 'day', toDayOfMonth(toLastDayOfMonth({month:Date})), 1))) AS day_of_month
        FROM
        (
            SELECT budget, argMax((tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds, deleted), (valid_from, recorded_at)) AS newest
            FROM tollgate.budgets
            WHERE valid_from <= now('UTC') AND valid_from < toDateTime({month:Date} + INTERVAL 1 MONTH, 'UTC')
            GROUP BY budget
        )
        WHERE NOT newest.10
    )
);

-- What each budget spent in each quarter hour of its periods, by value of its scope. As budget_quarters, for a month.
CREATE OR REPLACE VIEW tollgate.budget_month_quarters DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray((budget, tenant, scope, scope_value, period_name, period_start, period_end)) FROM tollgate.budget_month_periods(month = {month:Date})) AS periods
SELECT b.1 AS budget, b.5 AS period_name, value, quarter, sum(s.usd) AS usd
FROM
(
    SELECT scope, tenant, value, quarter, calls, usd, arrayJoin(if(value IN ('', '*'), [value], [value, '*'])) AS scope_value
    FROM tollgate.spend_by_scope
    WHERE notEmpty(periods) AND hour >= toStartOfHour(arrayMin(b -> b.6, periods)) AND hour < arrayMax(b -> b.7, periods) AND scope IN (SELECT arrayJoin(periods).3)
) AS s
INNER JOIN (SELECT arrayJoin(periods) AS b, b.3 AS scope, b.4 AS scope_value) AS k ON k.scope = s.scope AND k.scope_value = s.scope_value
WHERE quarter >= b.6 AND quarter < b.7 AND b.2 IN ('', s.tenant)
GROUP BY budget, period_name, value, quarter
HAVING sum(s.calls) != 0 OR usd != 0;

-- Each budget's use in the periods of a month, one row a value that spent, fullest first; a budget that nothing was spent on has rows with its own value.
-- level as in budget_used: exact, so that a spend of exactly the limit is 'over'.
CREATE OR REPLACE VIEW tollgate.budget_month_use DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH toDecimal128((SELECT anyOrNull(values[1]) FROM tollgate.settings FINAL WHERE name = 'budget_warn_percent'), 4) AS warn_percent
SELECT
    p.budget AS budget, p.tenant AS tenant, p.scope AS scope, if(v.budget = '', p.scope_value, v.value) AS scope_value, p.period AS period, p.timezone AS timezone,
    p.period_name AS period_name, p.period_start AS period_start, p.period_end AS period_end, p.limit_usd AS limit_usd, v.usd AS spent_usd,
    if(limit_usd = 0, 100, 100 * toFloat64(spent_usd) / toFloat64(limit_usd)) AS used_percent,
    multiIf(spent_usd >= limit_usd, 'over', spent_usd * 100 >= limit_usd * warn_percent, 'warn', 'ok') AS level,
    p.action AS action
FROM tollgate.budget_month_periods(month = {month:Date}) AS p
LEFT JOIN
(
    SELECT budget, period_name, value, toDecimal128(sum(q.usd), 12) AS usd
    FROM tollgate.budget_month_quarters(month = {month:Date}) AS q
    GROUP BY budget, period_name, value
) AS v ON v.budget = p.budget AND v.period_name = p.period_name
ORDER BY used_percent DESC, budget, period_name, scope_value;

-- Every threshold that a budget passed in the periods of a month, and when: as budget_crossings, whose steps are told there.
CREATE OR REPLACE VIEW tollgate.budget_month_crossings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT groupArray((q.budget, b.tenant, b.scope, value, b.period, b.period_name, percent, b.limit_usd, quarter, sum_before, amount_usd))
        FROM
        (
            SELECT budget, period_name, value, quarter, sum(usd) OVER (PARTITION BY budget, period_name, value ORDER BY quarter) AS sum_after, sum_after - usd AS sum_before
            FROM tollgate.budget_month_quarters(month = {month:Date})
        ) AS q
        INNER JOIN
        (
            SELECT *, arrayJoin(thresholds) AS percent, toDecimal128(toDecimal128(limit_usd, 6) * toDecimal128(percent, 4), 12) / 100 AS amount_usd
            FROM tollgate.budget_month_periods(month = {month:Date})
        ) AS b ON b.budget = q.budget AND b.period_name = q.period_name
        WHERE (sum_before < amount_usd OR sum_before = 0) AND sum_after >= amount_usd AND sum_after > 0
    ) AS crossings
SELECT
    c.1 AS budget, c.2 AS tenant, c.3 AS scope, c.4 AS scope_value, c.5 AS period, c.6 AS period_name, c.7 AS threshold_percent,
    min(ts) AS crossed_at, min(sum_after) AS spent_usd, c.8 AS limit_usd
FROM
(
    SELECT c, ts, c.10 + sum(calls.usd) OVER (PARTITION BY c ORDER BY ts, call_id ROWS UNBOUNDED PRECEDING) AS sum_after
    FROM
    (
        SELECT quarter, ts, call_id, toString(tenant) AS tenant, scope, value, usd
        FROM tollgate.calls_by_scope
        WHERE hour IN (SELECT toStartOfHour(arrayJoin(arrayMap(x -> x.9, crossings)))) AND scope IN (SELECT arrayJoin(crossings).3)
            AND (scope, value, quarter) IN (SELECT tupleElement(arrayJoin(crossings) AS x, 3), x.4, x.9)
    ) AS calls
    INNER JOIN (SELECT arrayJoin(crossings) AS c) AS k ON k.c.3 = calls.scope AND k.c.4 = calls.value AND k.c.9 = calls.quarter
    WHERE c.2 IN ('', calls.tenant)
)
WHERE sum_after >= c.11 AND sum_after > 0
GROUP BY c
ORDER BY crossed_at, budget, scope_value, c.7;
