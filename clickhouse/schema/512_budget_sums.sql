-- What each budget has spent in its current period, with what its running sum can have been at most. Others read budget_spend.
-- The rows of spend_scopes that its plan (511) asks for, once for all budgets: months, days and edges, and of hours that are not rolled up yet the ledger instead of
-- what is posted for them, which is taken out of their days and months. All of it in one reading of the table, so that a post meanwhile is in all of it or in none.
-- Rows find their budgets by a number, because joining and filtering by names took as long as reading them.
--   is_template  a budget for '*' has one row for each value seen in the period and one of these (spent 0), which tells a guard the limit of a value that it
--                has not seen yet
--   gross_usd    never less than the highest running sum · least_usd: what the lowest threshold amounts to
CREATE OR REPLACE VIEW tollgate.budget_sums DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT tuple(budgets, leasts, bounds, scopes, names, edges, grains, first_day, last_day, first_month, last_month, keys) FROM tollgate.budget_plan) AS plan,
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_scopes = 0 AND hour >= tollgate_first_whole_hour()) AS pending
SELECT
    b.1 AS budget, b.2 AS tenant, b.3 AS scope, b.5 AS period, b.6 AS timezone, b.7 AS limit_usd, b.8 AS grace_percent, b.9 AS action, b.10 AS thresholds,
    b.11 AS period_start, b.12 AS period_end, b.13 AS period_name, value AS scope_value, spent_usd, b.4 = '*' AND value = '*' AS is_template, gross_usd, least_usd
FROM
(
    SELECT no, value, is_always, if(sum(m.calls) = 0, toDecimal128(0, 12), toDecimal128(sum(m.usd), 12)) AS spent_usd, sum(m.gross_usd) AS gross_usd, plan.2[no] AS least_usd
    FROM
    (
        -- A budget for one value has a row in any case, one for '*' its template.
        SELECT toUInt32(arrayJoin(arrayEnumerate(plan.1))) AS no, plan.1[no].4 AS value, value = '*' AS is_always, toInt64(0) AS calls, toDecimal128(0, 12) AS usd, toDecimal128(0, 12) AS gross_usd
        UNION ALL
        SELECT k.no, r.value, 0, r.calls, r.usd, r.gross_usd
        FROM
        (
            SELECT tenant, value, if(kind = 1, -row_calls, row_calls) AS calls, if(kind = 1, -row_usd, row_usd) AS usd, usd + if(kind = 1, -row_refund, row_refund) AS gross_usd,
                toUInt32(transform(value, plan.5, range(1, length(plan.5) + 1), 0)) AS name,
                tollgate_budget_key(
                    transform(scope, plan.4, range(1, length(plan.4) + 1), 0),
                    -- [1, name], of which 1 is the name '*', or the one of them that there is.
                    arrayJoin(range(if(value IN ('', '*'), name, toUInt32(1)), name + 1 + (name = 0 AND value != ''), toUInt32(greatest(name, 2) - 1))),
                    kind, roundDown(toUInt32(quarter), plan.3)) AS key
            FROM
            (
                SELECT scope, tenant, value, quarter, if(is_marker = 0, toUInt8(hour IN (SELECT arrayJoin(pending))), is_marker) AS kind, calls AS row_calls, usd AS row_usd, refund_usd AS row_refund
                FROM tollgate.spend_scopes
                WHERE (scope, is_marker) IN (SELECT arrayJoin(plan.7))
                    AND (is_marker = 3 AND hour >= plan.10 AND hour < plan.11
                      OR is_marker = 2 AND hour >= plan.8 AND hour < plan.9
                      OR is_marker = 0 AND hour IN (SELECT arrayJoin(arrayConcat(plan.6, arrayMap(h -> toUInt32(h), pending)))))
                UNION ALL
                SELECT scope, tenant, value, quarter, 4, toInt64(calls), toDecimal128(usd, 12), toDecimal128(greatest(-usd, 0), 12)
                FROM tollgate.calls_by_scope
                WHERE hour IN (SELECT arrayJoin(pending)) AND scope IN (SELECT arrayJoin(plan.4))
            )
        ) AS r
        INNER JOIN (SELECT arrayJoin(plan.12) AS k, k.1 AS key, k.2 AS no, k.3 AS of_tenant) AS k ON k.key = r.key
        WHERE of_tenant = '' OR of_tenant = r.tenant
    ) AS m
    GROUP BY no, value, is_always
    HAVING sum(m.calls) != 0 OR is_always OR plan.1[no].4 != '*'
) AS v
INNER JOIN (SELECT toUInt32(arrayJoin(arrayEnumerate(plan.1))) AS no, plan.1[no] AS b) AS k ON k.no = v.no;

-- budget_spend of 412, from these sums. Boards read budget_used, guards budget_state.
CREATE OR REPLACE VIEW tollgate.budget_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT budget, tenant, scope, period, timezone, limit_usd, grace_percent, action, thresholds, period_start, period_end, period_name, scope_value, spent_usd, is_template
FROM tollgate.budget_sums;

-- alert_budget_threshold of 416 and alert_budget_context of 417: first the rows that have passed any threshold, then which.
CREATE OR REPLACE VIEW tollgate.alert_budget_threshold DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    budget, tenant, scope, scope_value, period, period_name AS period_start, toString(percent) AS threshold,
    if(limit_usd = 0, 100, 100 * toFloat64(spent_usd) / toFloat64(limit_usd)) AS value
FROM (SELECT *, arrayJoin(thresholds) AS percent FROM tollgate.budget_sums WHERE spent_usd > 0 AND spent_usd >= least_usd AND NOT is_template)
WHERE spent_usd * 100 >= toDecimal128(limit_usd, 6) * toDecimal128(percent, 4);

CREATE OR REPLACE VIEW tollgate.alert_budget_context DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT budget, tenant, scope, scope_value, period, period_name AS period_start, toString(percent) AS threshold, toFloat64(b.limit_usd) AS limit_usd
FROM (SELECT *, arrayJoin(thresholds) AS percent FROM tollgate.budget_sums WHERE spent_usd > 0 AND spent_usd >= least_usd AND NOT is_template) AS b
WHERE spent_usd * 100 >= toDecimal128(b.limit_usd, 6) * toDecimal128(percent, 4);
