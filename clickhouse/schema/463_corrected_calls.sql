-- The calls of [from, to) that re-pricing has corrected, one row a call, largest change first:
-- SELECT * FROM tollgate.corrected_calls(from = …, to = …). Calls that no run has touched are not in it: their cost is that of tollgate.calls.
--   billed_usd      what the ledger's row says; corrected_usd: with all entries; difference_usd: what was added, or below 0 taken off
--   run_ids         the runs that posted entries, those undone included; look them up in repricing_audit
--   status_then     cost_status of the row; status_now: with the entries. price_id_now is that of the newest run that is not undone
--   is_stale        the row has changed since: see stale_corrections. Where is_gone, there is no call any more and billed_usd is 0
CREATE OR REPLACE VIEW tollgate.corrected_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, argMax(s.ts, calls) AS ts, tenant, target AS call_id, lower(hex(argMax(s.trace_id, calls))) AS trace_id,
    argMax(s.provider, calls) AS provider, argMax(s.operation, calls) AS operation, argMax(s.request_model, calls) AS request_model, argMax(s.model, calls) AS model, argMax(s.agent, calls) AS agent,
    argMax(s.user_id, calls) AS user_id, argMax(s.session, calls) AS session, argMax(s.project, calls) AS project, argMax(s.customer, calls) AS customer,
    argMax(s.workflow, calls) AS workflow, argMax(s.environment, calls) AS environment, argMax(s.service, calls) AS service,
    sum(s.billed_usd) AS billed_usd, billed_usd + sum(s.entries_usd) AS corrected_usd, sum(s.entries_usd) AS difference_usd,
    arraySort(arrayDistinct(arrayFlatten(groupArray(s.run_ids)))) AS run_ids,
    argMax(s.status_then, calls) AS status_then,
    multiIf(
        is_gone, '',
        status_then = 'unpriced' AND sum(s.unpriced_delta) = 0, 'unpriced',
        status_then = 'unpriced' OR (status_then = 'free' AND corrected_usd != 0), if(argMax(s.usage_source, calls) = 'provider', 'priced', 'estimated'),
        status_then) AS status_now,
    argMax(s.price_id_then, calls) AS price_id_then,
    if(is_gone OR status_now = 'unpriced' OR argMax(s.newest_price_id, calls) = '', price_id_then, argMax(s.newest_price_id, calls)) AS price_id_now,
    max(calls = 0 AND (entries_usd != 0 OR s.unpriced_delta != 0)) AS is_stale,
    sum(calls) = 0 AS is_gone
FROM
(
    SELECT
        hour, tenant, target, row_hash, place_hash, any(r.ts) AS ts, any(r.trace_id) AS trace_id, any(r.provider) AS provider, any(r.operation) AS operation,
        any(r.request_model) AS request_model, any(r.model) AS model, any(r.agent) AS agent, any(r.user_id) AS user_id, any(r.session) AS session, any(r.project) AS project,
        any(r.customer) AS customer, any(r.workflow) AS workflow, any(r.environment) AS environment, any(r.service) AS service, any(r.usage_source) AS usage_source,
        any(r.billed_status) AS status_then, countIf(r.kind = 'call') AS calls, sumIf(r.cost, r.kind = 'call') AS billed_usd, sumIf(r.cost, r.kind = 'correction') AS entries_usd,
        sum(r.unpriced_delta) AS unpriced_delta, anyIf(r.price_id, r.kind = 'call') AS price_id_then,
        argMaxIf(r.price_id, a.started_at, r.kind = 'correction' AND a.mode = 'apply' AND a.state != 'undone') AS newest_price_id,
        groupUniqArrayIf(toString(r.run_id), r.kind = 'correction' AND (r.cost != 0 OR r.unpriced_delta != 0)) AS run_ids
    FROM tollgate.call_rows AS r
    LEFT JOIN tollgate.repricing_audit AS a ON a.run_id = r.run_id
    WHERE r.hour >= toStartOfHour({from:DateTime('UTC')}) AND r.ts >= {from:DateTime('UTC')} AND r.ts < {to:DateTime('UTC')}
        AND r.target IN (
            SELECT corrects FROM tollgate.llm_calls FINAL
            WHERE kind = 'correction' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')})
    GROUP BY hour, tenant, target, row_hash, place_hash
) AS s
GROUP BY hour, tenant, target
HAVING notEmpty(run_ids)
ORDER BY abs(difference_usd) DESC, hour, tenant, call_id;
