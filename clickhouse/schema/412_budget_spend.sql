-- What each budget has spent in its current period: budgets_now with spent_usd. Boards read budget_used, guards budget_state.
-- A budget for '*' has one row for each value seen in the period and one template row (is_template, spent 0), which tells a guard
-- the limit of a value it has not seen yet.
-- All bounds of periods cut time into a few segments; spend is summed by value and segment first and matched with budgets then. A row is
-- in a period when its segment is, because bounds fall between quarters. Matching each quarter's row took three times as long.
CREATE OR REPLACE VIEW tollgate.budget_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray((budget, tenant, scope, scope_value, period_start, period_end)) FROM tollgate.budgets_now) AS budgets,
    arrayDistinct(arrayConcat(arrayMap(b -> b.5, budgets), arrayMap(b -> b.6, budgets))) AS bounds
SELECT
    b.* EXCEPT (scope_value), spent.1 AS scope_value, spent.2 AS spent_usd, b.scope_value = '*' AND scope_value = '*' AS is_template
FROM tollgate.budgets_now AS b
LEFT JOIN
(
    SELECT budget, groupArray((value, toDecimal128(usd, 12))) AS spent
    FROM
    (
        SELECT k.1 AS budget, value, sum(s.usd) AS usd
        FROM
        (
            SELECT scope, tenant, value, segment, calls, usd, arrayJoin(if(value IN ('', '*'), [value], [value, '*'])) AS scope_value
            FROM
            (
                SELECT scope, tenant, value, arrayCount(x -> quarter >= x, bounds) AS segment, sum(r.calls) AS calls, sum(r.usd) AS usd
                FROM tollgate.spend_by_scope AS r
                WHERE notEmpty(budgets) AND hour >= toStartOfHour(arrayMin(b -> b.5, budgets)) AND scope IN (SELECT arrayJoin(budgets).3)
                GROUP BY scope, tenant, value, segment
            )
        ) AS s
        INNER JOIN (SELECT arrayJoin(budgets) AS k, k.3 AS scope, k.4 AS scope_value) AS m ON m.scope = s.scope AND m.scope_value = s.scope_value
        WHERE segment >= arrayCount(x -> k.5 >= x, bounds) AND segment < arrayCount(x -> k.6 >= x, bounds) AND k.2 IN ('', s.tenant)
        GROUP BY budget, value
        HAVING sum(s.calls) != 0
    )
    GROUP BY budget
) AS v ON v.budget = b.budget
-- The template, or the one row of a budget that nothing was spent on.
ARRAY JOIN arrayConcat(v.spent, if(b.scope_value = '*' OR empty(v.spent), [(b.scope_value, toDecimal128(0, 12))], [])) AS spent;
