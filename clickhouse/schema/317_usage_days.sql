-- 316_spend_usage.sql with days as those of 313: what a day's hours then say minus what is posted for it, so that an error of a day row, too, repairs itself when an
-- hour of the day is touched next. Before, a day was corrected by what its hours were, and kept its own errors.
-- Every 15 seconds for the reason told in 314.
ALTER TABLE tollgate.spend_usage_refresh MODIFY REFRESH EVERY 15 SECOND APPEND;

ALTER TABLE tollgate.spend_usage_refresh MODIFY QUERY
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.usage_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayDistinct(arrayMap(h -> toStartOfDay(h), hours)) AS days,
    arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), days)) AS hours_of_days
SELECT is_marker, grain, start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size,
    sum(d.calls) AS calls, sum(d.input_tokens) AS input_tokens, sum(d.cache_read_tokens) AS cache_read_tokens, sum(d.cache_write_tokens) AS cache_write_tokens, sum(d.cache_write_1h_tokens) AS cache_write_1h_tokens, sum(d.output_tokens) AS output_tokens, sum(d.reasoning_tokens) AS reasoning_tokens, sum(d.billed_usd) AS billed_usd, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, posted.1 AS grain, posted.2 AS start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size,
        toInt64(calls) AS calls, toInt64(input_tokens) AS input_tokens, toInt64(cache_read_tokens) AS cache_read_tokens, toInt64(cache_write_tokens) AS cache_write_tokens, toInt64(cache_write_1h_tokens) AS cache_write_1h_tokens, toInt64(output_tokens) AS output_tokens, toInt64(reasoning_tokens) AS reasoning_tokens, toDecimal128(billed_usd, 12) AS billed_usd, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT hour, toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, toString(operation) AS operation, toString(tier) AS tier, toString(price_id) AS price_id, toString(cost_status) AS cost_status, toString(ending) AS ending, is_streamed, is_cached, is_short, is_plain, size,
            count() AS calls, sum(u.input_tokens) AS input_tokens, sum(u.cache_read_tokens) AS cache_read_tokens, sum(u.cache_write_tokens) AS cache_write_tokens, sum(u.cache_write_1h_tokens) AS cache_write_1h_tokens, sum(u.output_tokens) AS output_tokens, sum(u.reasoning_tokens) AS reasoning_tokens, sum(u.billed_usd) AS billed_usd
        FROM tollgate.ledger_usage AS u
        WHERE hour IN (SELECT arrayJoin(hours))
        GROUP BY hour, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size
    )
    ARRAY JOIN [('hour', hour), ('day', toStartOfDay(hour))] AS posted
    UNION ALL
    -- Posted hours: taken back where they are rolled anew, else the rest of their day.
    SELECT 0, if(start IN (SELECT arrayJoin(hours)), 'hour', 'day') AS to_grain, if(to_grain = 'hour', start, toStartOfDay(start)), toString(tenant), toString(agent), toString(provider), toString(model), toString(operation), toString(tier), toString(price_id), toString(cost_status), toString(ending), is_streamed, is_cached, is_short, is_plain, size,
        if(to_grain = 'hour', -calls, calls), if(to_grain = 'hour', -input_tokens, input_tokens), if(to_grain = 'hour', -cache_read_tokens, cache_read_tokens), if(to_grain = 'hour', -cache_write_tokens, cache_write_tokens), if(to_grain = 'hour', -cache_write_1h_tokens, cache_write_1h_tokens), if(to_grain = 'hour', -output_tokens, output_tokens), if(to_grain = 'hour', -reasoning_tokens, reasoning_tokens), if(to_grain = 'hour', -billed_usd, billed_usd), toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_usage
    WHERE is_marker = 0 AND grain = 'hour' AND start IN (SELECT arrayJoin(hours_of_days))
    UNION ALL
    SELECT 0, 'day', start, toString(tenant), toString(agent), toString(provider), toString(model), toString(operation), toString(tier), toString(price_id), toString(cost_status), toString(ending), is_streamed, is_cached, is_short, is_plain, size,
        -calls, -input_tokens, -cache_read_tokens, -cache_write_tokens, -cache_write_1h_tokens, -output_tokens, -reasoning_tokens, -billed_usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_usage
    WHERE is_marker = 0 AND grain = 'day' AND start IN (SELECT arrayJoin(days))
    UNION ALL
    SELECT 1, 'hour', arrayJoin(hours), '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, grain, start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size
HAVING is_marker = 1 OR calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR cache_write_1h_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0 OR billed_usd != 0;
