-- Which hours of the ledger have changed, and when last. One row an hour once merged; read with max(touched_at).
-- Rollups are corrected for touched hours only, and views read an hour from the ledger itself from its touch until its rollup
-- has caught up. So a late or replayed row is right at once, wherever in time it falls.
CREATE TABLE IF NOT EXISTS tollgate.touched_hours
(
    hour       DateTime('UTC'),
    touched_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(touched_at)
ORDER BY hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.touched_hours_from_calls TO tollgate.touched_hours DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, now64(3, 'UTC') AS touched_at
FROM tollgate.llm_calls
GROUP BY hour;
