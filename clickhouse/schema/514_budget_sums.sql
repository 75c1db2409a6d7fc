-- budget_sums of 512 with its plan (511) in it, which takes a fifth less to plan, and which names the days and months that are read one by one: with a budget of a day and
-- one of a month for each user, every day of the month was read for each of them. Names, columns and answers as before; others read budget_spend. budget_plan is read no more.
-- A period is cut into the UTC months inside it, the UTC days before and after these, and the quarters of an hour at its edges; in other time zones than UTC a month
-- is whole days and two edges. All of it in one reading of spend_scopes (325), so that a post meanwhile is in all of it or in none. Of hours that are not rolled up yet the ledger
-- is read, and what is posted for them is taken out of their days and months.
--   plan.1  budgets, by number · plan.2: (number, tenant, scope, name, kind, from, to), which rows count for a budget. A kind is is_marker of 325, or 1 for a posted
--           quarter of an hour that is read from the ledger, or 4 for a row of the ledger · plan.3: (is_marker, scope, hour) that are read · plan.4: scopes
--   is_template, gross_usd, least_usd as in 512
CREATE OR REPLACE VIEW tollgate.budget_sums DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT tuple(groupArray((no, budget, tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds, period_start, period_end, period_name, least_usd)), groupArrayArray(parts), groupArrayArray(places), groupUniqArray(scope))
        FROM
        (
            SELECT *, rowNumberInAllBlocks() AS no, toStartOfDay(period_start + 86399) AS day, toStartOfDay(period_end) AS days_end,
                if(toDayOfMonth(day) = 1, day, tollgate_last_hour_of_month(day) + 3600) AS first_month, toDateTime(toStartOfMonth(days_end), 'UTC') AS last_month, if(first_month < last_month, (first_month, last_month), (days_end, days_end)) AS months,
                arrayMap(p -> (no, tenant, scope, scope_value, p.1, p.2, p.3),
                    [(4, period_start, period_end), (1, day, days_end), (0, period_start, least(day, period_end)), (0, greatest(day, days_end), period_end), (2, day, months.1), (2, months.2, days_end), (3, months.1, months.2)]) AS parts,
                -- Steps of an hour and of a day; of four weeks, which meet each month.
                arrayFlatten(arrayMap(p -> arrayMap(x -> (p.5, scope, multiIf(p.5 = 0, toDateTime(x, 'UTC'), p.5 = 2, toDateTime(x + 82800, 'UTC'), tollgate_last_hour_of_month(toDateTime(x, 'UTC')))),
                    range(toUInt32(toStartOfHour(p.6)), if(p.5 IN (1, 4), 0, toUInt32(p.7)), [3600, 1, 86400, 2419200, 1][p.5 + 1])), parts)) AS places,
                toDecimal128(toDecimal128(limit_usd, 6) * toDecimal128(arrayMin(thresholds), 4), 12) / 100 AS least_usd
            FROM tollgate.budgets_now
        )
    ) AS plan,
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_scopes = 0 AND hour >= tollgate_first_whole_hour()) AS pending
SELECT
    b.2 AS budget, b.3 AS tenant, b.4 AS scope, b.6 AS period, b.7 AS timezone, b.8 AS limit_usd, b.9 AS grace_percent, b.10 AS action, b.11 AS thresholds,
    b.12 AS period_start, b.13 AS period_end, b.14 AS period_name, value AS scope_value, spent_usd, b.5 = '*' AND value = '*' AS is_template, gross_usd, b.15 AS least_usd
FROM
(
    SELECT no, value, is_always, if(sum(m.calls) = 0, toDecimal128(0, 12), toDecimal128(sum(m.usd), 12)) AS spent_usd, sum(m.gross_usd) AS gross_usd
    FROM
    (
        -- A budget for one value has a row in any case, one for '*' its template.
        SELECT arrayJoin(plan.1).1 AS no, arrayJoin(plan.1).5 AS value, value = '*' AS is_always, 1 AS stays, toInt64(0) AS calls, toDecimal128(0, 12) AS usd, toDecimal128(0, 12) AS gross_usd
        UNION ALL
        SELECT k.1, value, 0, 0, if(kind = 1, -calls, calls), if(kind = 1, -r.usd, r.usd) AS signed, signed + if(kind = 1, -refund, refund)
        FROM
        (
            SELECT scope, tenant, value, quarter, if(is_marker = 0, toUInt8(has(pending, hour)), is_marker) AS kind, calls, usd, refund_usd AS refund, arrayJoin(if(value IN ('', '*'), [value], [value, '*'])) AS scope_value
            FROM tollgate.spend_scopes
            WHERE (is_marker, scope, hour) IN plan.3 OR (is_marker = 0 AND scope IN plan.4 AND has(pending, hour))
            UNION ALL
            SELECT scoped.1, tenant, scoped.2 AS value, toStartOfFifteenMinutes(toDateTime(ts, 'UTC')), 4, toInt64(kind = 'call'), toDecimal128(cost, 12), greatest(toDecimal128(-cost, 12), 0), arrayJoin(if(value IN ('', '*'), [value], [value, '*']))
            FROM tollgate.llm_calls FINAL
            ARRAY JOIN
                [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
                 ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
            WHERE kind != 'superseded' AND has(pending, hour)
        ) AS r
        INNER JOIN (SELECT arrayJoin(plan.2) AS k) AS k ON k.3 = r.scope AND k.4 = r.scope_value AND k.5 = r.kind
        WHERE k.2 IN ('', r.tenant) AND quarter >= k.6 AND quarter < k.7
    ) AS m
    GROUP BY no, value, is_always
    HAVING sum(m.calls) != 0 OR max(m.stays)
) AS v
INNER JOIN (SELECT arrayJoin(plan.1) AS b) AS k ON b.1 = v.no;
