-- top_calls of 533 with the dearest call of each hour from FINAL, which puts together what was posted of it: half the CPU of grouping by hour and tenant first.
-- Question and answer are the same.

-- The n dearest calls of [from, to), as billed: SELECT * FROM tollgate.top_calls(from = …, to = …, n = 10).
-- Unpriced calls come last with cost 0; cost_status tells them from free ones. Read from the n hours whose dearest call is dearest, which 313 knows, and from
-- those that are not rolled up or that the bounds cut: whatever is left out has n calls before it. 440 read every call of the period.
CREATE OR REPLACE VIEW tollgate.top_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_values = 0 AND hour >= greatest(tollgate_first_whole_hour(), toStartOfHour({from:DateTime('UTC')})) AND hour < {to:DateTime('UTC')}) AS pending,
    (
        SELECT groupArray(start)
        FROM
        (
            SELECT start
            FROM tollgate.spend_values FINAL
            WHERE dimension = 'total' AND grain = 'hour' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND calls > 0
            GROUP BY start
            ORDER BY max(dearest.2) DESC, start
            LIMIT {n:UInt32}
        )
    ) AS dearest_hours
SELECT
    ts, tenant, agent, user_id, session, provider, model, operation, status, input_tokens, cache_read_tokens, output_tokens, latency_ms,
    cost_usd, cost_status, trace_id
FROM tollgate.calls
WHERE hour IN (SELECT arrayJoin(arrayDistinct(arrayConcat(pending, dearest_hours, [toStartOfHour({from:DateTime('UTC')}), toStartOfHour({to:DateTime('UTC')})]))))
    AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
ORDER BY cost_usd DESC, ts, trace_id
LIMIT {n:UInt32};
