-- 490 by the name that is priced (134): by the answer's alone each call of an Azure deployment type or a Bedrock profile was a difference of 10 %.
--
-- Calls of the last 7 days whose client priced them other than the book of this database does, largest difference first: the check of our own figures.
-- The ledger keeps the client's. A row means that an app has another book or another tollgate.prices.yaml than `migrate` loaded, or that the
-- book was corrected since, and then `tollgate prices reprice` posts the difference.
-- book_usd is NULL where the book has no price or the counts cannot be: the client had one. A client that found none is not here but in
-- unpriced_models. Free calls (by environment) are not compared, because the database does not know the reason, nor are calls whose host said what it
-- charges (price ids that end in /answer).
-- Prices every call at 2 µs: a million calls a week are 2 s, so this is a check for a day's report and not for a board that refreshes.
CREATE OR REPLACE VIEW tollgate.price_differences DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    ts, tenant, call_id, trace_id, agent, provider, request_model, model, tier, price_id, book_price_id, cost_usd,
    reinterpret(book_pico_usd, 'Decimal(18, 12)') AS book_usd,
    book_usd - cost_usd AS difference_usd
FROM
(
    SELECT *, price.price_id AS book_price_id, tollgate_cost(price, usage, counted) AS book_pico_usd
    FROM
    (
        SELECT *,
            tollgate_price(provider, priced_name, tier, ts) AS price,
            arrayConcat([input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens) AS usage
        FROM
        (
            SELECT *, tollgate_priced_name(provider, request_model, model) AS priced_name
            FROM tollgate.calls
            WHERE hour >= now('UTC') - INTERVAL 7 DAY AND source != 'foreign' AND cost_status IN ('priced', 'estimated') AND cost_usd < 9007.199254740991
                AND NOT match(price_id, '/answer([+]upstream)?$')
        )
    )
)
WHERE book_pico_usd IS NULL OR book_usd != cost_usd
ORDER BY abs(ifNull(difference_usd, cost_usd)) DESC, ts, call_id;
