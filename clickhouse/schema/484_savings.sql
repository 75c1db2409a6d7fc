-- What the providers' caches saved, what another model, a batch or a smaller model would have cost: from the tokens of 316_spend_usage.sql, for [from, to) to the
-- second. Money here is as billed: a correction (220) has no tokens. The views of 441, 444 and 445 priced each call anew and took two seconds for 200,000 calls.

-- Tokens and billed money by everything that a price depends on: whole clean days from day rows, whole clean hours at the edges from hour rows, pending and cut
-- hours from the ledger. Rows are corrections: sum them.
CREATE OR REPLACE VIEW tollgate.usage_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupArray(hour) FROM tollgate.usage_hours_to_roll WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')}) AS pending,
    arrayFilter(t -> t != toStartOfHour(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}]) AS cuts,
    arrayDistinct(arrayConcat(pending, arrayMap(t -> toStartOfHour(t), cuts))) AS ledger_hours,
    arrayDistinct(arrayMap(t -> toStartOfDay(t), arrayConcat(pending, arrayFilter(t -> t != toStartOfDay(t), [{from:DateTime('UTC')}, {to:DateTime('UTC')}])))) AS cut_days
SELECT toDate(start) AS day, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd
FROM tollgate.spend_usage
WHERE is_marker = 0 AND grain = 'day' AND start >= {from:DateTime('UTC')} AND start < toStartOfDay({to:DateTime('UTC')}) AND start NOT IN (SELECT arrayJoin(cut_days))
UNION ALL
SELECT toDate(start), tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd
FROM tollgate.spend_usage
WHERE is_marker = 0 AND grain = 'hour' AND start IN (SELECT arrayJoin(arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), cut_days))))
    AND start >= {from:DateTime('UTC')} AND start < toStartOfHour({to:DateTime('UTC')}) AND start NOT IN (SELECT arrayJoin(ledger_hours))
UNION ALL
SELECT toDate(hour), tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, 1, toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(cache_write_1h_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(billed_usd, 12)
FROM tollgate.ledger_usage
WHERE hour IN (SELECT arrayJoin(ledger_hours)) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

-- The 15 rates of the part of a price that holds for calls of one size, in picodollars a token in the order of TOKEN_UNITS; [] where a price's limit lies within that
-- size, or where only the tokens above a limit cost more and the call may be above it.
CREATE OR REPLACE FUNCTION tollgate_usage_rates AS (part_above, thresholds, rates, size) ->
    arrayMap((above, limits, lower, upper) ->
        if(arrayExists(t -> t > lower AND t < upper, limits) OR (above AND arrayExists(t -> t <= lower, limits)), [], arraySlice(rates, 15 * arrayCount(t -> t <= lower, limits) + 1, 15)),
        [part_above], [thresholds], [if(size = 0, 0, tollgate_usage_sizes()[size])], [if(size = length(tollgate_usage_sizes()), 4294967295, tollgate_usage_sizes()[size + 1])])[1];

-- Picodollars of sums of tokens at such rates, NULL where there is none for a token of them. rates: [] is no price.
CREATE OR REPLACE FUNCTION tollgate_usage_cost AS (rates, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens) ->
    arrayMap((r, q) -> if(empty(r) OR arrayExists((n, rate) -> n != 0 AND rate < 0, q, arraySlice(r, 1, 6)), NULL, arraySum((n, rate) -> toInt128(n) * rate, q, arraySlice(r, 1, 6))),
        [rates], [[input_tokens - cache_read_tokens - cache_write_tokens, cache_read_tokens, cache_write_tokens - cache_write_1h_tokens, cache_write_1h_tokens, output_tokens - reasoning_tokens, reasoning_tokens]])[1];

-- What the providers' prompt caches did in [from, to), by tenant, agent and model, largest saving first:
-- SELECT * FROM tollgate.cache_savings(from = …, to = …).
--   hit_rate           cached input tokens by all input tokens; NULL without any
--   read_saved_usd     what reading from the cache cost less than sending the tokens anew
--   write_premium_usd  what writing to the cache cost more than sending them plainly
--   saved_usd          the difference; negative where a cache is written and not read
-- Both from the very price that the call was charged by. unvalued_calls used the cache and are in no dollar here: unpriced, their price is no longer
-- known, or they have tokens that are no text. Free calls save nothing.
CREATE OR REPLACE VIEW tollgate.cache_savings DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, agent, provider, model, sum(s.n) AS calls, sum(s.input) AS input_tokens, sum(s.read) AS cache_read_tokens, sum(s.written) AS cache_write_tokens,
    if(input_tokens = 0, NULL, cache_read_tokens / input_tokens) AS hit_rate,
    reinterpret(sumIf(toInt128(s.read) * (rates[1] - rates[2]), is_valued), 'Decimal(38, 12)') AS read_saved_usd,
    reinterpret(sumIf(toInt128(s.written - s.written_1h) * (rates[3] - rates[1]) + toInt128(s.written_1h) * (rates[4] - rates[1]), is_valued), 'Decimal(38, 12)') AS write_premium_usd,
    read_saved_usd - write_premium_usd AS saved_usd,
    sumIf(s.n, is_unvalued) AS unvalued_calls
FROM
(
    SELECT
        *, is_cached AND cost_status != 'free' AND is_plain AND notEmpty(rates) AND NOT arrayExists(rate -> rate < 0, arraySlice(rates, 1, 4)) AS is_valued,
        is_cached AND cost_status != 'free' AND NOT is_valued AS is_unvalued
    FROM
    (
        SELECT
            u.tenant AS tenant, u.agent AS agent, u.provider AS provider, u.model AS model, u.cost_status AS cost_status, u.is_cached AS is_cached, u.is_plain AS is_plain,
            u.n AS n, u.input AS input, u.read AS read, u.written AS written, u.written_1h AS written_1h, tollgate_usage_rates(p.part_above, p.thresholds, p.rates, u.size) AS rates
        FROM
        (
            SELECT
                toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, toString(price_id) AS price_id,
                cost_status, is_cached, is_plain, size,
                sum(calls) AS n, sum(input_tokens) AS input, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h
            FROM tollgate.usage_rows(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
            GROUP BY tenant, agent, provider, model, price_id, cost_status, is_cached, is_plain, size
        ) AS u
        LEFT JOIN
        (
            -- A price has several ranges, all alike. The row without a model names the book.
            SELECT price_id, any(r.part_above) AS part_above, any(r.thresholds) AS thresholds, any(r.rates) AS rates
            FROM tollgate.price_ranges AS r
            WHERE model != ''
            GROUP BY price_id
        ) AS p ON p.price_id = u.price_id
    )
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
SELECT
    tenant, agent, provider_now, model_now, sum(s.n) AS calls, sumIf(s.n, is_compared) AS compared_calls,
    sumIf(s.usd, is_compared) AS cost_usd, reinterpret(sumIf(ifNull(s.pico, 0), is_compared), 'Decimal(38, 12)') AS what_if_usd, cost_usd - what_if_usd AS saving_usd,
    if(cost_usd = 0, NULL, toFloat64(saving_usd) / toFloat64(cost_usd)) AS saving_share
FROM
(
    SELECT tenant, agent, provider_now, model_now, n, usd, pico, pico IS NOT NULL AND is_plain AND cost_status IN ('priced', 'estimated') AS is_compared
    FROM
    (
        SELECT *, tollgate_usage_cost(rates, input, output, read, written, written_1h, reasoning) AS pico
        FROM
        (
            SELECT *, tollgate_usage_rates(price.part_above, price.thresholds, if(price.price_id = '', [], price.rates), size) AS rates
            FROM
            (
                WITH tollgate_price({provider:String}, {model:String}, '', toDateTime64({to:DateTime('UTC')}, 3, 'UTC')) AS other
                SELECT
                    toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider_now, toString(model) AS model_now, cost_status, is_plain, size,
                    any(other) AS price, sum(calls) AS n, sum(billed_usd) AS usd,
                    sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h,
                    sum(reasoning_tokens) AS reasoning
                FROM tollgate.usage_rows(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
                WHERE operation IN ('chat', 'text_completion', 'generate_content') AND ending != 'blocked'
                GROUP BY tenant, agent, provider_now, model_now, cost_status, is_plain, size
            )
        )
    )
) AS s
GROUP BY tenant, agent, provider_now, model_now
HAVING calls != 0
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider_now, model_now;

-- Calls of [from, to) that were made at the standard price and not streamed, and have a batch price: what a batch would have saved, by tenant, agent
-- and model, largest saving first: SELECT * FROM tollgate.batch_candidates(from = …, to = …).
-- Nobody read along, or they would have streamed; whether an answer within 24 hours is soon enough is for the agent's owner to say. Failed calls are
-- not in it, nor such with tokens that are no text. Batch prices are those of each call's day.
CREATE OR REPLACE VIEW tollgate.batch_candidates DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, agent, provider, model, sum(s.n) AS calls, sum(s.usd) AS cost_usd, reinterpret(sum(assumeNotNull(s.pico)), 'Decimal(38, 12)') AS batch_usd, cost_usd - batch_usd AS saving_usd
FROM
(
    SELECT *, tollgate_usage_cost(rates, input, output, read, written, written_1h, reasoning) AS pico
    FROM
    (
        SELECT *, tollgate_usage_rates(price.part_above, price.thresholds, if(price.price_id = '', [], price.rates), size) AS rates
        FROM
        (
            SELECT *, tollgate_price(provider, model, 'batch', toDateTime64(day, 3, 'UTC')) AS price
            FROM
            (
                SELECT
                    toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, day, size, sum(calls) AS n, sum(billed_usd) AS usd,
                    sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h,
                    sum(reasoning_tokens) AS reasoning
                FROM tollgate.usage_rows(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
                WHERE ending = 'ok' AND cost_status = 'priced' AND is_streamed = 0 AND is_plain = 1 AND tollgate_price_tier(tier) = 'standard'
                GROUP BY tenant, agent, provider, model, day, size
            )
        )
    )
) AS s
WHERE pico IS NOT NULL
GROUP BY tenant, agent, provider, model
HAVING saving_usd > 0
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider, model;

-- Short questions of [from, to) that a cheaper model may answer as well, by tenant, agent and model, with the model that saves most:
-- SELECT * FROM tollgate.smaller_model_candidates(from = …, to = …).
-- Short is at most 4,000 tokens in and 400 out, without reasoning. Candidates are models of the same provider that the same tenant uses already in
-- the period, so somebody knows how well they answer; at their standard price at `to`. Where scores are recorded, compare both in scores_by_model
-- before changing anything: nothing here knows how good an answer is.
CREATE OR REPLACE VIEW tollgate.smaller_model_candidates DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT tenant, agent, provider, model, argMax(candidate, (saving, candidate)) AS candidate_model, any(calls_of_all) AS calls, any(usd_of_all) AS cost_usd,
    cost_usd - max(saving) AS candidate_usd, max(saving) AS saving_usd
FROM
(
    SELECT tenant, agent, provider, model, candidate, sum(s.n) AS calls_of_all, sum(s.usd) AS usd_of_all, sum(s.usd) - reinterpret(sum(ifNull(s.pico, 0)), 'Decimal(38, 12)') AS saving
    FROM
    (
        SELECT *, tollgate_usage_cost(rates, input, output, read, written, written_1h, reasoning) AS pico
        FROM
        (
            SELECT
                u.tenant AS tenant, u.agent AS agent, u.provider AS provider, u.model AS model, c.candidate AS candidate, u.n AS n, u.usd AS usd, u.input AS input, u.output AS output, u.read AS read,
                u.written AS written, u.written_1h AS written_1h, u.reasoning AS reasoning,
                tollgate_usage_rates(c.price.part_above, c.price.thresholds, if(c.price.price_id = '', [], c.price.rates), u.size) AS rates
            FROM
            (
                SELECT
                    toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, size, sum(calls) AS n, sum(billed_usd) AS usd,
                    sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h,
                    sum(reasoning_tokens) AS reasoning
                FROM tollgate.usage_rows(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
                WHERE is_short = 1 AND is_plain = 1 AND ending = 'ok' AND cost_status = 'priced' AND operation IN ('chat', 'text_completion', 'generate_content')
                    AND tollgate_price_tier(tier) = 'standard'
                GROUP BY tenant, agent, provider, model, size
            ) AS u
            INNER JOIN
            (
                SELECT tenant, provider, candidate, tollgate_price(provider, candidate, '', toDateTime64({to:DateTime('UTC')}, 3, 'UTC')) AS price
                FROM
                (
                    SELECT toString(tenant) AS tenant, toString(provider) AS provider, toString(value) AS candidate
                    FROM tollgate.spend_by_value(dimension = 'model', from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
                    WHERE calls > error_calls + blocked_calls
                )
            ) AS c ON c.tenant = u.tenant AND c.provider = u.provider
            WHERE c.candidate != u.model
        )
    ) AS s
    GROUP BY tenant, agent, provider, model, candidate
    HAVING countIf(s.pico IS NULL) = 0 AND saving > 0
)
GROUP BY tenant, agent, provider, model
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider, model;
