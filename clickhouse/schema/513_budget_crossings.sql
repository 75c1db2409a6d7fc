-- budget_crossings of 418, which tells its steps, with one before them: only values whose running sum can have reached the lowest threshold (gross_usd of 512) are looked
-- at by quarter of an hour. With a budget for each of 35,000 users that were 870,000 rows of ten million calls over 90 days.
CREATE OR REPLACE VIEW tollgate.budget_crossings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT groupArray((budget, tenant, scope, scope_value, period, period_name, limit_usd, period_start, period_end, thresholds))
        FROM tollgate.budget_sums
        WHERE gross_usd > 0 AND gross_usd >= least_usd
    ) AS candidates,
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_scopes = 0 AND hour >= tollgate_first_whole_hour()) AS pending,
    (
        SELECT groupArray((c.1, c.2, c.3, c.4, c.5, c.6, percent, c.7, quarter, sum_before, amount_usd))
        FROM
        (
            SELECT candidates[no] AS c, quarter, sum_before, sum_after, arrayJoin(c.10) AS percent, toDecimal128(toDecimal128(c.7, 6) * toDecimal128(percent, 4), 12) / 100 AS amount_usd
            FROM
            (
                SELECT no, quarter, sum(usd) OVER (PARTITION BY no ORDER BY quarter) AS sum_after, sum_after - usd AS sum_before
                FROM
                (
                    SELECT no, quarter, sum(s.usd) AS usd
                    FROM
                    (
                        SELECT toString(scope) AS scope, tenant, value, quarter, calls, usd
                        FROM tollgate.spend_scopes
                        WHERE is_marker = 0 AND scope IN (SELECT arrayJoin(candidates).3) AND hour >= toStartOfHour(arrayMin(c -> c.8, candidates)) AND hour < arrayMax(c -> c.9, candidates)
                            AND hour NOT IN (SELECT arrayJoin(pending)) AND value IN (SELECT arrayJoin(candidates).4)
                        UNION ALL
                        SELECT toString(scope), tenant, value, quarter, toInt64(calls), toDecimal128(usd, 12)
                        FROM tollgate.calls_by_scope
                        WHERE notEmpty(candidates) AND hour IN (SELECT arrayJoin(pending)) AND scope IN (SELECT arrayJoin(candidates).3)
                    ) AS s
                    INNER JOIN (SELECT arrayJoin(arrayEnumerate(candidates)) AS no, candidates[no] AS k, k.3 AS scope, k.4 AS value) AS m ON m.scope = s.scope AND m.value = s.value
                    WHERE quarter >= k.8 AND quarter < k.9 AND k.2 IN ('', s.tenant)
                    GROUP BY no, quarter
                    HAVING sum(s.calls) != 0
                )
            )
        )
        WHERE (sum_before < amount_usd OR sum_before = 0) AND sum_after >= amount_usd AND sum_after > 0
    ) AS crossings
SELECT
    c.1 AS budget, c.2 AS tenant, c.3 AS scope, c.4 AS scope_value, c.5 AS period, c.6 AS period_start, toString(c.7) AS threshold,
    min(ts) AS crossed_at, argMin(sum_after, (ts, call_id)) AS spent_usd, c.8 AS limit_usd
FROM
(
    SELECT c, ts, call_id, c.10 + sum(calls.usd) OVER (PARTITION BY c ORDER BY ts, call_id RANGE UNBOUNDED PRECEDING) AS sum_after
    FROM
    (
        SELECT quarter, ts, call_id, toString(tenant) AS tenant, scope, value, usd
        FROM tollgate.calls_by_scope
        WHERE hour IN (SELECT toStartOfHour(arrayJoin(arrayMap(x -> x.9, crossings)))) AND scope IN (SELECT arrayJoin(crossings).3)
            AND (scope, value, quarter) IN (SELECT tupleElement(arrayJoin(crossings) AS x, 3), x.4, x.9)
    ) AS calls
    INNER JOIN (SELECT arrayJoin(crossings) AS c) AS k ON k.c.3 = calls.scope AND k.c.4 = calls.value AND k.c.9 = calls.quarter
    WHERE c.2 IN ('', calls.tenant)
)
WHERE sum_after >= c.11 AND sum_after > 0
GROUP BY c
ORDER BY crossed_at, budget, scope_value, c.7
LIMIT 1 BY budget, scope_value, threshold;
