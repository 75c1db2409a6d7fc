-- spend_usage (316, 317) by third of a month and by month beside hour and day: 90 days of ten million calls are 920,000 day rows and, with whole thirds and months, 250,000 rows.
-- A third is the 1st to 10th, the 11th to 20th, or the rest of a UTC month. Which rows a period is summed from is told in 521.
-- What a day is corrected by, its third and its month are corrected by, in the same insert. When a day's first hour is rolled up, its third and month are posted as what their
-- days say minus what is posted for them, so that they repair themselves, too: once in a day, and whenever drift is repaired as 409 tells. Each time, reading
-- a month's days would take longer than all the rest.
-- First the refresh, then the copy in 326_spend_usage_months.sql: a refresh of before that posted into the new table would post days without their thirds and months. Until then
-- those of the old table are incomplete, and nothing reads them.
CREATE OR REPLACE FUNCTION tollgate_month AS (start) -> toDateTime(toStartOfMonth(start, 'UTC'), 'UTC');

CREATE OR REPLACE FUNCTION tollgate_third AS (start) -> tollgate_month(start) + toIntervalDay(10 * least(intDiv(toDayOfMonth(start, 'UTC') - 1, 10), 2));

ALTER TABLE tollgate.spend_usage MODIFY COLUMN grain Enum8('hour' = 0, 'day' = 1, 'third' = 2, 'month' = 3);

ALTER TABLE tollgate.spend_usage_refresh MODIFY QUERY
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.usage_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayDistinct(arrayMap(h -> toStartOfDay(h), hours)) AS days,
    arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), days)) AS hours_of_days,
    arrayDistinct(arrayMap(h -> tollgate_third(h), arrayFilter(h -> h = toStartOfDay(h), hours))) AS thirds,
    arrayFlatten(arrayMap(m -> arrayFilter(d -> tollgate_month(d) = m, arrayMap(i -> m + toIntervalDay(i), range(31))), arrayDistinct(arrayMap(t -> tollgate_month(t), thirds)))) AS days_of_months,
    arrayFilter(d -> has(thirds, tollgate_third(d)), days_of_months) AS days_of_thirds
SELECT is_marker, posted.1 AS grain, posted.2 AS start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size,
    calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd, rolled_at
FROM
(
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
        -- Thirds and months of days whose first hour is rolled: what is posted for their days minus what is posted for them.
        SELECT 0, 'third', tollgate_third(start), toString(tenant), toString(agent), toString(provider), toString(model), toString(operation), toString(tier), toString(price_id), toString(cost_status), toString(ending), is_streamed, is_cached, is_short, is_plain, size,
            if(grain = 'day', calls, -calls), if(grain = 'day', input_tokens, -input_tokens), if(grain = 'day', cache_read_tokens, -cache_read_tokens), if(grain = 'day', cache_write_tokens, -cache_write_tokens), if(grain = 'day', cache_write_1h_tokens, -cache_write_1h_tokens), if(grain = 'day', output_tokens, -output_tokens), if(grain = 'day', reasoning_tokens, -reasoning_tokens), if(grain = 'day', billed_usd, -billed_usd), toDateTime64(0, 3, 'UTC')
        FROM tollgate.spend_usage
        WHERE is_marker = 0 AND grain IN ('day', 'third') AND start IN (SELECT arrayJoin(days_of_thirds))
        UNION ALL
        SELECT 0, 'month', tollgate_month(start), toString(tenant), toString(agent), toString(provider), toString(model), toString(operation), toString(tier), toString(price_id), toString(cost_status), toString(ending), is_streamed, is_cached, is_short, is_plain, size,
            if(grain = 'day', calls, -calls), if(grain = 'day', input_tokens, -input_tokens), if(grain = 'day', cache_read_tokens, -cache_read_tokens), if(grain = 'day', cache_write_tokens, -cache_write_tokens), if(grain = 'day', cache_write_1h_tokens, -cache_write_1h_tokens), if(grain = 'day', output_tokens, -output_tokens), if(grain = 'day', reasoning_tokens, -reasoning_tokens), if(grain = 'day', billed_usd, -billed_usd), toDateTime64(0, 3, 'UTC')
        FROM tollgate.spend_usage
        WHERE is_marker = 0 AND grain IN ('day', 'month') AND start IN (SELECT arrayJoin(days_of_months))
        UNION ALL
        SELECT 1, 'hour', arrayJoin(hours), '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS d
    GROUP BY is_marker, grain, start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size
    HAVING is_marker = 1 OR calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR cache_write_1h_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0 OR billed_usd != 0
) AS p
ARRAY JOIN if(p.grain = 'day', [('day', p.start), ('third', tollgate_third(p.start)), ('month', tollgate_month(p.start))], [(toString(p.grain), p.start)]) AS posted;
