-- What each budget spent in each quarter hour of its current period, by value of its scope: where budget_crossings looks for the quarter.
-- The budgets are one constant: they are few, and read once they cost a third of what four reads of budgets_now did.
-- A row matches the budgets of its own value and those of '*', by a join: as a condition on each pair, 100 budgets would cost 100 times one.
CREATE OR REPLACE VIEW tollgate.budget_quarters DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray((budget, tenant, scope, scope_value, period_start, period_end)) FROM tollgate.budgets_now) AS budgets
SELECT b.1 AS budget, value, quarter, sum(s.usd) AS usd
FROM
(
    SELECT scope, tenant, value, quarter, calls, usd, arrayJoin(if(value IN ('', '*'), [value], [value, '*'])) AS scope_value
    FROM tollgate.spend_by_scope
    WHERE notEmpty(budgets) AND hour >= toStartOfHour(arrayMin(b -> b.5, budgets)) AND scope IN (SELECT arrayJoin(budgets).3)
) AS s
INNER JOIN (SELECT arrayJoin(budgets) AS b, b.3 AS scope, b.4 AS scope_value) AS k ON k.scope = s.scope AND k.scope_value = s.scope_value
WHERE quarter >= b.5 AND quarter < b.6 AND b.2 IN ('', s.tenant)
GROUP BY budget, value, quarter
HAVING sum(s.calls) != 0;
