-- Calls of [from, to) that were made at the standard price and not streamed, and have a batch price: what a batch would have saved, by tenant, agent
-- and model, largest saving first: SELECT * FROM tollgate.batch_candidates(from = …, to = …).
-- Nobody read along, or they would have streamed; whether an answer within 24 hours is soon enough is for the agent's owner to say. Failed calls are
-- not in it. Batch prices are those of each call's day.
CREATE OR REPLACE VIEW tollgate.batch_candidates DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, agent, provider, model, count() AS calls, sum(s.cost) AS cost_usd, sum(s.batch) AS batch_usd, cost_usd - batch_usd AS saving_usd
FROM
(
    SELECT tenant, agent, provider, model, cost, reinterpret(assumeNotNull(pico), 'Decimal(18, 12)') AS batch
    FROM
    (
        WITH tollgate_price(c.provider, c.model, 'batch', c.ts) AS price
        SELECT
            toString(c.tenant) AS tenant, toString(c.agent) AS agent, toString(c.provider) AS provider, toString(c.model) AS model, c.cost AS cost,
            tollgate_cost(price, [input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], map()) AS pico
        FROM tollgate.calls AS c
        WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            AND status = 'ok' AND cost_status = 'priced' AND time_to_first_chunk_ms IS NULL AND tollgate_price_tier(tier) = 'standard'
    )
    WHERE pico IS NOT NULL
) AS s
GROUP BY tenant, agent, provider, model
HAVING saving_usd > 0
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider, model;
