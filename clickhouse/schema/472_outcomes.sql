-- Outcomes as they were recorded, one row each, with what they are about: `about` is 'call' where a response was named, else 'session' where the
-- outcome has one, else 'trace'.
CREATE OR REPLACE VIEW tollgate.outcomes DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, event_id, name, label, value, multiIf(notEmpty(call_ids), 'call', session != '', 'session', 'trace') AS about, call_ids,
    session, lower(hex(trace_id)) AS trace_id, agent, user_id, project, customer, workflow, environment, service
FROM tollgate.call_events FINAL
WHERE kind = 'outcome';

-- The outcomes of [from, to) with the calls they took: SELECT * FROM tollgate.outcome_costs(from = …, to = …).
-- Calls of the session or trace count from the one before of that name (at most 31 days) to the outcome, so that two tickets solved in one
-- session do not both cost all of it. An outcome of another name takes the same calls again: compare names, never add them up.
CREATE OR REPLACE VIEW tollgate.outcome_costs DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    o.tenant AS tenant, o.event_id AS event_id, any(o.name) AS outcome, any(o.label) AS label, any(o.ts) AS reached_at, any(o.value) AS value,
    any(o.about) AS about, any(o.agent) AS agent, any(o.customer) AS customer, any(o.workflow) AS workflow, any(o.project) AS project,
    any(o.environment) AS environment,
    uniqExactIf(c.call_id, c.is_found) AS calls, countIf(c.is_found AND c.cost_status = 'unpriced') AS unpriced_calls, sum(c.cost) AS cost_usd
FROM
(
    SELECT *,
        lagInFrame(ts, 1, toDateTime64(0, 3, 'UTC')) OVER (PARTITION BY tenant, name, key ORDER BY ts, event_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous_ts
    FROM
    (
        SELECT *, arrayJoin(multiIf(
            about = 'call', arrayMap(id -> concat('call:', toString(id)), call_ids),
            about = 'session', [concat('session:', session)],
            [concat('trace:', trace_id)])) AS key
        FROM tollgate.outcomes
        WHERE hour >= toStartOfHour({from:DateTime('UTC')}) - INTERVAL 31 DAY AND ts < {to:DateTime('UTC')}
    )
) AS o
LEFT JOIN
(
    SELECT tenant, call_id, ts, cost, cost_status, true AS is_found,
        arrayJoin([concat('call:', toString(call_id)), concat('session:', session), concat('trace:', trace_id)]) AS key
    FROM tollgate.calls
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) - INTERVAL 31 DAY AND ts < {to:DateTime('UTC')}
) AS c ON c.tenant = o.tenant AND c.key = o.key AND (o.about = 'call' OR (c.ts <= o.ts AND c.ts > greatest(o.previous_ts, o.ts - INTERVAL 31 DAY)))
WHERE o.ts >= {from:DateTime('UTC')}
GROUP BY o.tenant, o.event_id;

-- What an outcome costs, by name and label, for the outcomes of [from, to). unpriced_calls above 0 says that the true cost is higher.
CREATE OR REPLACE VIEW tollgate.cost_per_outcome DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, outcome, label, count() AS outcomes, sum(o.calls) AS calls, sum(o.unpriced_calls) AS unpriced_calls, sum(o.cost_usd) AS cost_usd,
    toFloat64(cost_usd) / outcomes AS cost_per_outcome_usd, sum(o.value) AS value
FROM tollgate.outcome_costs(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS o
GROUP BY tenant, outcome, label
ORDER BY cost_usd DESC, tenant, outcome, label;
