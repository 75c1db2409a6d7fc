-- 310_spend_hourly.sql with corrections, from ledger_measures: cost_usd as corrected and billed_usd as billed. For questions about combinations of
-- dimensions, as boards ask them that are filtered by tenant, agent and model at once; what asks about one reads 313_spend_values.sql.
-- Rows from before this file have no billed_usd of their own. There were no corrections then, so it is their cost_usd.
ALTER TABLE tollgate.spend_hourly
    ADD COLUMN IF NOT EXISTS billed_usd SimpleAggregateFunction(sum, Decimal(38, 12)) DEFAULT cost_usd CODEC(ZSTD(1)) AFTER cost_usd;

-- Hours whose last touch is not surely counted. Hours of which the ledger may have expired are none of them: their rollup stays as it is.
CREATE OR REPLACE VIEW tollgate.hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, max(touched_at) AS newest_touch
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT hour, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_hourly WHERE is_marker = 1
)
WHERE hour >= (SELECT first_hour FROM tollgate.ledger_floor)
GROUP BY hour
HAVING newest_touch > max(rolled_at);

-- Every 15 seconds instead of five: nobody reads an hour here before it was quiet for 30, and planning a refresh that finds nothing to do takes 0.2 s of CPU.
ALTER TABLE tollgate.spend_hourly_refresh MODIFY REFRESH EVERY 15 SECOND APPEND;

-- By the rules told in 310 and 313: what the ledger says minus what is posted, for hours that have been quiet for 30 seconds, newest first.
ALTER TABLE tollgate.spend_hourly_refresh MODIFY QUERY
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours
SELECT is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(d.calls) AS calls,
    sum(d.error_calls) AS error_calls,
    sum(d.blocked_calls) AS blocked_calls,
    sum(d.unpriced_calls) AS unpriced_calls,
    sum(d.estimated_calls) AS estimated_calls,
    sum(d.input_tokens) AS input_tokens,
    sum(d.cache_read_tokens) AS cache_read_tokens,
    sum(d.cache_write_tokens) AS cache_write_tokens,
    sum(d.output_tokens) AS output_tokens,
    sum(d.reasoning_tokens) AS reasoning_tokens,
    sum(d.cost_usd) AS cost_usd,
    sum(d.billed_usd) AS billed_usd,
    max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
        toInt64(calls) AS calls, toInt64(error_calls) AS error_calls, toInt64(blocked_calls) AS blocked_calls, toInt64(unpriced_calls) AS unpriced_calls, toInt64(estimated_calls) AS estimated_calls, toInt64(input_tokens) AS input_tokens, toInt64(cache_read_tokens) AS cache_read_tokens, toInt64(cache_write_tokens) AS cache_write_tokens, toInt64(output_tokens) AS output_tokens, toInt64(reasoning_tokens) AS reasoning_tokens, toDecimal128(cost_usd, 12) AS cost_usd, toDecimal128(billed_usd, 12) AS billed_usd,
        toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
            sum(e.calls) AS calls, sum(e.error_calls) AS error_calls, sum(e.blocked_calls) AS blocked_calls, sum(e.unpriced_calls) AS unpriced_calls, sum(e.estimated_calls) AS estimated_calls, sum(e.input_tokens) AS input_tokens, sum(e.cache_read_tokens) AS cache_read_tokens, sum(e.cache_write_tokens) AS cache_write_tokens, sum(e.output_tokens) AS output_tokens, sum(e.reasoning_tokens) AS reasoning_tokens, sum(e.cost_usd) AS cost_usd, sum(e.billed_usd) AS billed_usd
        FROM tollgate.ledger_measures AS e
        WHERE hour IN (SELECT arrayJoin(hours))
        GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
    )
    UNION ALL
    SELECT 0, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, -calls, -error_calls, -blocked_calls, -unpriced_calls, -estimated_calls, -input_tokens, -cache_read_tokens, -cache_write_tokens, -output_tokens, -reasoning_tokens, -cost_usd, -billed_usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT 1, arrayJoin(hours), '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING is_marker = 1 OR calls != 0 OR error_calls != 0 OR blocked_calls != 0 OR unpriced_calls != 0 OR estimated_calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0 OR cost_usd != 0 OR billed_usd != 0;
