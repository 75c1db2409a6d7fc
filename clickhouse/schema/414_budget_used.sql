-- For boards and the CLI: each budget's use in its current period. Level by exact decimals, so that a spend of exactly the limit is
-- 'over' and one picodollar less is not; used_percent is a float for gauges only. A limit of 0 blocks everything and counts as 100 %.
CREATE OR REPLACE VIEW tollgate.budget_used DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH toDecimal128((SELECT anyOrNull(values[1]) FROM tollgate.settings FINAL WHERE name = 'budget_warn_percent'), 4) AS warn_percent
SELECT
    budget, tenant, scope, scope_value, period, period_start, period_end, limit_usd, spent_usd,
    if(limit_usd = 0, 100, 100 * toFloat64(spent_usd) / toFloat64(limit_usd)) AS used_percent,
    multiIf(spent_usd >= limit_usd, 'over', spent_usd * 100 >= limit_usd * warn_percent, 'warn', 'ok') AS level,
    action
FROM tollgate.budget_spend
WHERE NOT is_template
ORDER BY used_percent DESC, budget, scope_value;
