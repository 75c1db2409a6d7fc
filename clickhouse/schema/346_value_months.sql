-- Sums of the days of spend_values (313) by month, as a projection (345): of the 807,000 rows that users have in 90 days, two whole months are 70,000 then. A view that asks
-- for whole months groups in the branch that reads them and says which by toYYYYMM(start).
ALTER TABLE tollgate.spend_values MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild';

ALTER TABLE tollgate.spend_values ADD PROJECTION IF NOT EXISTS by_month
(
    SELECT dimension, grain, toYYYYMM(start) AS month, tenant, value, provider,
        sum(calls), sum(error_calls), sum(blocked_calls), sum(unpriced_calls), sum(estimated_calls), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
        sum(output_tokens), sum(reasoning_tokens), sum(cost_usd), sum(billed_usd), maxIf(toDate(start), calls > 0)
    GROUP BY dimension, grain, month, tenant, value, provider
);

ALTER TABLE tollgate.spend_values MATERIALIZE PROJECTION by_month;
