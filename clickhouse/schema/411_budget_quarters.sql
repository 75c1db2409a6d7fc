-- What each budget spent in each quarter hour of its current period, by value of its scope. budget_spend and budget_crossings stand on it.
-- Hours whose rollup has caught up come from it, all others from the ledger. `pending` is one constant for the whole query, so no hour
-- can be counted in both branches or in none. The rollup's quarters lie wholly inside or outside of any period.
-- The budgets are one constant: they are few, and read once they cost a third of what four reads of budgets_now did.
-- A row matches the budgets of its own value and those of '*', by a join: as a condition on each pair, 100 budgets would cost 100 times one.
CREATE OR REPLACE VIEW tollgate.budget_quarters DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray((budget, tenant, scope, scope_value, period_start, period_end)) FROM tollgate.budgets_now) AS budgets,
    (SELECT groupArray(hour) FROM tollgate.scope_hours_to_roll) AS pending,
    toStartOfHour(arrayMin(b -> b.5, budgets)) AS first_hour
SELECT b.1 AS budget, value, quarter, sum(s.usd) AS usd
FROM
(
    SELECT toString(scope) AS scope, toString(tenant) AS tenant, toString(value) AS value, quarter, calls, usd,
        arrayJoin(if(value IN ('', '*'), [toString(value)], [toString(value), '*'])) AS scope_value
    FROM tollgate.spend_scopes
    WHERE is_marker = 0 AND notEmpty(budgets) AND NOT has(pending, hour) AND hour >= first_hour AND scope IN (SELECT arrayJoin(budgets).3)
    UNION ALL
    SELECT toString(scope), toString(tenant), value, quarter, toInt64(1), toDecimal128(usd, 12),
        arrayJoin(if(value IN ('', '*'), [value], [value, '*']))
    FROM tollgate.calls_by_scope
    WHERE notEmpty(budgets) AND hour IN (SELECT arrayJoin(pending)) AND hour >= first_hour AND scope IN (SELECT arrayJoin(budgets).3)
) AS s
INNER JOIN (SELECT arrayJoin(budgets) AS b, b.3 AS scope, b.4 AS scope_value) AS k ON k.scope = s.scope AND k.scope_value = s.scope_value
WHERE quarter >= b.5 AND quarter < b.6 AND b.2 IN ('', s.tenant)
GROUP BY budget, value, quarter
HAVING sum(s.calls) != 0;
