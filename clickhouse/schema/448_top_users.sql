-- The n dearest users of [from, to): SELECT * FROM tollgate.top_users(from = …, to = …, n = 10). Calls that name no user are not in it. Two tenants'
-- users of one name are two. Read from the calls themselves, for unpriced_calls: money that is not in cost_usd.
CREATE OR REPLACE VIEW tollgate.top_users DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, user_id, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls, sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens,
    sum(c.cost) AS cost_usd, max(ts) AS last_at
FROM tollgate.calls AS c
WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND user_id != ''
GROUP BY tenant, user_id
ORDER BY cost_usd DESC, calls DESC, tenant, user_id
LIMIT {n:UInt32};

-- The n dearest sessions of [from, to): SELECT * FROM tollgate.top_sessions(from = …, to = …, n = 10). Only what of a session is in the period.
CREATE OR REPLACE VIEW tollgate.top_sessions DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, session, min(ts) AS first_at, max(ts) AS last_at, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls,
    sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens, sum(c.cost) AS cost_usd, groupUniqArray(10)(toString(agent)) AS agents
FROM tollgate.calls AS c
WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND session != ''
GROUP BY tenant, session
ORDER BY cost_usd DESC, calls DESC, tenant, session
LIMIT {n:UInt32};

-- What a session costs, by tenant: SELECT * FROM tollgate.cost_per_session(from = …, to = …). Sessions with an unpriced call are counted apart and are in
-- no figure of money: they would make sessions look cheap.
CREATE OR REPLACE VIEW tollgate.cost_per_session DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, countIf(unpriced = 0) AS sessions, countIf(unpriced > 0) AS sessions_with_unpriced_calls, sumIf(s.usd, unpriced = 0) AS cost_usd,
    if(sessions = 0, NULL, toFloat64(cost_usd) / sessions) AS mean_usd,
    if(sessions = 0, NULL, quantileTDigestIf(0.5)(toFloat64(s.usd), unpriced = 0)) AS median_usd,
    if(sessions = 0, NULL, quantileTDigestIf(0.95)(toFloat64(s.usd), unpriced = 0)) AS p95_usd,
    maxIf(s.usd, unpriced = 0) AS dearest_usd
FROM
(
    SELECT toString(tenant) AS tenant, session, countIf(cost_status = 'unpriced') AS unpriced, sum(c.cost) AS usd
    FROM tollgate.calls AS c
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND session != ''
    GROUP BY tenant, session
) AS s
GROUP BY tenant
ORDER BY tenant;
