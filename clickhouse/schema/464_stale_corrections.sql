-- Entries of [from, to) whose call has another row by now than the one they corrected, or none: SELECT * FROM tollgate.stale_corrections(from = …, to = …).
-- Better counts came for the call, or our own span took the place of another instrumentation's. stale_usd is in the sums as corrected and should not be:
-- the next `tollgate prices reprice --apply` over that time takes it back and corrects the new row, if there is anything to correct. Then nothing is left here.
-- billed_usd_then is the row's amount that the entries started from, billed_usd_now the one that it has now, NULL where the call is gone.
CREATE OR REPLACE VIEW tollgate.stale_corrections DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, call_id, provider, model, agent, run_ids, billed_usd_then, status_then,
    if(has_row, billed_usd, NULL) AS billed_usd_now, if(has_row, status, '') AS status_now, stale_usd
FROM
(
    SELECT
        hour, tenant, target AS call_id, any(r.ts) AS ts, any(r.provider) AS provider, any(r.model) AS model, any(r.agent) AS agent, any(r.billed) AS billed_usd_then,
        any(r.billed_status) AS status_then, countIf(r.kind = 'call') AS calls, sum(r.unpriced_delta) AS unpriced_net, sum(r.cost) AS stale_usd,
        arraySort(groupUniqArray(toString(r.run_id))) AS run_ids,
        -- Over all states of the call: the row that it has now, if there is one.
        max(calls) OVER (PARTITION BY hour, tenant, target) > 0 AS has_row,
        sum(sumIf(r.cost, r.kind = 'call')) OVER (PARTITION BY hour, tenant, target) AS billed_usd,
        max(anyIf(toString(r.cost_status), r.kind = 'call')) OVER (PARTITION BY hour, tenant, target) AS status
    FROM tollgate.call_rows AS r
    WHERE r.hour >= toStartOfHour({from:DateTime('UTC')}) AND r.ts >= {from:DateTime('UTC')} AND r.ts < {to:DateTime('UTC')}
        AND r.target IN (
            SELECT corrects FROM tollgate.llm_calls FINAL
            WHERE kind = 'correction' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')})
    GROUP BY hour, tenant, target, row_hash, place_hash
)
WHERE calls = 0 AND (stale_usd != 0 OR unpriced_net != 0)
ORDER BY abs(stale_usd) DESC, hour, tenant, call_id;
