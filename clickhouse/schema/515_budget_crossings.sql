-- budget_crossings of 513, which reads the quarters of an hour only of days in which a threshold can have been crossed, and the calls only of quarters in which one was. Each
-- step is a view of its own: what a step found is a constant of the next, such a constant is analysed anew wherever it is named, and as constants within constants that took
-- more than the reading. With a thousand crossings the names of constants that are computed from constants took most of it, so lists are only joined and numbered here.
-- Least CPU, old and new in turns: two budgets for each of 35,000 users, ten million calls over 90 days: 22 crossings 660 → 496 ms, 1,555 crossings 2.9 → 1.2 s.
-- Names, columns and answers as before. Others than budget_crossings are read by it only.

-- Budgets, and values of budgets for '*', whose running sum can have reached the lowest threshold. c, also below: budget, tenant, scope, value, period, its name, limit, start, end,
-- thresholds as (percent, amount), number.
CREATE OR REPLACE VIEW tollgate.budget_candidates DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT (budget, tenant, scope, scope_value, period, period_name, limit_usd, period_start, period_end, arrayMap(percent -> (percent, toDecimal128(toDecimal128(limit_usd, 6) * toDecimal128(percent, 4), 12) / 100), thresholds), rowNumberInAllBlocks()) AS c
FROM tollgate.budget_sums
WHERE gross_usd > 0 AND gross_usd >= least_usd;

-- Days of these in which a threshold can have been crossed, from day rows (325): the running sum of a day is between what it was before less the day's refunds, and what it is after
-- it and them. Days that a period cuts, or with hours that are not rolled up yet, are quarters here, the latter from the ledger. sum_before: what was spent before it.
-- A quarter that has money and no calls, left by a correction whose call was taken back, counts as it does in budget_used.
CREATE OR REPLACE VIEW tollgate.budget_days_crossed DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray(c) FROM tollgate.budget_candidates) AS candidates,
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_scopes = 0 AND hour >= tollgate_first_whole_hour()) AS pending,
    (SELECT groupUniqArray(toStartOfDay(t)) FROM (SELECT arrayJoin(arrayConcat(pending, arrayFlatten(arrayMap(c -> arrayFilter(t -> t != toStartOfDay(t), [c.8, c.9]), candidates)))) AS t)) AS cut_days
SELECT rowNumberInAllBlocks() AS no, c, place, is_day, usd, sum_before, amounts
FROM
(
    SELECT budget AS c, place, is_day, usd, sum(usd) OVER (PARTITION BY no ORDER BY place) - usd AS sum_before, arrayFilter(a -> (sum_before - refund < a.2 OR sum_before <= refund) AND sum_before + usd + refund >= a.2, budget.10) AS amounts
    FROM
    (
        SELECT k.c.11 AS no, place, is_day, any(k.c) AS budget, sum(s.usd) AS usd, sum(s.refund) AS refund
        FROM
        (
            SELECT toString(scope) AS scope, tenant, value, is_marker = 2 AS is_day, if(is_marker = 2, toStartOfDay(quarter), quarter) AS place, usd, refund_usd AS refund
            FROM tollgate.spend_scopes
            WHERE scope IN (SELECT arrayJoin(candidates).3) AND hour >= toStartOfHour(arrayMin(c -> c.8, candidates)) AND hour < arrayMax(c -> c.9, candidates) AND value IN (SELECT arrayJoin(candidates).4)
                AND ((is_marker = 2 AND NOT has(cut_days, toStartOfDay(hour))) OR (is_marker = 0 AND hour IN (SELECT arrayJoin(cut_days) + arrayJoin(range(24)) * 3600) AND NOT has(pending, hour)))
            UNION ALL
            SELECT scoped.1, tenant, scoped.2, 0, toStartOfFifteenMinutes(toDateTime(ts, 'UTC')), toDecimal128(cost, 12), greatest(toDecimal128(-cost, 12), 0)
            FROM tollgate.llm_calls FINAL
            ARRAY JOIN
                [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
                 ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
            WHERE kind != 'superseded' AND has(pending, hour) AND notEmpty(candidates)
        ) AS s
        INNER JOIN (SELECT arrayJoin(candidates) AS c, c.3 AS scope, c.4 AS value) AS k ON k.scope = s.scope AND k.value = s.value
        WHERE place >= k.c.8 AND place < k.c.9 AND k.c.2 IN ('', s.tenant)
        GROUP BY no, place, is_day
    )
)
WHERE notEmpty(amounts);

-- Quarters in which a threshold, a as (percent, amount), was crossed.
CREATE OR REPLACE VIEW tollgate.budget_quarters_crossed DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray((no, c, place, is_day, usd, sum_before, amounts)) FROM tollgate.budget_days_crossed) AS steps
SELECT rowNumberInAllBlocks() AS no, c, a, quarter, sum_before
FROM
(
    SELECT step.2 AS c, quarter, arrayJoin(step.7) AS a, step.6 + sum(usd) OVER (PARTITION BY no ORDER BY quarter) AS sum_after, sum_after - usd AS sum_before
    FROM
    (
        SELECT k.step.1 AS no, any(k.step) AS step, quarter, sum(s.usd) AS usd
        FROM
        (
            SELECT toString(scope) AS scope, tenant, value, toStartOfDay(hour) AS day, quarter, usd
            FROM tollgate.spend_scopes
            WHERE is_marker = 0 AND (scope, hour) IN (SELECT step.2.3, step.3 + arrayJoin(range(24)) * 3600 FROM (SELECT arrayJoin(steps) AS step) WHERE step.4) AND value IN (SELECT arrayJoin(steps).2.4)
        ) AS s
        INNER JOIN (SELECT step, step.2.3 AS scope, step.2.4 AS value, step.3 AS day FROM (SELECT arrayJoin(steps) AS step) WHERE step.4) AS k ON k.scope = s.scope AND k.value = s.value AND k.day = s.day
        WHERE k.step.2.2 IN ('', s.tenant)
        GROUP BY no, quarter
        UNION ALL
        SELECT step.1, step, step.3, step.5 FROM (SELECT arrayJoin(steps) AS step) WHERE NOT step.4
    )
)
WHERE (sum_before < a.2 OR sum_before = 0) AND sum_after >= a.2 AND sum_after > 0;

-- When each threshold was crossed, and by which call's sum, as 418 tells. Calls are only told apart by the scopes in which something was crossed in their quarter.
CREATE OR REPLACE VIEW tollgate.budget_crossings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray((no, c, a, quarter, sum_before)) FROM tollgate.budget_quarters_crossed) AS crossings
SELECT
    c.1 AS budget, c.2 AS tenant, c.3 AS scope, c.4 AS scope_value, c.5 AS period, c.6 AS period_start, toString(percent) AS threshold,
    crossed_at, spent_usd, c.7 AS limit_usd
FROM
(
    SELECT any(b) AS c, any(a.1) AS percent, min(ts) AS crossed_at, argMin(sum_after, (ts, call_id)) AS spent_usd
    FROM
    (
        SELECT no, b, a, ts, call_id, sum_before + sum(calls.usd) OVER (PARTITION BY no ORDER BY ts, call_id RANGE UNBOUNDED PRECEDING) AS sum_after
        FROM
        (
            SELECT quarter, ts, call_id, of_tenant, scope, usd,
                CAST(multiIf(scope = 'total', '', scope = 'tenant', of_tenant, scope = 'project', project, scope = 'customer', customer, scope = 'agent', agent, scope = 'user', user_id, scope = 'model', asked_model, scope = 'provider', provider, environment), 'String') AS value
            FROM
            (
                SELECT toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, ts, if(kind = 'correction', corrects, call_id) AS call_id, tenant AS of_tenant, project, customer, agent, user_id, if(request_model = '', model, request_model) AS asked_model, provider, environment, cost AS usd
                FROM tollgate.llm_calls FINAL
                WHERE kind != 'superseded' AND hour IN (SELECT toStartOfHour(arrayJoin(crossings).4))
            ) AS l
            INNER JOIN (SELECT DISTINCT k.4 AS quarter, k.2.3 AS scope FROM (SELECT arrayJoin(crossings) AS k)) AS q ON q.quarter = l.quarter
        ) AS calls
        INNER JOIN (SELECT k.1 AS no, k.2 AS b, k.2.3 AS scope, k.2.4 AS value, k.3 AS a, k.4 AS quarter, k.5 AS sum_before FROM (SELECT arrayJoin(crossings) AS k)) AS k ON k.scope = calls.scope AND k.value = calls.value AND k.quarter = calls.quarter
        WHERE b.2 IN ('', calls.of_tenant)
    )
    WHERE sum_after >= a.2 AND sum_after > 0
    GROUP BY no
)
ORDER BY crossed_at, budget, scope_value, percent
LIMIT 1 BY budget, scope_value, threshold;
