-- What calls took and which have no price, for questions that needed every single call before: a row for each value, by hour and (but for 'unpriced') by UTC day. Read it
-- through latency, unpriced_models and metrics_against_ledger (494), never directly: a row here is a correction, so only sums mean
-- anything, and the newest hours are not in it yet. Calls only, as billed: corrections take no time.
--   part      'latency'   of calls that succeeded and were not interrupted, by provider, model and operation
--             'service'   of our own calls, by service (in name)
--             'unpriced'  of calls that have no price and were given none since, by provider, model and tier (in name), by hour only
--             'marker'    no part, but up to which moment the changes of the hour `start` are counted (rolled_at), in the same table and partition as
--                         the sums, so that one insert posts both or neither
--   is_total  1: of all tenants, whose name then is ''. Percentiles cost by the row, and twenty tenants are seven times the rows. A tenant's own reader sees only the
--             rows of its tenant (918) and asks for these; 'service' has none
--   latencies, first_chunks, speeds  (buckets, calls in each): milliseconds of the call, milliseconds to its first piece, and thousandths of an output token a second.
--             Buckets as tollgate_bucket() has them, so a percentile is at most 1 % off the call that it is of
--   seen      (when it was rolled up, first call, last call) of 'unpriced': the newest of several counts, which is max() of the three
-- Signed integers: a wrong correction shows as a negative number.

-- A bucket of a number from 0 on, and the number in its middle: neighbours are 1.7 % apart, so a call is within 0.84 % of its bucket's. Whole numbers below 58 have
-- a bucket each and come back as they are. Above, one decimal: rounding to whole numbers would take the error over 1 %.
CREATE OR REPLACE FUNCTION tollgate_bucket AS (number) -> toUInt16(round(60 * log1p(number)));

CREATE OR REPLACE FUNCTION tollgate_bucket_value AS (bucket) -> if(bucket < 245, round(exp(bucket / 60) - 1), round(exp(bucket / 60) - 1, 1));

-- How long a call wrote: from its first piece on, or all of it where it was not streamed. A stream whose only piece came at the end has no time of writing.
CREATE OR REPLACE FUNCTION tollgate_writing_ms AS (latency_ms, first_chunk_ms) ->
    if(ifNull(first_chunk_ms, 0) < latency_ms, latency_ms - ifNull(first_chunk_ms, 0), 0);

CREATE OR REPLACE FUNCTION tollgate_speed_bucket AS (output_tokens, writing_ms) -> tollgate_bucket(output_tokens * 1e6 / greatest(writing_ms, 1));

CREATE TABLE IF NOT EXISTS tollgate.call_stats
(
    part           Enum8('marker' = 0, 'latency' = 1, 'service' = 2, 'unpriced' = 3),
    is_total       UInt8,
    tenant         LowCardinality(String),
    grain          Enum8('hour' = 0, 'day' = 1),
    start          DateTime('UTC'),
    provider       LowCardinality(String),
    model          LowCardinality(String),
    operation      LowCardinality(String),
    name           LowCardinality(String),
    calls          SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    streamed_calls SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    timed_calls    SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    latencies      SimpleAggregateFunction(sumMap, Tuple(Array(UInt16), Array(Int64))) CODEC(ZSTD(1)),
    first_chunks   SimpleAggregateFunction(sumMap, Tuple(Array(UInt16), Array(Int64))) CODEC(ZSTD(1)),
    speeds         SimpleAggregateFunction(sumMap, Tuple(Array(UInt16), Array(Int64))) CODEC(ZSTD(1)),
    input_tokens   SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    output_tokens  SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    billed_usd     SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    seen           SimpleAggregateFunction(max, Tuple(rolled_at DateTime64(3, 'UTC'), first DateTime64(3, 'UTC'), last DateTime64(3, 'UTC'))) CODEC(ZSTD(1)),
    rolled_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (part, is_total, tenant, grain, start, provider, model, operation, name)
TTL start + INTERVAL 10 YEAR
-- A row may be a kilobyte, and days lie beside hours: of 8,192 rows a question about days would read ten megabytes that it does not need.
SETTINGS index_granularity = 128;

-- Hours whose last touch is not surely counted here, as value_hours_to_roll for the rollup of single dimensions.
CREATE OR REPLACE VIEW tollgate.stats_hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, max(touched_at) AS newest_touch
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.call_stats WHERE part = 'marker'
)
WHERE hour >= (SELECT first_hour FROM tollgate.ledger_floor)
GROUP BY hour
HAVING newest_touch > max(rolled_at);

-- By the rules told in 310 and 313: what the ledger says minus what is posted, for hours that have been quiet for 30 seconds, newest first, as many at once as
-- fit in memory. What an hour is corrected by, its day is corrected by; but a day of which all hours are rolled, as they are when drift is repaired, is posted as what
-- they say minus what is posted for it, so that its own errors are repaired, too. Reading each touched hour's whole day took most of a refresh.
-- Once in half a minute, because a refresh with nothing to do costs its planning.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.call_stats_refresh REFRESH EVERY 30 SECOND APPEND TO tollgate.call_stats DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.stats_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayFilter(d -> hasAll(hours, arrayMap(i -> d + toIntervalHour(i), range(24))), arrayDistinct(arrayMap(h -> toStartOfDay(h), hours))) AS whole_days,
    toDateTime64(0, 3, 'UTC') AS never,
    toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS not_yet
SELECT part, is_total, tenant, grain, start, provider, model, operation, name,
    sum(d.calls) AS calls, sum(d.streamed_calls) AS streamed_calls, sum(d.timed_calls) AS timed_calls,
    sumMap(d.latencies) AS latencies, sumMap(d.first_chunks) AS first_chunks, sumMap(d.speeds) AS speeds,
    sum(d.input_tokens) AS input_tokens, sum(d.output_tokens) AS output_tokens, sum(d.billed_usd) AS billed_usd,
    if(max(d.last_seen) = never, (never, never, never), (now64(3, 'UTC'), min(d.first_seen), max(d.last_seen))) AS seen, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT part, place.1 AS is_total, if(is_total = 1, '', tenant) AS tenant, place.2 AS grain, if(grain = 'day', toStartOfDay(hour), hour) AS start, provider, model, operation, name,
        toInt64(calls) AS calls, toInt64(streamed_calls) AS streamed_calls, toInt64(timed_calls) AS timed_calls, latencies, first_chunks, speeds,
        toInt64(input_tokens) AS input_tokens, toInt64(output_tokens) AS output_tokens, toDecimal128(billed_usd, 12) AS billed_usd, first_seen, last_seen, never AS rolled_at
    FROM
    (
        SELECT 'latency' AS part, hour, toString(tenant) AS tenant, toString(provider) AS provider, toString(model) AS model, toString(operation) AS operation, '' AS name,
            count() AS calls, countIf(is_streamed) AS streamed_calls, countIf(is_timed) AS timed_calls,
            sumMap(([tollgate_bucket(latency_ms)], [toInt64(1)])) AS latencies,
            sumMapIf(([tollgate_bucket(first_chunk_ms)], [toInt64(1)]), is_streamed) AS first_chunks,
            sumMapIf(([tollgate_speed_bucket(c.output_tokens, writing_ms)], [toInt64(1)]), is_timed) AS speeds,
            0 AS input_tokens, 0 AS output_tokens, 0 AS billed_usd, not_yet AS first_seen, never AS last_seen
        FROM
        (
            SELECT hour, tenant, provider, model, operation, latency_ms, output_tokens, time_to_first_chunk_ms IS NOT NULL AS is_streamed, ifNull(time_to_first_chunk_ms, 0) AS first_chunk_ms,
                tollgate_writing_ms(latency_ms, time_to_first_chunk_ms) AS writing_ms, output_tokens > 0 AND writing_ms > 0 AS is_timed
            FROM tollgate.llm_calls FINAL
            WHERE kind = 'call' AND status = 'ok' AND usage_source != 'interrupted' AND has(hours, hour)
        ) AS c
        GROUP BY hour, tenant, provider, model, operation
        UNION ALL
        SELECT 'service', hour, '', '', '', '', toString(service) AS name, count(), 0, 0,
            ([], []), ([], []), ([], []), 0, 0, sum(cost), not_yet, never
        FROM tollgate.llm_calls FINAL
        WHERE kind = 'call' AND source != 'foreign' AND has(hours, hour)
        GROUP BY hour, name
        UNION ALL
        SELECT 'unpriced', hour, toString(tenant) AS of_tenant, toString(provider) AS of_provider, toString(model) AS of_model, '', toString(tier) AS name, count(), 0, 0,
            ([], []), ([], []), ([], []), sum(c.input_tokens), sum(c.output_tokens), 0, min(ts), max(ts)
        FROM tollgate.llm_calls AS c FINAL
        WHERE kind = 'call' AND cost_status = 'unpriced' AND has(hours, hour) AND (hour, tenant, call_id) NOT IN (
            SELECT hour, tenant, corrects FROM tollgate.llm_calls FINAL
            WHERE kind = 'correction' AND has(hours, hour)
            GROUP BY hour, tenant, corrects HAVING sum(unpriced_delta) < 0)
        GROUP BY hour, of_tenant, of_provider, of_model, name
    )
    ARRAY JOIN multiIf(part = 'latency', [(1, 'hour'), (1, 'day'), (0, 'hour'), (0, 'day')], part = 'service', [(1, 'hour'), (1, 'day')], [(1, 'hour'), (0, 'hour')]) AS place
    UNION ALL
    SELECT toString(part), is_total, toString(tenant), arrayJoin(if(part = 'unpriced' OR has(whole_days, toStartOfDay(start)), ['hour'], ['hour', 'day'])) AS to_grain,
        if(to_grain = 'day', toStartOfDay(start), start), toString(provider), toString(model), toString(operation), toString(name), -calls, -streamed_calls, -timed_calls,
        (latencies.1, arrayMap(n -> -n, latencies.2)), (first_chunks.1, arrayMap(n -> -n, first_chunks.2)), (speeds.1, arrayMap(n -> -n, speeds.2)),
        -input_tokens, -output_tokens, -billed_usd, not_yet, never, never
    FROM tollgate.call_stats
    WHERE part != 'marker' AND grain = 'hour' AND has(hours, start)
    UNION ALL
    SELECT toString(part), is_total, toString(tenant), 'day', start, toString(provider), toString(model), toString(operation), toString(name), -calls, -streamed_calls, -timed_calls,
        (latencies.1, arrayMap(n -> -n, latencies.2)), (first_chunks.1, arrayMap(n -> -n, first_chunks.2)), (speeds.1, arrayMap(n -> -n, speeds.2)),
        -input_tokens, -output_tokens, -billed_usd, not_yet, never, never
    FROM tollgate.call_stats
    WHERE part != 'marker' AND grain = 'day' AND has(whole_days, start)
    UNION ALL
    SELECT 'marker', 0, '', 'hour', arrayJoin(hours), '', '', '', '', 0, 0, 0, ([], []), ([], []), ([], []), 0, 0, toDecimal128(0, 12), not_yet, never, now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY part, is_total, tenant, grain, start, provider, model, operation, name
-- Unpriced calls' hours always, for when they were seen.
HAVING part = 'marker' OR calls != 0 OR streamed_calls != 0 OR timed_calls != 0 OR notEmpty(latencies.1) OR notEmpty(first_chunks.1) OR notEmpty(speeds.1)
    OR input_tokens != 0 OR output_tokens != 0 OR billed_usd != 0 OR seen.1 != never;
