-- What each budget spent in each quarter hour of its current period, by value of its scope. budget_spend and budget_crossings stand on it.
-- Quarter hours, because all timezones' midnights fall on one; hours would put half an hour of India's spend on the wrong day.
-- A model budget goes by the model that was asked for, because that is what a guard knows before the call.
CREATE OR REPLACE VIEW tollgate.budget_quarters DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT b.budget AS budget, s.value AS value, s.quarter AS quarter, sum(s.usd) AS usd
FROM tollgate.budgets_now AS b
INNER JOIN
(
    SELECT toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, tenant, scoped.1 AS scope, toString(scoped.2) AS value, sum(cost_usd) AS usd
    FROM tollgate.calls
    ARRAY JOIN
        [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
         ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
    WHERE hour >= (SELECT min(toStartOfHour(period_start)) FROM tollgate.budgets_now)
        AND scoped.1 IN (SELECT scope FROM tollgate.budgets_now)
    GROUP BY ALL
) AS s ON b.scope = s.scope
WHERE s.quarter >= b.period_start AND s.quarter < b.period_end
    AND (b.tenant = '' OR b.tenant = s.tenant)
    AND (b.scope_value = s.value OR (b.scope_value = '*' AND s.value NOT IN ('', '*')))
GROUP BY budget, value, quarter;
