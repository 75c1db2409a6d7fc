-- The price list of today (UTC): a row for each price that is charged at some hour of it. Dollars per million tokens, NULL where the provider
-- lists none: then cached tokens cost what input does, 1-hour cache writes what 5-minute ones do, reasoning what output does.
-- What is no plain text token is in `unit_prices` in picodollars each; long contexts cost what `context_tiers` say.
CREATE OR REPLACE VIEW tollgate.prices_now DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (unit -> if(mapContains(unit_prices, unit), reinterpret(unit_prices[unit], 'Decimal(18, 6)'), NULL)) AS usd_per_million
SELECT
    provider, model, tier, hours_from, hours_to, price_id,
    usd_per_million('input') AS input_usd_per_million,
    usd_per_million('cacheRead') AS cache_read_usd_per_million,
    usd_per_million('cacheWrite5m') AS cache_write_5m_usd_per_million,
    usd_per_million('cacheWrite1h') AS cache_write_1h_usd_per_million,
    usd_per_million('output') AS output_usd_per_million,
    unit_prices, context_tiers, context_rule, valid_from, pattern, source, read_on, verified
FROM tollgate.prices
WHERE standing = 'charged' AND toDate32(now('UTC')) BETWEEN valid_from AND valid_to
ORDER BY provider, model, tier, hours_from;
