-- Evaluations as they were recorded, one row each. Those that name a response have call_ids; the others are about the calls of their trace.
CREATE OR REPLACE VIEW tollgate.evaluations DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, event_id, name, score, label, call_ids, lower(hex(trace_id)) AS trace_id, agent, user_id, session, project,
    customer, workflow, environment, service
FROM tollgate.call_events FINAL
WHERE kind = 'evaluation';

-- Calls of [from, to) with what was recorded of them, then or later: SELECT * FROM tollgate.evaluated_calls(from = …, to = …).
-- One row a call and evaluation: a call that was scored by three evaluations is in three rows, so never add their cost up. Of several
-- evaluations of one name the newest stands. Both must be of one tenant.
CREATE OR REPLACE VIEW tollgate.evaluated_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    c.tenant AS tenant, c.call_id AS call_id, e.name AS evaluation,
    argMax((e.ts, e.score, e.label), (e.ts, e.event_id)) AS newest, newest.1 AS evaluated_at, newest.2 AS score, newest.3 AS label,
    any(c.ts) AS called_at, any(c.trace_id) AS trace_id, any(c.provider) AS provider, any(c.model) AS model, any(c.agent) AS agent,
    any(c.user_id) AS user_id, any(c.session) AS session, any(c.project) AS project, any(c.customer) AS customer,
    any(c.workflow) AS workflow, any(c.environment) AS environment, any(c.cost) AS cost_usd, any(c.cost_status) AS cost_status
FROM
(
    SELECT *, arrayJoin([concat('call:', toString(call_id)), concat('trace:', trace_id)]) AS about
    FROM tollgate.calls
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS c
INNER JOIN
(
    SELECT
        ts, tenant, event_id, name, score, label,
        arrayJoin(if(empty(call_ids), [concat('trace:', trace_id)], arrayMap(id -> concat('call:', toString(id)), call_ids))) AS about
    FROM tollgate.evaluations
    -- An evaluation follows its call; an hour for clocks that differ.
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) - INTERVAL 1 HOUR
) AS e ON e.tenant = c.tenant AND e.about = c.about
GROUP BY c.tenant, c.call_id, e.name;

-- Quality beside money for the calls of [from, to): each evaluation by agent and model. mean_score is over the evaluations with a number.
CREATE OR REPLACE VIEW tollgate.scores_by_model DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, evaluation, agent, provider, model, count() AS calls, avg(score) AS mean_score, min(score) AS lowest_score,
    max(score) AS highest_score, topK(5)(label) AS labels, countIf(cost_status = 'unpriced') AS unpriced_calls, sum(s.cost_usd) AS cost_usd,
    if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd
FROM tollgate.evaluated_calls(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS s
GROUP BY tenant, evaluation, agent, provider, model
ORDER BY tenant, evaluation, calls DESC, agent, provider, model;
