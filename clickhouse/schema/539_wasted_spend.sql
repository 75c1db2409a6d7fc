-- wasted_spend of 524 from the sums of 345 and with the places of 536. Question and answer are the same.
-- As billed. Money of [from, to) that bought nothing, by tenant, agent and reason, dearest first:
-- SELECT * FROM tollgate.wasted_spend(from = …, to = …).
--   error            calls that failed and still cost; an attempt that was retried is here, the one that succeeded is no waste
--   interrupted      streams that were left before their end
--   repeated prompt  a prompt that the tenant had asked this model before in the period, where hashes are recorded; a cache of answers would have saved it
-- A call is in the first reason that fits, so rows add up. share is of everything that the tenant spent in the period, NULL when that is 0.
CREATE OR REPLACE VIEW tollgate.wasted_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_usage_places({from:DateTime('UTC')}, {to:DateTime('UTC')}, []) AS places,
    places.1 AS ledger_hours
SELECT tenant, agent, reason, n AS calls, usd AS cost_usd, if(tenant_usd = 0, NULL, toFloat64(cost_usd) / toFloat64(tenant_usd)) AS share
FROM
(
    SELECT tenant, agent, reason, sum(s.n) AS n, sum(s.cost) AS usd, sum(sum(s.cost)) OVER (PARTITION BY tenant) AS tenant_usd
    FROM
    (
        SELECT tenant, agent, if(ending IN ('error', 'interrupted'), toString(ending), '') AS reason, sum(u.calls) AS n, sum(u.billed_usd) AS cost
        FROM tollgate.spend_usage AS u
        WHERE is_marker = 0 AND (grain, start) IN (SELECT arrayJoin(places.2))
        GROUP BY tenant, agent, reason
        UNION ALL
        SELECT tenant, agent, multiIf(status = 'blocked', '', status != 'ok', 'error', usage_source = 'interrupted', 'interrupted', ''), 1, cost
        FROM tollgate.llm_calls FINAL
        WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        UNION ALL
        -- Repeated prompts move from "no reason" to theirs. Hours without a hash are not read at all.
        SELECT tenant, agent, moved.1, moved.2 * toInt64(count()), toDecimal128(moved.2 * sum(r.cost), 12)
        FROM
        (
            SELECT c.tenant AS tenant, c.agent AS agent, c.cost AS cost, row_number() OVER (PARTITION BY c.tenant, l.prompt_hash, c.model ORDER BY c.ts, c.trace_id, c.span_id) AS place
            FROM
            (
                SELECT hour, tenant, agent, model, ts, trace_id, span_id, cost
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND hour IN
                    (
                        SELECT hour FROM tollgate.call_labels
                        WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND prompt_hash != ''
                    )
                    AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND status = 'ok' AND usage_source != 'interrupted'
            ) AS c
            INNER JOIN
            (
                SELECT hour, tenant, trace_id, span_id, prompt_hash
                FROM tollgate.call_labels FINAL
                WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND prompt_hash != ''
            ) AS l ON l.hour = c.hour AND l.tenant = c.tenant AND l.trace_id = c.trace_id AND l.span_id = c.span_id
        ) AS r
        ARRAY JOIN [('repeated prompt', toInt64(1)), ('', toInt64(-1))] AS moved
        WHERE place > 1
        GROUP BY tenant, agent, moved
    ) AS s
    GROUP BY tenant, agent, reason
)
WHERE reason != '' AND cost_usd > 0
ORDER BY cost_usd DESC, calls DESC, tenant, agent, reason;
