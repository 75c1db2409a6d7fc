-- What the calls of [from, to) would have cost with another model: SELECT * FROM tollgate.what_if(provider = 'openai', model = 'gpt-5-mini', from = …, to = …).
-- By tenant, agent and model of now, largest saving first. The other model's standard price at `to`, on the tokens as they were counted, its
-- own cache prices included. It says nothing about quality, and another tokenizer counts the same text up to a third differently.
-- Both sums are over compared_calls only: those with a known cost whose tokens the other model has prices for. compared_calls = 0 everywhere means
-- that the book does not know the model. Only calls that write text; no fees for searches and the like.
CREATE OR REPLACE VIEW tollgate.what_if DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, agent, provider_now, model_now, count() AS calls, countIf(is_compared) AS compared_calls,
    sumIf(s.cost, is_compared) AS cost_usd, sumIf(s.other, is_compared) AS what_if_usd, cost_usd - what_if_usd AS saving_usd,
    if(cost_usd = 0, NULL, toFloat64(saving_usd) / toFloat64(cost_usd)) AS saving_share
FROM
(
    SELECT tenant, agent, provider_now, model_now, cost, pico IS NOT NULL AND cost_status IN ('priced', 'estimated') AS is_compared, reinterpret(ifNull(pico, 0), 'Decimal(18, 12)') AS other
    FROM
    (
        WITH tollgate_price({provider:String}, {model:String}, '', toDateTime64({to:DateTime('UTC')}, 3, 'UTC')) AS price
        SELECT
            toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider_now, toString(model) AS model_now, cost, cost_status,
            tollgate_cost(price, [input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], map()) AS pico
        FROM tollgate.calls
        WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            AND operation IN ('chat', 'text_completion', 'generate_content') AND status != 'blocked'
    )
) AS s
GROUP BY tenant, agent, provider_now, model_now
ORDER BY saving_usd DESC, calls DESC, tenant, agent, provider_now, model_now;
