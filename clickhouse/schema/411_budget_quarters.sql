-- What each budget spent in each quarter hour of its current period, by value of its scope. budget_spend and budget_crossings stand on it.
-- Quarter hours, because all timezones' midnights fall on one; hours would put half an hour of India's spend on the wrong day.
-- A model budget goes by the model that was asked for, because that is what a guard knows before the call.
-- The budgets are one constant: they are few, and read once they cost a third of what four reads of budgets_now did.
CREATE OR REPLACE VIEW tollgate.budget_quarters DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray((budget, tenant, scope, scope_value, period_start, period_end)) FROM tollgate.budgets_now) AS budgets
SELECT b.1 AS budget, value, quarter, sum(usd) AS usd
FROM
(
    SELECT
        quarter, value, s.usd AS usd,
        arrayJoin(arrayFilter(
            b -> b.3 = scope AND quarter >= b.5 AND quarter < b.6 AND b.2 IN ('', tenant) AND (b.4 = value OR (b.4 = '*' AND value NOT IN ('', '*'))),
            budgets)) AS b
    FROM
    (
        SELECT toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, toString(tenant) AS tenant, scoped.1 AS scope, toString(scoped.2) AS value, sum(cost_usd) AS usd
        FROM tollgate.calls
        ARRAY JOIN
            [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
             ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
        WHERE notEmpty(budgets) AND hour >= toStartOfHour(arrayMin(b -> b.5, budgets)) AND has(arrayMap(b -> b.3, budgets), scoped.1)
        GROUP BY quarter, tenant, scope, value
    ) AS s
)
GROUP BY budget, value, quarter;
