-- What each budget has spent in its current period: budgets_now with value and spent_usd. Boards read budget_used, guards budget_state.
-- A budget for '*' has one row for each value seen in the period and one template row (is_template, spent 0), which tells a guard
-- the limit of a value it has not seen yet.
-- Quarter hours, because all timezones' midnights fall on one; hours would put half an hour of India's spend on the wrong day.
CREATE OR REPLACE VIEW tollgate.budget_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    spend AS
    (
        SELECT toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, tenant, scoped.1 AS scope, toString(scoped.2) AS value, sum(cost_usd) AS usd
        FROM tollgate.calls
        ARRAY JOIN
            [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
             ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
        WHERE hour >= (SELECT min(toStartOfHour(period_start)) FROM tollgate.budgets_now)
            AND scoped.1 IN (SELECT scope FROM tollgate.budgets_now)
        GROUP BY ALL
    ),
    by_value AS
    (
        SELECT b.budget AS budget, s.value AS value, sum(s.usd) AS usd
        FROM tollgate.budgets_now AS b
        INNER JOIN spend AS s ON b.scope = s.scope
        WHERE s.quarter >= b.period_start AND s.quarter < b.period_end
            AND (b.tenant = '' OR b.tenant = s.tenant)
            AND (b.scope_value = s.value OR (b.scope_value = '*' AND s.value NOT IN ('', '*')))
        GROUP BY budget, value
    )
SELECT b.* EXCEPT (scope_value), b.scope_value AS scope_value, b.scope_value = '*' AS is_template, toDecimal128(v.usd, 12) AS spent_usd
FROM tollgate.budgets_now AS b
LEFT JOIN by_value AS v ON v.budget = b.budget AND v.value = b.scope_value
UNION ALL
SELECT b.* EXCEPT (scope_value), v.value AS scope_value, false AS is_template, toDecimal128(v.usd, 12) AS spent_usd
FROM tollgate.budgets_now AS b
INNER JOIN by_value AS v ON v.budget = b.budget
WHERE b.scope_value = '*';
