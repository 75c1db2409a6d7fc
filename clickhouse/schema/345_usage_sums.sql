-- Sums of spend_usage (326) over what single questions do not ask for: of the 225,000 rows that a question about 90 days reads, waste needs 4,000, caches and other models
-- some 75,000. They are projections: the engine keeps them in step with the rows, also where rows are deleted, and takes one by itself where a query groups a row's
-- columns by no more than its keys. So a view that asks for them groups in the branch that reads spend_usage.
-- Parts from before this file get theirs in the background; until then, and for a query that none fits, the rows themselves are read, to the same answer.
-- Merged and cut parts have theirs made anew from the rows, or they would count what was taken back.
ALTER TABLE tollgate.spend_usage MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild';

ALTER TABLE tollgate.spend_usage ADD PROJECTION IF NOT EXISTS of_waste
(
    SELECT is_marker, grain, start, tenant, agent, ending, sum(calls), sum(billed_usd)
    GROUP BY is_marker, grain, start, tenant, agent, ending
);

ALTER TABLE tollgate.spend_usage ADD PROJECTION IF NOT EXISTS of_caches
(
    SELECT is_marker, grain, start, tenant, agent, provider, model, price_id, cost_status, is_cached, is_plain, size,
        sum(calls), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(cache_write_1h_tokens)
    GROUP BY is_marker, grain, start, tenant, agent, provider, model, price_id, cost_status, is_cached, is_plain, size
);

ALTER TABLE tollgate.spend_usage ADD PROJECTION IF NOT EXISTS of_models
(
    SELECT is_marker, grain, start, tenant, agent, provider, model, operation, ending, cost_status, is_plain, size,
        sum(calls), sum(input_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens), sum(billed_usd)
    GROUP BY is_marker, grain, start, tenant, agent, provider, model, operation, ending, cost_status, is_plain, size
);

ALTER TABLE tollgate.spend_usage MATERIALIZE PROJECTION of_waste;

ALTER TABLE tollgate.spend_usage MATERIALIZE PROJECTION of_caches;

ALTER TABLE tollgate.spend_usage MATERIALIZE PROJECTION of_models;
