-- 480 from the rollup of tokens (484), as billed. Money of [from, to) that bought nothing, by tenant, agent and reason, dearest first:
-- SELECT * FROM tollgate.wasted_spend(from = …, to = …).
--   error            calls that failed and still cost; an attempt that was retried is here, the one that succeeded is no waste
--   interrupted      streams that were left before their end
--   repeated prompt  a prompt that the tenant had asked this model before in the period, where hashes are recorded; a cache of answers would have saved it
-- A call is in the first reason that fits, so rows add up. share is of everything that the tenant spent in the period, NULL when that is 0.
CREATE OR REPLACE VIEW tollgate.wasted_spend DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT tenant, agent, reason, n AS calls, usd AS cost_usd, if(tenant_usd = 0, NULL, toFloat64(cost_usd) / toFloat64(tenant_usd)) AS share
FROM
(
    SELECT tenant, agent, reason, sum(s.n) AS n, sum(s.cost) AS usd, sum(sum(s.cost)) OVER (PARTITION BY tenant) AS tenant_usd
    FROM
    (
        SELECT
            toString(tenant) AS tenant, toString(agent) AS agent, if(ending IN ('error', 'interrupted'), toString(ending), '') AS reason,
            sum(u.calls) AS n, sum(u.billed_usd) AS cost
        FROM tollgate.usage_rows(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS u
        GROUP BY tenant, agent, reason
        UNION ALL
        -- Repeated prompts move from "no reason" to theirs.
        SELECT tenant, agent, moved.1, moved.2 * toInt64(count()), toDecimal128(moved.2 * sum(r.cost), 12)
        FROM
        (
            SELECT
                toString(tenant) AS tenant, toString(agent) AS agent, cost,
                row_number() OVER (PARTITION BY tenant, prompt_hash, model ORDER BY ts, trace_id, span_id) AS place
            FROM tollgate.labelled_calls(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
            WHERE prompt_hash != '' AND status = 'ok' AND usage_source != 'interrupted'
        ) AS r
        ARRAY JOIN [('repeated prompt', toInt64(1)), ('', toInt64(-1))] AS moved
        WHERE place > 1
        GROUP BY tenant, agent, moved
    ) AS s
    GROUP BY tenant, agent, reason
)
WHERE reason != '' AND cost_usd > 0
ORDER BY cost_usd DESC, calls DESC, tenant, agent, reason;
