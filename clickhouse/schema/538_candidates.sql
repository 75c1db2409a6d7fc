-- The views of 523 with the places of 536. Questions and answers are those of 484. As billed.

-- Calls of [from, to) that were made at the standard price and not streamed, and have a batch price: what a batch would have saved, by tenant, agent
-- and model, largest saving first: SELECT * FROM tollgate.batch_candidates(from = …, to = …).
-- Nobody read along, or they would have streamed; whether an answer within 24 hours is soon enough is for the agent's owner to say. Failed calls are
-- not in it, nor such with tokens that are no text. Batch prices are those of each call's day:
-- `changes` are the days on which one begins or ends, no third or month with such a day behind its first is
-- taken whole, and each row has the price of the last such day before it, so that few prices are looked up.
CREATE OR REPLACE VIEW tollgate.batch_candidates DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT groupUniqArrayArray(arrayMap(day -> toDateTime(day, 'UTC'), arrayFilter(day -> day > toDate32({from:DateTime('UTC')}) AND day < toDate32({to:DateTime('UTC')}), [valid_from, valid_to + 1]))) FROM tollgate.price_ranges WHERE tier = 'batch') AS changes,
    tollgate_usage_places({from:DateTime('UTC')}, {to:DateTime('UTC')}, changes) AS places,
    places.1 AS ledger_hours
SELECT
    tenant, agent, provider, model, sum(s.n) AS calls, sum(s.usd) AS cost_usd, reinterpret(sum(assumeNotNull(s.pico)), 'Decimal(38, 12)') AS batch_usd, cost_usd - batch_usd AS saving_usd
FROM
(
    SELECT
        u.1 AS tenant, u.2 AS agent, provider, model, u.3 AS n, u.4 AS usd, tollgate_usage_cost(rates, u.5, u.6, u.7, u.8, u.9, u.10) AS pico
    FROM
    (
        SELECT provider, model, of_price, tollgate_usage_rates(price.part_above, price.thresholds, if(price.price_id = '', [], price.rates), size) AS rates
        FROM
        (
            SELECT provider, model, size, groupArray(u) AS of_price, tollgate_price(provider, model, 'batch', toDateTime64(priced_at, 3, 'UTC')) AS price
            FROM
            (
                SELECT
                    provider, model, arrayMax(change -> if(change <= start, change, toDateTime(0, 'UTC')), arrayPushBack(changes, toStartOfDay({from:DateTime('UTC')}))) AS priced_at, size,
                    (tenant, agent, sum(calls), sum(billed_usd), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(cache_write_1h_tokens), sum(reasoning_tokens)) AS u
                FROM
                (
                    SELECT start, tenant, agent, provider, model, tier, ending, cost_status, is_streamed, is_plain, size, calls, billed_usd, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
                    FROM tollgate.spend_usage
                    WHERE is_marker = 0 AND (grain, start) IN (SELECT arrayJoin(places.2))
                    UNION ALL
                    SELECT hour, tenant, agent, provider, model, tier, tollgate_ending(status, usage_source), cost_status, time_to_first_chunk_ms IS NOT NULL, tollgate_is_plain(media_tokens, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens), tollgate_usage_size(input_tokens), 1, cost, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
                    FROM tollgate.llm_calls FINAL
                    WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
                )
                WHERE ending = 'ok' AND cost_status = 'priced' AND is_streamed = 0 AND is_plain = 1 AND tollgate_price_tier(tier) = 'standard'
                GROUP BY tenant, agent, provider, model, priced_at, size
            )
            GROUP BY provider, model, priced_at, size
        )
    )
    ARRAY JOIN of_price AS u
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
WITH
    tollgate_usage_places({from:DateTime('UTC')}, {to:DateTime('UTC')}, []) AS places,
    places.1 AS ledger_hours,
    tollgate_value_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS model_ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), model_ledger_hours) AS model_cut_days
SELECT tenant, agent, provider, model, argMax(candidate, (saving, candidate)) AS candidate_model, any(calls_of_all) AS calls, any(usd_of_all) AS cost_usd,
    cost_usd - max(saving) AS candidate_usd, max(saving) AS saving_usd
FROM
(
    SELECT tenant, agent, provider, model, candidate, sum(s.n) AS calls_of_all, sum(s.usd) AS usd_of_all, sum(s.usd) - reinterpret(sum(ifNull(s.pico, 0)), 'Decimal(38, 12)') AS saving
    FROM
    (
        SELECT
            u.tenant AS tenant, u.agent AS agent, u.provider AS provider, u.model AS model, c.candidate AS candidate, u.n AS n, u.usd AS usd,
            tollgate_usage_cost(c.rates_by_size[u.size + 1], u.input, u.output, u.read, u.written, u.written_1h, u.reasoning) AS pico
        FROM
        (
            SELECT
                tenant, agent, provider, model, size, sum(calls) AS n, sum(billed_usd) AS usd,
                sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS read, sum(cache_write_tokens) AS written, sum(cache_write_1h_tokens) AS written_1h,
                sum(reasoning_tokens) AS reasoning
            FROM
            (
                SELECT tenant, agent, provider, model, operation, tier, ending, cost_status, is_short, is_plain, size, calls, billed_usd, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
                FROM tollgate.spend_usage
                WHERE is_marker = 0 AND (grain, start) IN (SELECT arrayJoin(places.2))
                UNION ALL
                SELECT tenant, agent, provider, model, operation, tier, tollgate_ending(status, usage_source), cost_status, tollgate_is_short(input_tokens, output_tokens, reasoning_tokens), tollgate_is_plain(media_tokens, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens), tollgate_usage_size(input_tokens), 1, cost, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens
                FROM tollgate.llm_calls FINAL
                WHERE kind = 'call' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            )
            WHERE is_short = 1 AND is_plain = 1 AND ending = 'ok' AND cost_status = 'priced' AND operation IN ('chat', 'text_completion', 'generate_content')
                AND tollgate_price_tier(tier) = 'standard'
            GROUP BY tenant, agent, provider, model, size
        ) AS u
        INNER JOIN
        (
            SELECT tenant, provider, candidate, rates_by_size
            FROM
            (
                SELECT
                    provider, candidate, tenants,
                    arrayMap(size -> tollgate_usage_rates(price.part_above, price.thresholds, if(price.price_id = '', [], price.rates), size), range(toUInt8(length(tollgate_usage_sizes()) + 1))) AS rates_by_size
                FROM
                (
                    SELECT provider, candidate, groupArray(tenant) AS tenants, tollgate_price(provider, candidate, '', toDateTime64({to:DateTime('UTC')}, 3, 'UTC')) AS price
                    FROM
                    (
                        SELECT tenant, provider, value AS candidate
                        FROM
                        (
                            SELECT tenant, value, provider, calls, error_calls, blocked_calls
                            FROM tollgate.spend_values
                            WHERE dimension = 'model' AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, model_ledger_hours, model_cut_days)
                            UNION ALL
                            SELECT tenant, model, provider, kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status)
                            FROM tollgate.llm_calls FINAL
                            WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(model_ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
                        ) AS m
                        GROUP BY tenant, provider, candidate
                        HAVING sum(m.calls) > sum(m.error_calls) + sum(m.blocked_calls)
                    )
                    GROUP BY provider, candidate
                )
            )
            ARRAY JOIN tenants AS tenant
        ) AS c ON c.tenant = u.tenant AND c.provider = u.provider
        WHERE c.candidate != u.model
    ) AS s
    GROUP BY tenant, agent, provider, model, candidate
    HAVING countIf(s.pico IS NULL) = 0 AND saving > 0
)
GROUP BY tenant, agent, provider, model
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider, model;
