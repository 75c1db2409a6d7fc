-- Whole months of users from their sums (346).

-- The months of [period_start, period_end), as toYYYYMM() names them, that no bound and no day that is read from the ledger cuts. That of period_end is never in it.
CREATE OR REPLACE FUNCTION tollgate_whole_months AS (period_start, period_end, cut_days) ->
    arrayExcept(
        arrayMap(i -> toYYYYMM(period_start + toIntervalMonth(i)), range(toUInt64(greatest(0, dateDiff('month', period_start, period_end))))),
        arrayMap(moment -> toYYYYMM(moment), arrayConcat(cut_days, [period_start - toIntervalSecond(1)])));

-- top_users of 502. Question and answer are the same.
-- The n dearest users of [from, to): SELECT * FROM tollgate.top_users(from = …, to = …, n = 10). Calls that name no user are not in it. Two tenants'
-- users of one name are two. last_day is the UTC day of the newest call; unpriced_calls are money that is not in cost_usd.
CREATE OR REPLACE VIEW tollgate.top_users DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    tollgate_whole_months({from:DateTime('UTC')}, {to:DateTime('UTC')}, cut_days) AS months
SELECT
    tenant, value AS user_id, sum(s.calls) AS calls, sum(s.unpriced_calls) AS unpriced_calls, sum(s.input_tokens) AS input_tokens, sum(s.output_tokens) AS output_tokens,
    sum(s.cost_usd) AS cost_usd, max(s.last) AS last_day
FROM
(
    SELECT maxIf(toDate(start), u.calls > 0) AS last, tenant, value, sum(u.calls) AS calls, sum(u.unpriced_calls) AS unpriced_calls, sum(u.input_tokens) AS input_tokens, sum(u.output_tokens) AS output_tokens, sum(u.cost_usd) AS cost_usd
    FROM tollgate.spend_values AS u
    WHERE dimension = 'user' AND grain = 'day' AND toYYYYMM(start) IN (SELECT arrayJoin(months))
    GROUP BY tenant, value
    UNION ALL
    SELECT if(calls > 0, toDate(start), toDate(0)), tenant, value, calls, unpriced_calls, input_tokens, output_tokens, cost_usd
    FROM tollgate.spend_values
    WHERE dimension = 'user' AND grain = 'day' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND toYYYYMM(start) NOT IN (SELECT arrayJoin(months)) AND NOT has(cut_days, start)
    UNION ALL
    SELECT if(kind = 'call', toDate(hour), toDate(0)), tenant, user_id, kind = 'call', tollgate_unpriced(kind, cost_status, unpriced_delta), input_tokens, output_tokens, cost
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(cut_days, toStartOfDay(hour)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
WHERE value != ''
GROUP BY tenant, user_id
HAVING calls != 0 OR cost_usd != 0
ORDER BY cost_usd DESC, calls DESC, tenant, user_id
LIMIT {n:UInt32};
