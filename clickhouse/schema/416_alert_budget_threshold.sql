-- For the alert rule: one row for each threshold that a budget has passed in its current period; it stays until the period turns.
-- String columns are the alert's labels and exactly one column is a number: a second one, or a number among the labels that changes,
-- makes Grafana refuse the rule or send a new message each time.
CREATE OR REPLACE VIEW tollgate.alert_budget_threshold DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    budget, tenant, scope, scope_value, period, period_name AS period_start, toString(percent) AS threshold,
    if(limit_usd = 0, 100, 100 * toFloat64(spent_usd) / toFloat64(limit_usd)) AS value
FROM (SELECT *, arrayJoin(thresholds) AS percent FROM tollgate.budget_spend WHERE NOT is_template)
WHERE spent_usd > 0 AND spent_usd * 100 >= toDecimal128(limit_usd, 6) * toDecimal128(percent, 4);
