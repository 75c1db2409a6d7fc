-- Who re-priced what, when and by how much, newest first. state: 'running' also where a run was killed (repeat it under its run_id, or undo it),
-- 'undone' where undone_by took it back. delta_usd is exact: the sum of what the run posted.
CREATE OR REPLACE VIEW tollgate.repricing_audit DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    r.run_id AS run_id, mode, r.undoes AS undoes, if(undone_by != '', 'undone', toString(status)) AS state, undone_by, from_day, to_day, provider, models, tenant, reason, posted_by,
    book, calls, corrected_calls, newly_priced_calls, before_usd, after_usd, delta_usd, started_at, updated_at
FROM tollgate.repricing_runs AS r FINAL
LEFT JOIN (SELECT undoes, max(run_id) AS undone_by FROM tollgate.repricing_runs FINAL WHERE undoes != '' AND status = 'done' GROUP BY undoes) AS u ON u.undoes = r.run_id
ORDER BY started_at DESC, run_id DESC;

-- The view of 461 without the calls that a run has priced since: what is in it has no price yet, or no counts.
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
    WHERE hour >= now('UTC') - INTERVAL 90 DAY AND cost_status = 'unpriced' AND (hour, tenant, call_id) NOT IN (
        SELECT hour, tenant, corrects FROM tollgate.llm_calls FINAL
        WHERE kind = 'correction' AND hour >= now('UTC') - INTERVAL 90 DAY
        GROUP BY hour, tenant, corrects HAVING sum(unpriced_delta) < 0)
    GROUP BY provider, model, tier
)
ORDER BY calls DESC, provider, model, tier;
