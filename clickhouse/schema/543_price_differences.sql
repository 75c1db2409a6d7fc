-- 492 with what the price file calls free (135): free calls are compared too.
--
-- Calls of the last 7 days whose client priced them other than the book of this database does, largest difference first: the check of our own figures.
-- The ledger keeps the client's. A row means that an app has another book or another tollgate.prices.yaml than `migrate` loaded, or that the
-- book was corrected since, and then `tollgate prices reprice` posts the difference, unless the client took the call for free.
-- book_usd is NULL where the book has no price or the counts cannot be: the client had one. It is 0, and book_price_id '', where the loaded file calls the call's
-- environment or provider free and the client charged it. A client that found no price is not here but in unpriced_models. Not compared are free calls that failed or
-- were blocked, and calls whose host said what it charges (price ids that end in /answer).
-- Prices every call at 2 µs: a million calls a week are 2 s, so this is a check for a day's report and not for a board that refreshes.
CREATE OR REPLACE VIEW tollgate.price_differences DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    ts, tenant, call_id, trace_id, agent, provider, request_model, model, tier, price_id, if(is_free, '', price.price_id) AS book_price_id, cost_usd,
    reinterpret(book_pico_usd, 'Decimal(18, 12)') AS book_usd,
    book_usd - cost_usd AS difference_usd
FROM
(
    SELECT *, if(is_free, toInt64(0), tollgate_cost(price, usage, counted)) AS book_pico_usd
    FROM
    (
        SELECT *,
            tollgate_price(provider, priced_name, tier, ts) AS price,
            arrayConcat([input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens) AS usage
        FROM
        (
            SELECT *, tollgate_priced_name(provider, request_model, model) AS priced_name, tollgate_is_free(provider, environment) AS is_free
            FROM tollgate.calls
            WHERE hour >= now('UTC') - INTERVAL 7 DAY AND source != 'foreign' AND cost_usd < 9007.199254740991 AND NOT match(price_id, '/answer([+]upstream)?$')
                AND (cost_status IN ('priced', 'estimated') OR (cost_status = 'free' AND status = 'ok' AND price_id = ''))
        )
    )
)
-- A free call without a price is one of a local model.
WHERE if(cost_status = 'free', ifNull(book_pico_usd, 0) > 0, book_pico_usd IS NULL OR book_usd != cost_usd)
ORDER BY abs(ifNull(difference_usd, cost_usd)) DESC, ts, call_id;
