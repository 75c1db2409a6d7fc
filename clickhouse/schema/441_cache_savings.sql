-- What the providers' prompt caches did in [from, to), by tenant, agent and model, largest saving first:
-- SELECT * FROM tollgate.cache_savings(from = …, to = …).
--   hit_rate           cached input tokens by all input tokens; NULL without any
--   read_saved_usd     what reading from the cache cost less than sending the tokens anew
--   write_premium_usd  what writing to the cache cost more than sending them plainly
--   saved_usd          the difference; negative where a cache is written and not read
-- Both from the very price row that the call was charged by. unvalued_calls used the cache and are in no dollar here: unpriced, or their price
-- has been taken out of the book. Cached audio and images are valued as text.
CREATE OR REPLACE VIEW tollgate.cache_savings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, agent, provider, model, sum(s.n) AS calls, sum(s.input) AS input_tokens, sum(s.read) AS cache_read_tokens, sum(s.written) AS cache_write_tokens,
    if(input_tokens = 0, NULL, cache_read_tokens / input_tokens) AS hit_rate,
    sum(s.saved) AS read_saved_usd, sum(s.premium) AS write_premium_usd, read_saved_usd - write_premium_usd AS saved_usd, sum(s.unvalued) AS unvalued_calls
FROM
(
    SELECT
        tenant, agent, provider, model, b.calls AS n, b.input_tokens AS input, b.cache_read_tokens AS read, b.cache_write_tokens AS written,
        toDecimal64(0, 12) AS saved, toDecimal64(0, 12) AS premium, 0 AS unvalued
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS b
    UNION ALL
    SELECT tenant, agent, provider, model, 0, 0, 0, 0,
        reinterpret(ifNull(cost[2] - cost[1], 0), 'Decimal(18, 12)'), reinterpret(ifNull(cost[2] - cost[3], 0), 'Decimal(18, 12)'), has(cost, NULL)
    FROM
    (
        -- As billed, without what was read from the cache, and without a cache. One call of the function: three cost a second of reading the statement.
        WITH CAST((p.price_id, p.part_above, p.thresholds, p.rates, p.counted_units, p.counted_rates, false),
            'Tuple(price_id String, part_above Bool, thresholds Array(UInt64), rates Array(Int64), counted_units Array(String), counted_rates Array(Int64), open_ended Bool)') AS price
        SELECT
            tenant, agent, provider, model,
            arrayMap(
                (read, write, write_1h) -> tollgate_cost(price, [c.input_tokens, c.output_tokens, read, write, write_1h, c.reasoning_tokens], map()),
                [c.cache_read_tokens, 0, 0], [c.cache_write_tokens, c.cache_write_tokens, 0], [c.cache_write_1h_tokens, c.cache_write_1h_tokens, 0]) AS cost
        FROM
        (
            SELECT
                toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, toString(price_id) AS price_id,
                input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
            FROM tollgate.calls
            WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
                AND cache_read_tokens + cache_write_tokens > 0 AND cost_status != 'free'
        ) AS c
        LEFT JOIN
        (
            -- A price has several ranges, all alike. The row without a model names the book.
            SELECT price_id, any(r.part_above) AS part_above, any(r.thresholds) AS thresholds, any(r.rates) AS rates, any(r.counted_units) AS counted_units, any(r.counted_rates) AS counted_rates
            FROM tollgate.price_ranges AS r
            WHERE model != ''
            GROUP BY price_id
        ) AS p ON p.price_id = c.price_id
    )
) AS s
GROUP BY tenant, agent, provider, model
HAVING cache_read_tokens + cache_write_tokens > 0 OR unvalued_calls > 0
ORDER BY saved_usd DESC, calls DESC, tenant, agent, provider, model;
