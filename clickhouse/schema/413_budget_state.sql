-- For the guard in an app: every budget with its limit and spend as integers of picodollars, in text because a number in JSON
-- loses digits above 2^53. One row for each value of a '*' budget, and its template row with scope_value '*' and spent 0.
CREATE OR REPLACE VIEW tollgate.budget_state DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    budget, tenant, scope, scope_value, period, period_start, period_end,
    toString(toInt128(toDecimal128(limit_usd, 6) * 1000000) * 1000000) AS limit_picousd,
    toString(toInt128(spent_usd * 1000000000000)) AS spent_picousd,
    grace_percent, action, now64(3, 'UTC') AS as_of
FROM tollgate.budget_spend;
