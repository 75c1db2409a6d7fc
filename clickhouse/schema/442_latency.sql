-- How long the calls of [from, to) took, by provider, model and operation, most calls first: SELECT * FROM tollgate.latency(from = …, to = …).
-- Calls that failed, were blocked or interrupted are not in it: a quick refusal would make a provider look fast. Milliseconds.
-- ttft_* is the time to the first token and only over streamed_calls, NULL without any. tokens_per_second is of output, of streams from the first
-- token on and else over the whole call; p5 is the slow end. Percentiles are t-digests: of a few hundred calls the nearest ones, of many about
-- 1 % off.
CREATE OR REPLACE VIEW tollgate.latency DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    provider, model, operation, calls, streamed_calls,
    latencies[1] AS latency_p50_ms, latencies[2] AS latency_p95_ms, latencies[3] AS latency_p99_ms,
    if(streamed_calls = 0, NULL, ttfts[1]) AS ttft_p50_ms, if(streamed_calls = 0, NULL, ttfts[2]) AS ttft_p95_ms, if(streamed_calls = 0, NULL, ttfts[3]) AS ttft_p99_ms,
    if(timed_calls = 0, NULL, speeds[1]) AS tokens_per_second_p5, if(timed_calls = 0, NULL, speeds[2]) AS tokens_per_second_p50
FROM
(
    SELECT
        provider, model, operation, count() AS calls, countIf(is_streamed) AS streamed_calls, countIf(is_timed) AS timed_calls,
        quantilesTDigest(0.5, 0.95, 0.99)(latency_ms) AS latencies,
        quantilesTDigestIf(0.5, 0.95, 0.99)(ttft, is_streamed) AS ttfts,
        quantilesTDigestIf(0.05, 0.5)(output_tokens * 1000 / writing_ms, is_timed) AS speeds
    FROM
    (
        SELECT
            toString(provider) AS provider, toString(model) AS model, toString(operation) AS operation, latency_ms, output_tokens,
            time_to_first_chunk_ms IS NOT NULL AS is_streamed, ifNull(time_to_first_chunk_ms, 0) AS ttft,
            -- A stream whose only piece came at the end has no time of writing.
            if(ttft < latency_ms, latency_ms - ttft, 0) AS writing_ms,
            output_tokens > 0 AND writing_ms > 0 AS is_timed
        FROM tollgate.calls
        WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
            AND status = 'ok' AND usage_source != 'interrupted'
    )
    GROUP BY provider, model, operation
)
ORDER BY calls DESC, provider, model, operation;
