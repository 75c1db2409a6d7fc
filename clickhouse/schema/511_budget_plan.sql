-- One row: how the sums of all budgets of now are read from spend_scopes (325), as constants for budget_sums (512). For that view only.
-- A period is cut into the UTC months inside it, the UTC days before and after these, and the quarters of an hour at its edges; in other time zones than UTC a month
-- is whole days and two edges. All bounds together cut time into segments, so that a row belongs to a period when the beginning of its segment does.
--   budgets   columns of budgets_now, then in seconds: begins, ends, its first and last midnight, its first and last beginning of a month. The number of a budget is its
--             place here
--   leasts    by number, what the lowest threshold amounts to
--   bounds    where segments begin · scopes, names: what budgets are for, by number; the first name is '*'. None of these lists may be empty, also without budgets
--   edges     hours of which quarters are read · grains: which (scope, is_marker) are read
--   keys      (key, number, tenant) of each row that counts for a budget: the key says scope, name, kind and segment. A kind is is_marker of 325, or 1 for a posted
--             quarter of an hour that is read from the ledger, which has to be taken out of its day or month, or 4 for a row of the ledger
CREATE OR REPLACE FUNCTION tollgate_budget_key AS (scope, name, kind, segment) ->
    bitShiftLeft(toUInt64(segment), 32) + toUInt64(name) * 256 + toUInt64(scope) * 16 + toUInt8(kind);

CREATE OR REPLACE VIEW tollgate.budget_plan DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT budgets, leasts, bounds, scopes, names, edges, grains, first_day, last_day, first_month, last_month,
    arrayFlatten(arrayMap((b, no) -> arrayMap(k -> (tollgate_budget_key(indexOf(scopes, b.3), indexOf(names, b.4), k.1, k.2), toUInt32(no), b.2),
        arrayFilter(k -> k.2 >= b.14 AND k.2 < b.15
                AND multiIf(k.1 = 4, 1, k.2 < b.16 OR k.2 >= b.17, k.1 = 0, k.1 = 1, 1, k.2 < b.18 OR k.2 >= b.19, k.1 = 2, k.1 = 3),
            arrayFlatten(arrayMap(x -> [(0, x), (1, x), (2, x), (3, x), (4, x)], bounds)))), budgets, arrayEnumerate(budgets))) AS keys
FROM
(
    SELECT
        groupArray((budget, tenant, scope, scope_value, period, timezone, limit_usd, grace_percent, action, thresholds, period_start, period_end, period_name, begins, ends, day, days_end, month, months_end)) AS budgets,
        groupArray(toDecimal128(toDecimal128(limit_usd, 6) * toDecimal128(arrayMin(thresholds), 4), 12) / 100) AS leasts,
        arraySort(arrayDistinct(arrayConcat([toUInt32(0)], groupUniqArrayArray([begins, ends, day, days_end, month, months_end])))) AS bounds,
        arrayConcat([''], groupUniqArray(scope)) AS scopes,
        arrayConcat(['*'], groupUniqArrayIf(scope_value, scope_value != '*')) AS names,
        groupUniqArrayArray(arrayMap(x -> x - x % 3600, arrayConcat(range(begins, least(day, ends), 900), range(greatest(day, days_end), ends, 900)))) AS edges,
        arrayConcat(groupUniqArray((scope, 0)), groupUniqArrayIf((scope, 2), day < days_end AND (month >= months_end OR day < month OR months_end < days_end)), groupUniqArrayIf((scope, 3), month < months_end)) AS grains,
        min(day) AS first_day, max(days_end) AS last_day, min(month) AS first_month, max(months_end) AS last_month
    FROM
    (
        SELECT *, toUInt32(period_start) AS begins, toUInt32(period_end) AS ends,
            toUInt32(begins + (86400 - begins % 86400) % 86400) AS day, toUInt32(ends - ends % 86400) AS days_end,
            toUInt32(toDateTime(toStartOfMonth(toDateTime(day, 'UTC')), 'UTC')) AS its_month,
            if(its_month = day, day, toUInt32(toDateTime(toStartOfMonth(toDateTime(day, 'UTC')) + INTERVAL 1 MONTH, 'UTC'))) AS month,
            toUInt32(toDateTime(toStartOfMonth(toDateTime(days_end, 'UTC')), 'UTC')) AS months_end
        FROM tollgate.budgets_now
    )
);
