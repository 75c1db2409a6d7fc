-- The words' numbers for alert_budget_threshold: the same rows and labels with the budget's limit instead of its use. A view of its own,
-- because a rule's table may have one numeric column only.
CREATE OR REPLACE VIEW tollgate.alert_budget_context DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT budget, tenant, scope, scope_value, period, period_name AS period_start, toString(percent) AS threshold, toFloat64(b.limit_usd) AS limit_usd
FROM (SELECT *, arrayJoin(thresholds) AS percent FROM tollgate.budget_spend WHERE NOT is_template) AS b
WHERE spent_usd > 0 AND spent_usd * 100 >= toDecimal128(b.limit_usd, 6) * toDecimal128(percent, 4);
