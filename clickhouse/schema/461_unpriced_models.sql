-- What the calls without a price of the last 90 days were: each of these is money that no board shows. Most calls first.
-- price_id_now is the price that the book has by now for such a call, '' when it still has none. With one, either the book was updated after the calls,
-- or their counts were what could not be priced (none, contradictory, of a unit without a price).
CREATE OR REPLACE VIEW tollgate.unpriced_models DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    provider, model, tier, calls, input_tokens, output_tokens, first_seen, last_seen,
    tollgate_price(provider, model, tier, last_seen).price_id AS price_id_now
FROM
(
    SELECT
        provider, model, tier, count() AS calls, sum(c.input_tokens) AS input_tokens, sum(c.output_tokens) AS output_tokens,
        min(ts) AS first_seen, max(ts) AS last_seen
    FROM tollgate.calls AS c
    WHERE hour >= now('UTC') - INTERVAL 90 DAY AND cost_status = 'unpriced'
    GROUP BY provider, model, tier
)
ORDER BY calls DESC, provider, model, tier;
