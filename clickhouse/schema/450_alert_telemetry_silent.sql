-- For the alert rule: one row, minutes since the newest span or metric arrived; 0 when nothing ever did, so that a new installation is quiet.
-- The ledger's own newest arrival counts too: raw spans expire after three days, and a silence must not end by that.
CREATE OR REPLACE VIEW tollgate.alert_telemetry_silent DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    'telemetry' AS source,
    if(max(newest) = toDateTime64(0, 3, 'UTC'), 0, greatest(0, dateDiff('second', max(newest), now64(3, 'UTC')) / 60)) AS value
FROM
(
    SELECT max(received_at) AS newest FROM tollgate.otel_traces
    UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_sum
    UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_gauge
    UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_histogram
    UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_exponential_histogram
    UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_summary
    UNION ALL SELECT toDateTime64(max(ingested_at), 3, 'UTC') FROM tollgate.llm_calls
);
