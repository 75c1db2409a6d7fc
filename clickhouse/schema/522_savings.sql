-- The views of 497 from whole months and thirds of months (326, 521) and with the hours of 500. Questions and answers are the same. As billed.

-- Tokens and billed money by everything that a price depends on, as told in 484: by day, so no months.
CREATE OR REPLACE VIEW tollgate.usage_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_usage_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT toDate(start) AS day, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd
FROM tollgate.spend_usage
WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
UNION ALL
SELECT toDate(hour), tenant, agent, provider, model, operation, tier, price_id, cost_status, tollgate_ending(status, usage_source), time_to_first_chunk_ms IS NOT NULL, cache_read_tokens + cache_write_tokens > 0, tollgate_is_short(input_tokens, output_tokens, reasoning_tokens), tollgate_is_plain(media_tokens, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens), tollgate_usage_size(input_tokens), 1, toInt64(input_tokens), cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, toDecimal128(cost, 12)
FROM tollgate.llm_calls FINAL
WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

-- What the providers' prompt caches did in [from, to), by tenant, agent and model, largest saving first:
-- SELECT * FROM tollgate.cache_savings(from = …, to = …).
--   hit_rate           cached input tokens by all input tokens; NULL without any
--   read_saved_usd     what reading from the cache cost less than sending the tokens anew
--   write_premium_usd  what writing to the cache cost more than sending them plainly
--   saved_usd          the difference; negative where a cache is written and not read
-- Both from the very price that the call was charged by. unvalued_calls used the cache and are in no dollar here: unpriced, their price is no longer
-- known, or they have tokens that are no text. Free calls save nothing.
CREATE OR REPLACE VIEW tollgate.cache_savings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_usage_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    tollgate_cut_thirds(cut_days, [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cut_thirds,
    tollgate_cut_months(cut_thirds, [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cut_months
SELECT
    tenant, agent, provider, model, sum(s.n) AS calls, sum(s.input) AS input_tokens, sum(s.read) AS cache_read_tokens, sum(s.written) AS cache_write_tokens,
    if(input_tokens = 0, NULL, cache_read_tokens / input_tokens) AS hit_rate,
    reinterpret(sumIf(toInt128(s.read) * (rates[1] - rates[2]), is_valued), 'Decimal(38, 12)') AS read_saved_usd,
    reinterpret(sumIf(toInt128(s.written - s.written_1h) * (rates[3] - rates[1]) + toInt128(s.written_1h) * (rates[4] - rates[1]), is_valued), 'Decimal(38, 12)') AS write_premium_usd,
    read_saved_usd - write_premium_usd AS saved_usd,
    sumIf(s.n, s.is_charged_cached AND NOT is_valued) AS unvalued_calls
FROM
(
    SELECT
        u.tenant AS tenant, u.agent AS agent, u.provider AS provider, u.model AS model, u.n AS n, u.input AS input, u.read AS read, u.written AS written, u.written_1h AS written_1h,
        u.is_charged_cached AS is_charged_cached, tollgate_usage_rates(p.part_above, p.thresholds, p.rates, u.size) AS rates,
        u.is_charged_cached AND u.is_plain AND notEmpty(rates) AND NOT arrayExists(rate -> rate < 0, arraySlice(rates, 1, 4)) AS is_valued
    FROM
    (
        SELECT
            tenant, agent, provider, model, price_id, is_cached AND cost_status != 'free' AS is_charged_cached, is_plain, size,
            sum(calls) AS n, sum(input_tokens) AS input, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h
        FROM
        (
            SELECT tenant, agent, provider, model, price_id, cost_status, is_cached, is_plain, size, calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens
            FROM tollgate.spend_usage
            WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_usage_of(grain, start, ledger_hours, cut_days, cut_thirds, cut_months)
            UNION ALL
            SELECT tenant, agent, provider, model, price_id, cost_status, cache_read_tokens + cache_write_tokens > 0, tollgate_is_plain(media_tokens, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens), tollgate_usage_size(input_tokens), 1, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        )
        GROUP BY tenant, agent, provider, model, price_id, is_charged_cached, is_plain, size
    ) AS u
    LEFT JOIN
    (
        -- A price has several ranges, all alike. The row without a model names the book.
        SELECT price_id, part_above, thresholds, rates
        FROM tollgate.price_ranges
        WHERE model != ''
        LIMIT 1 BY price_id
    ) AS p ON p.price_id = u.price_id
) AS s
GROUP BY tenant, agent, provider, model
HAVING cache_read_tokens + cache_write_tokens > 0 OR unvalued_calls > 0
ORDER BY saved_usd DESC, calls DESC, tenant, agent, provider, model;

-- What the calls of [from, to) would have cost with another model: SELECT * FROM tollgate.what_if(provider = 'openai', model = 'gpt-5-mini', from = …, to = …).
-- By tenant, agent and model of now, largest saving first. The other model's standard price at `to`, on the tokens as they were counted, its
-- own cache prices included. It says nothing about quality, and another tokenizer counts the same text up to a third differently.
-- Both sums are over compared_calls only: those with a known cost and tokens of text for which the other model has prices. compared_calls = 0 everywhere
-- means that the book does not know the model. Only calls that write text; no fees for searches and the like.
CREATE OR REPLACE VIEW tollgate.what_if DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_usage_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    tollgate_cut_thirds(cut_days, [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cut_thirds,
    tollgate_cut_months(cut_thirds, [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cut_months
SELECT
    tenant, agent, provider_now, model_now, sum(s.n) AS calls, sumIf(s.n, is_compared) AS compared_calls,
    sumIf(s.usd, is_compared) AS cost_usd, reinterpret(sumIf(ifNull(s.pico, 0), is_compared), 'Decimal(38, 12)') AS what_if_usd, cost_usd - what_if_usd AS saving_usd,
    if(cost_usd = 0, NULL, toFloat64(saving_usd) / toFloat64(cost_usd)) AS saving_share
FROM
(
    SELECT tenant, agent, provider_now, model_now, n, usd, tollgate_usage_cost(rates, input, output, read, written, written_1h, reasoning) AS pico, is_comparable AND pico IS NOT NULL AS is_compared
    FROM
    (
        SELECT
            tenant, agent, provider AS provider_now, model AS model_now, is_plain AND cost_status IN ('priced', 'estimated') AS is_comparable, size, sum(calls) AS n, sum(billed_usd) AS usd,
            sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h,
            sum(reasoning_tokens) AS reasoning
        FROM
        (
            SELECT tenant, agent, provider, model, operation, ending, cost_status, is_plain, size, calls, billed_usd, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
            FROM tollgate.spend_usage
            WHERE is_marker = 0 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_usage_of(grain, start, ledger_hours, cut_days, cut_thirds, cut_months)
            UNION ALL
            SELECT tenant, agent, provider, model, operation, tollgate_ending(status, usage_source), cost_status, tollgate_is_plain(media_tokens, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens), tollgate_usage_size(input_tokens), 1, cost, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        )
        WHERE operation IN ('chat', 'text_completion', 'generate_content') AND ending != 'blocked'
        GROUP BY tenant, agent, provider_now, model_now, is_comparable, size
    ) AS u
    INNER JOIN
    (
        SELECT size, tollgate_usage_rates(price.part_above, price.thresholds, if(price.price_id = '', [], price.rates), size) AS rates
        FROM (SELECT tollgate_price({provider:String}, {model:String}, '', toDateTime64({to:DateTime('UTC')}, 3, 'UTC')) AS price)
        ARRAY JOIN range(toUInt8(length(tollgate_usage_sizes()) + 1)) AS size
    ) AS p ON p.size = u.size
) AS s
GROUP BY tenant, agent, provider_now, model_now
HAVING calls != 0
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider_now, model_now;
