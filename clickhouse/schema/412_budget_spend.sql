-- What each budget has spent in its current period: budgets_now with spent_usd. Boards read budget_used, guards budget_state.
-- A budget for '*' has one row for each value seen in the period and one template row (is_template, spent 0), which tells a guard
-- the limit of a value it has not seen yet.
CREATE OR REPLACE VIEW tollgate.budget_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    b.* EXCEPT (scope_value), spent.1 AS scope_value, spent.2 AS spent_usd, b.scope_value = '*' AND scope_value = '*' AS is_template
FROM tollgate.budgets_now AS b
LEFT JOIN
(
    SELECT budget, groupArray((value, toDecimal128(usd, 12))) AS spent
    FROM (SELECT budget, value, sum(q.usd) AS usd FROM tollgate.budget_quarters AS q GROUP BY budget, value)
    GROUP BY budget
) AS v ON v.budget = b.budget
-- The template, or the one row of a budget that nothing was spent on.
ARRAY JOIN arrayConcat(v.spent, if(b.scope_value = '*' OR empty(v.spent), [(b.scope_value, toDecimal128(0, 12))], [])) AS spent;
