-- 415_budget_crossings.sql with corrections (220). A call and what corrects it are one step of the running sum (RANGE, not ROWS), so no threshold is passed by what
-- was never owed. Corrections below zero can take the sum back under a threshold that it passes again later: the first passing counts.
CREATE OR REPLACE VIEW tollgate.budget_crossings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT groupArray((budget, b.tenant, b.scope, value, b.period, b.period_name, percent, b.limit_usd, quarter, sum_before, amount_usd))
        FROM
        (
            SELECT budget, value, quarter, sum(usd) OVER (PARTITION BY budget, value ORDER BY quarter) AS sum_after, sum_after - usd AS sum_before
            FROM tollgate.budget_quarters
        ) AS q
        INNER JOIN
        (
            SELECT *, arrayJoin(thresholds) AS percent, toDecimal128(toDecimal128(limit_usd, 6) * toDecimal128(percent, 4), 12) / 100 AS amount_usd
            FROM tollgate.budgets_now
        ) AS b ON b.budget = q.budget
        WHERE (sum_before < amount_usd OR sum_before = 0) AND sum_after >= amount_usd AND sum_after > 0
    ) AS crossings
SELECT
    c.1 AS budget, c.2 AS tenant, c.3 AS scope, c.4 AS scope_value, c.5 AS period, c.6 AS period_start, toString(c.7) AS threshold,
    min(ts) AS crossed_at, argMin(sum_after, (ts, call_id)) AS spent_usd, c.8 AS limit_usd
FROM
(
    SELECT c, ts, call_id, c.10 + sum(calls.usd) OVER (PARTITION BY c ORDER BY ts, call_id RANGE UNBOUNDED PRECEDING) AS sum_after
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
ORDER BY crossed_at, budget, scope_value, c.7
LIMIT 1 BY budget, scope_value, threshold;
