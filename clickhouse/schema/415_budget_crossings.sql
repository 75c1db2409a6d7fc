-- Every threshold that a budget has passed in its current period and the call with which it did: crossed_at is that call's time, spent_usd
-- the sum with that call. The history of alerts, complete also when no message could be sent.
-- First the quarter hour by running sums, then the call inside it, so that single calls are read for the crossing quarters only.
CREATE OR REPLACE VIEW tollgate.budget_crossings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    quarters AS
    (
        SELECT budget, value, quarter, sum(usd) OVER (PARTITION BY budget, value ORDER BY quarter) AS sum_after, sum_after - usd AS sum_before
        FROM tollgate.budget_quarters
    ),
    crossing_quarters AS
    (
        SELECT b.budget AS budget, b.tenant AS tenant, b.scope AS scope, q.value AS value, q.quarter AS quarter, q.sum_before AS sum_before,
            arrayJoin(b.thresholds) AS percent, toDecimal128(b.limit_usd * toDecimal64(percent, 4), 12) / 100 AS amount_usd
        FROM quarters AS q
        INNER JOIN tollgate.budgets_now AS b ON b.budget = q.budget
        -- The first money at all crosses every threshold of a limit of 0.
        WHERE (q.sum_before < amount_usd OR q.sum_before = 0) AND q.sum_after >= amount_usd AND q.sum_after > 0
    ),
    calls_inside AS
    (
        SELECT k.budget AS budget, k.value AS value, k.percent AS percent, k.amount_usd AS amount_usd, c.ts AS ts,
            k.sum_before + sum(c.cost_usd) OVER (PARTITION BY k.budget, k.value, k.percent ORDER BY c.ts, c.call_id ROWS UNBOUNDED PRECEDING) AS sum_after
        FROM crossing_quarters AS k
        INNER JOIN
        (
            SELECT toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, ts, call_id, tenant, scoped.1 AS scope, toString(scoped.2) AS value, cost_usd
            FROM tollgate.calls
            ARRAY JOIN
                [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
                 ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
            WHERE hour IN (SELECT toStartOfHour(quarter) FROM crossing_quarters) AND scoped.1 IN (SELECT scope FROM tollgate.budgets_now)
        ) AS c ON c.scope = k.scope AND c.value = k.value AND c.quarter = k.quarter
        WHERE k.tenant = '' OR k.tenant = c.tenant
    )
SELECT
    b.budget AS budget, b.tenant AS tenant, b.scope AS scope, x.value AS scope_value, b.period AS period, b.period_name AS period_start,
    toString(x.percent) AS threshold, x.crossed_at AS crossed_at, x.spent_usd AS spent_usd, b.limit_usd AS limit_usd
FROM
(
    SELECT budget, value, percent, min(ts) AS crossed_at, min(sum_after) AS spent_usd
    FROM calls_inside
    WHERE sum_after >= amount_usd AND sum_after > 0
    GROUP BY budget, value, percent
) AS x
INNER JOIN tollgate.budgets_now AS b ON b.budget = x.budget
ORDER BY crossed_at, budget, scope_value, x.percent;
