-- Who re-priced what, when and by how much, newest first. state: 'running' also where a run was killed (repeat it under its run_id, or undo it),
-- 'undone' where undone_by took it back. delta_usd is exact: the sum of what the run posted.
CREATE OR REPLACE VIEW tollgate.repricing_audit DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    r.run_id AS run_id, mode, r.undoes AS undoes, if(undone_by != '', 'undone', toString(status)) AS state, undone_by, from_day, to_day, provider, models, tenant, reason, posted_by,
    book, calls, corrected_calls, newly_priced_calls, before_usd, after_usd, delta_usd, started_at, updated_at
FROM tollgate.repricing_runs AS r FINAL
LEFT JOIN (SELECT undoes, max(run_id) AS undone_by FROM tollgate.repricing_runs FINAL WHERE undoes != '' AND status = 'done' GROUP BY undoes) AS u ON u.undoes = r.run_id
ORDER BY started_at DESC, run_id DESC;
