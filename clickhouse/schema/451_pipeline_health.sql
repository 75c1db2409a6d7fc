-- One row: whether what the boards show is whole and fresh. Times are NULL when nothing came yet.
-- lag_seconds is the median time from a span's end to its arrival here, over the spans of the last hour that arrived in the last ten
-- minutes; NULL without any. An imported history does not count, its spans are late by nature.
-- duplicate_spans_last_hour are deliveries of a span after its first. They are normal after a crash and cost nothing: the ledger counts a
-- call once.
CREATE OR REPLACE VIEW tollgate.pipeline_health DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    (SELECT nullIf(max(received_at), toDateTime64(0, 3, 'UTC')) FROM tollgate.otel_traces) AS newest_span_at,
    (
        SELECT nullIf(max(newest), toDateTime64(0, 3, 'UTC'))
        FROM
        (
            SELECT max(received_at) AS newest FROM tollgate.otel_metrics_sum
            UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_gauge
            UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_histogram
            UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_exponential_histogram
            UNION ALL SELECT max(received_at) FROM tollgate.otel_metrics_summary
        )
    ) AS newest_metric_at,
    calls.newest_call_at AS newest_call_at,
    spans.lag_seconds AS lag_seconds,
    spans.spans_last_hour AS spans_last_hour,
    calls.calls_last_hour AS calls_last_hour,
    spans.duplicate_spans_last_hour AS duplicate_spans_last_hour,
    calls.unpriced_calls_today AS unpriced_calls_today,
    calls.estimated_calls_today AS estimated_calls_today
FROM
(
    SELECT
        count() AS spans_last_hour,
        count() - uniqExact(TraceId, SpanId) AS duplicate_spans_last_hour,
        quantileExactOrNullIf(0.5)(
            -- Whole numbers: adding a hostile duration to a time overflows and would fail the view.
            greatest(0, toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(Timestamp) - toInt64(intDiv(Duration, 1000000))) / 1000,
            received_at >= now64(3, 'UTC') - INTERVAL 10 MINUTE AND Timestamp >= now64(3, 'UTC') - INTERVAL 1 HOUR) AS lag_seconds
    FROM tollgate.otel_traces
    WHERE received_at >= now64(3, 'UTC') - INTERVAL 1 HOUR
) AS spans
CROSS JOIN
(
    SELECT
        maxOrNull(ts) AS newest_call_at,
        countIf(ts >= now64(3, 'UTC') - INTERVAL 1 HOUR) AS calls_last_hour,
        countIf(ts >= toStartOfDay(now('UTC')) AND cost_status = 'unpriced') AS unpriced_calls_today,
        countIf(ts >= toStartOfDay(now('UTC')) AND (cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider'))) AS estimated_calls_today
    FROM tollgate.calls
    -- From the newest hours if nothing came today.
    WHERE hour >= least(toStartOfDay(now('UTC')) - INTERVAL 1 HOUR, (SELECT max(hour) FROM tollgate.llm_calls) - INTERVAL 2 HOUR)
) AS calls;
