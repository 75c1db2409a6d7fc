-- latency, unpriced_models and metrics_against_ledger of 494 with the hours that are not rolled up from touched_hours (324, 500). Questions and answers are the same.

-- How long the calls of [from, to) took, by provider, model and operation, most calls first: SELECT * FROM tollgate.latency(from = …, to = …).
-- Calls that failed, were blocked or interrupted are not in it: a quick refusal would make a provider look fast. Milliseconds.
-- ttft_* is the time to the first token and only over streamed_calls, NULL without any. tokens_per_second is of output, of streams from the first
-- token on and else over the whole call; p5 is the slow end.
-- A percentile is of the call that stands at that share of all, lowest first (p50 of four calls is the second), and at most 1 % off it; nothing is
-- interpolated between calls. Calls have whole milliseconds, of which those below 58 are exact.
CREATE OR REPLACE VIEW tollgate.latency DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_stats_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
    -- Of [], none.
    arrayPopFront([toUInt16(0)]) AS no_bucket,
    -- Weights are unsigned; what a correction takes away comes out right, because their sums wrap.
    arrayPopFront([toUInt64(0)]) AS no_calls,
    [toUInt64(1)] AS one_call
SELECT
    provider, model, operation, calls, streamed_calls,
    tollgate_bucket_value(latency_buckets[1]) AS latency_p50_ms, tollgate_bucket_value(latency_buckets[2]) AS latency_p95_ms, tollgate_bucket_value(latency_buckets[3]) AS latency_p99_ms,
    if(streamed_calls = 0, NULL, tollgate_bucket_value(first_chunk_buckets[1])) AS ttft_p50_ms, if(streamed_calls = 0, NULL, tollgate_bucket_value(first_chunk_buckets[2])) AS ttft_p95_ms, if(streamed_calls = 0, NULL, tollgate_bucket_value(first_chunk_buckets[3])) AS ttft_p99_ms,
    if(timed_calls = 0, NULL, round(tollgate_bucket_value(speed_buckets[1]) / 1000, 3)) AS tokens_per_second_p5, if(timed_calls = 0, NULL, round(tollgate_bucket_value(speed_buckets[2]) / 1000, 3)) AS tokens_per_second_p50
FROM
(
    SELECT
        provider, model, operation, sum(s.calls) AS calls, sum(s.streamed_calls) AS streamed_calls, sum(s.timed_calls) AS timed_calls,
        quantilesExactWeightedArray(0.5, 0.95, 0.99)(latencies.1, latencies.2) AS latency_buckets,
        quantilesExactWeightedArray(0.5, 0.95, 0.99)(first_chunks.1, first_chunks.2) AS first_chunk_buckets,
        quantilesExactWeightedArray(0.05, 0.5)(speeds.1, speeds.2) AS speed_buckets
    FROM
    (
        SELECT
            provider, model, operation, calls, streamed_calls, timed_calls,
            (latencies.1, CAST(latencies.2, 'Array(UInt64)')) AS latencies, (first_chunks.1, CAST(first_chunks.2, 'Array(UInt64)')) AS first_chunks, (speeds.1, CAST(speeds.2, 'Array(UInt64)')) AS speeds
        FROM tollgate.call_stats
        WHERE part = 'latency' AND is_total = tollgate_reads_totals('latency') AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
        UNION ALL
        SELECT
            provider, model, operation, toInt64(1), toInt64(is_streamed), toInt64(is_timed),
            ([tollgate_bucket(latency_ms)], one_call),
            (if(is_streamed, [tollgate_bucket(first_chunk_ms)], no_bucket), if(is_streamed, one_call, no_calls)),
            (if(is_timed, [tollgate_speed_bucket(output_tokens, writing_ms)], no_bucket), if(is_timed, one_call, no_calls))
        FROM
        (
            SELECT
                provider, model, operation, latency_ms, output_tokens, time_to_first_chunk_ms IS NOT NULL AS is_streamed, ifNull(time_to_first_chunk_ms, 0) AS first_chunk_ms,
                tollgate_writing_ms(latency_ms, time_to_first_chunk_ms) AS writing_ms, output_tokens > 0 AND writing_ms > 0 AS is_timed
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND status = 'ok' AND usage_source != 'interrupted' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
        )
    ) AS s
    GROUP BY provider, model, operation
    HAVING calls != 0
)
ORDER BY calls DESC, provider, model, operation;

-- What the calls without a price of the last 90 days were: each of these is money that no board shows. Most calls first. Calls that a re-pricing run has
-- priced since are not in it: what is has no price yet, or no counts.
-- price_id_now is the price that the book has by now for such a call, '' when it still has none. With one, either the book was updated after the calls,
-- or their counts were what could not be priced (none, contradictory, of a unit without a price).
CREATE OR REPLACE VIEW tollgate.unpriced_models DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    now('UTC') - INTERVAL 90 DAY AS since,
    (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_call_stats = 0 AND hour >= greatest(tollgate_first_whole_hour(), toStartOfHour(since))) AS pending
SELECT
    provider, model, tier, calls, input_tokens, output_tokens, first_seen, last_seen,
    tollgate_price(provider, model, tier, last_seen).price_id AS price_id_now
FROM
(
    SELECT
        provider, model, tier, sum(h.calls) AS calls, sum(h.input_tokens) AS input_tokens, sum(h.output_tokens) AS output_tokens,
        min(h.first_seen) AS first_seen, max(h.last_seen) AS last_seen
    FROM
    (
        -- By hour first: one that has no such call any more still has a row that says when they were seen.
        SELECT
            provider, model, name AS tier, start, sum(s.calls) AS calls, sum(s.input_tokens) AS input_tokens, sum(s.output_tokens) AS output_tokens,
            max(s.seen).2 AS first_seen, max(s.seen).3 AS last_seen
        FROM tollgate.call_stats AS s
        WHERE part = 'unpriced' AND is_total = tollgate_reads_totals('unpriced') AND grain = 'hour' AND start >= since AND NOT has(pending, start)
        GROUP BY provider, model, tier, start
        HAVING calls != 0
        UNION ALL
        SELECT provider, model, tier, hour, toInt64(1), toInt64(input_tokens), toInt64(output_tokens), ts, ts
        FROM tollgate.llm_calls FINAL
        WHERE kind = 'call' AND cost_status = 'unpriced' AND hour >= since AND has(pending, hour) AND (hour, tenant, call_id) NOT IN (
            SELECT hour, tenant, corrects FROM tollgate.llm_calls FINAL
            WHERE kind = 'correction' AND hour >= since AND has(pending, hour)
            GROUP BY hour, tenant, corrects HAVING sum(unpriced_delta) < 0)
    ) AS h
    GROUP BY provider, model, tier
)
ORDER BY calls DESC, provider, model, tier;

-- Whether the ledger has what the apps counted: the metrics tollgate.calls and tollgate.cost of [from, to) beside our own calls of the ledger, by service,
-- largest difference first: SELECT * FROM tollgate.metrics_against_ledger(from = …, to = …).
-- Metrics take another way: they count in the process, are never sampled, and a drop of a span is not one of theirs. missing_calls above 0 is calls that the
-- ledger does not have; dropped_calls says how many of them the apps know of. Below 0: metrics were lost, or a process died within 10 s of its call.
-- Metrics come every 10 s and count a call when it ends, the ledger when it begins: expect a few calls of difference at both ends of
-- a period, and none in one that begins and ends in silence. Metrics are kept for 30 days. Floats, so cents may differ in the tenth place.
CREATE OR REPLACE VIEW tollgate.metrics_against_ledger DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_stats_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours,
    arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days
SELECT
    service, toInt64(round(sum(s.metric_calls))) AS metric_calls, sum(s.ledger_calls) AS ledger_calls, metric_calls - ledger_calls AS missing_calls,
    toInt64(round(sum(s.dropped))) AS dropped_calls, sum(s.metric_usd) AS metric_usd, toFloat64(sum(s.ledger_usd)) AS ledger_usd, metric_usd - ledger_usd AS missing_usd
FROM
(
    SELECT
        service, sumIf(value, metric = 'tollgate.calls') AS metric_calls, toInt64(0) AS ledger_calls, sumIf(value, metric = 'tollgate.dropped_calls') AS dropped,
        sumIf(value, metric = 'tollgate.cost') AS metric_usd, toDecimal128(0, 12) AS ledger_usd
    FROM
    (
        -- A series is a running sum of one process, so the highest value so far counts, however often it was delivered.
        SELECT
            toString(ServiceName) AS service, toString(MetricName) AS metric,
            max(Value) - maxIf(Value, TimeUnix < {from:DateTime('UTC')}) AS value
        FROM tollgate.otel_metrics_sum
        WHERE MetricName IN ('tollgate.calls', 'tollgate.cost', 'tollgate.dropped_calls') AND AggregationTemporality = 2
            AND received_at >= {from:DateTime('UTC')} - INTERVAL 1 DAY AND TimeUnix < {to:DateTime('UTC')}
        GROUP BY ServiceName, MetricName, ResourceAttributes, Attributes, StartTimeUnix
        HAVING max(TimeUnix) >= {from:DateTime('UTC')}
    )
    GROUP BY service
    UNION ALL
    SELECT toString(name), 0, calls, 0, 0, billed_usd
    FROM tollgate.call_stats
    WHERE part = 'service' AND is_total = 1 AND start >= toStartOfHour({from:DateTime('UTC')}) AND start < {to:DateTime('UTC')} AND tollgate_is_rolled(grain, start, ledger_hours, cut_days)
    UNION ALL
    SELECT toString(service), 0, toInt64(1), 0, 0, toDecimal128(cost, 12)
    FROM tollgate.llm_calls FINAL
    WHERE kind = 'call' AND source != 'foreign' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY service
-- Rows of the rollup whose calls went elsewhere since.
HAVING metric_calls != 0 OR ledger_calls != 0 OR dropped_calls != 0 OR metric_usd != 0 OR ledger_usd != 0
ORDER BY abs(missing_usd) DESC, abs(missing_calls) DESC, service;
