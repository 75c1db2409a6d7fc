-- The calls of [from, to) that have a prompt id, tags or a prompt's hash: SELECT * FROM tollgate.labelled_calls(from = …, to = …).
CREATE OR REPLACE VIEW tollgate.labelled_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT c.*, l.prompt_id AS prompt_id, l.prompt_hash AS prompt_hash, l.tags AS tags
FROM
(
    SELECT * FROM tollgate.calls
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS c
INNER JOIN
(
    SELECT hour, tenant, lower(hex(trace_id)) AS trace, span_id, prompt_id, prompt_hash, tags
    FROM tollgate.call_labels FINAL
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}
) AS l ON l.hour = c.hour AND l.tenant = c.tenant AND l.trace = c.trace_id AND l.span_id = c.span_id;

-- Spend of [from, to) by prompt id, dearest first. Calls without one are not in it.
CREATE OR REPLACE VIEW tollgate.spend_by_prompt DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, prompt_id, count() AS calls, countIf(status NOT IN ('ok', 'blocked')) AS error_calls, countIf(cost_status = 'unpriced') AS unpriced_calls,
    sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens, sum(c.cost) AS cost_usd,
    if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd
FROM tollgate.labelled_calls(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS c
WHERE prompt_id != ''
GROUP BY tenant, prompt_id
ORDER BY cost_usd DESC, calls DESC, tenant, prompt_id;

-- Spend of [from, to) by tag, dearest first. A call with two tags is in both rows: never add rows up.
CREATE OR REPLACE VIEW tollgate.spend_by_tag DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, tag, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced_calls, sum(c.cost) AS cost_usd
FROM
(
    SELECT tenant, arrayJoin(arrayDistinct(tags)) AS tag, cost_status, cost
    FROM tollgate.labelled_calls(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
) AS c
GROUP BY tenant, tag
ORDER BY cost_usd DESC, calls DESC, tenant, tag;

-- Prompts that were asked more than once in [from, to), by their keyed hash: what a cache of answers could save, dearest repetition first.
-- repeat_cost_usd is all but the first answer of each model. Blocked and failed calls are not repetitions.
CREATE OR REPLACE VIEW tollgate.repeated_prompts DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, prompt_hash, model, count() AS calls, min(ts) AS first_at, max(ts) AS last_at, countIf(cost_status = 'unpriced') AS unpriced_calls,
    sum(c.cost) AS cost_usd, sum(c.cost) - argMin(c.cost, (ts, trace_id, span_id)) AS repeat_cost_usd
FROM tollgate.labelled_calls(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS c
WHERE prompt_hash != '' AND status = 'ok'
GROUP BY tenant, prompt_hash, model
HAVING calls > 1
ORDER BY repeat_cost_usd DESC, calls DESC, tenant, prompt_hash, model;
