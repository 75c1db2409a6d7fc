-- spend_by_hour for exactly [from, to): FROM tollgate.spend_between(from = …, to = …). Hours that the bounds cut are read from the ledger by
-- the call's own time. All views with a period stand on this one.
CREATE OR REPLACE VIEW tollgate.spend_between DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH arrayDistinct(arrayConcat([toStartOfHour({from:DateTime('UTC')}), toStartOfHour({to:DateTime('UTC')})], (SELECT groupArray(hour) FROM tollgate.hours_to_roll))) AS hours
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(s.calls) AS calls,
    sum(s.error_calls) AS error_calls,
    sum(s.blocked_calls) AS blocked_calls,
    sum(s.unpriced_calls) AS unpriced_calls,
    sum(s.estimated_calls) AS estimated_calls,
    sum(s.input_tokens) AS input_tokens,
    sum(s.cache_read_tokens) AS cache_read_tokens,
    sum(s.cache_write_tokens) AS cache_write_tokens,
    sum(s.output_tokens) AS output_tokens,
    sum(s.reasoning_tokens) AS reasoning_tokens,
    sum(s.cost_usd) AS cost_usd
FROM
(
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND NOT has(hours, hour) AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}
    UNION ALL
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, toInt64(calls), toInt64(error_calls), toInt64(blocked_calls), toInt64(unpriced_calls), toInt64(estimated_calls), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost_usd, 12)
    FROM
    (
        SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
            count() AS calls,
            countIf(status NOT IN ('ok', 'blocked')) AS error_calls,
            countIf(status = 'blocked') AS blocked_calls,
            countIf(cost_status = 'unpriced') AS unpriced_calls,
            countIf(cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider')) AS estimated_calls,
            sum(c.input_tokens) AS input_tokens,
            sum(c.cache_read_tokens) AS cache_read_tokens,
            sum(c.cache_write_tokens) AS cache_write_tokens,
            sum(c.output_tokens) AS output_tokens,
            sum(c.reasoning_tokens) AS reasoning_tokens,
            sum(c.cost) AS cost_usd
        FROM tollgate.llm_calls AS c FINAL
        WHERE kind = 'call' AND hour IN (SELECT arrayJoin(hours)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
    )
) AS s
GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING calls != 0;
