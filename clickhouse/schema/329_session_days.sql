-- The days (329_days_posted_of_sessions.sql) of what was rolled up before, in a new table as in 323: what a refresh posts between the copy and the exchange is lost with its
-- markers, so the next one posts it again. So are markers of the last two minutes left out: hours and days are read one after the other. Interrupted anywhere, the file can be
-- run again from its beginning.
DROP TABLE IF EXISTS tollgate.session_sums_next SYNC;

CREATE TABLE tollgate.session_sums_next
(
    is_marker      UInt8,
    start          DateTime('UTC'),
    tenant         LowCardinality(String),
    session_key    UInt64,
    calls          SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    unpriced_calls SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    billed_usd     SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(LZ4),
    rolled_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (is_marker, start, tenant, session_key)
TTL start + INTERVAL 10 YEAR
SETTINGS min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;

INSERT INTO tollgate.session_sums_next SELECT is_marker, start, tenant, session_key, calls, unpriced_calls, billed_usd, rolled_at
FROM
(
    SELECT is_marker, start, toString(tenant) AS tenant, session_key, calls, unpriced_calls, billed_usd, rolled_at
    FROM tollgate.session_sums
    WHERE is_marker = 0 OR (is_marker = 1 AND rolled_at < now64(3, 'UTC') - INTERVAL 2 MINUTE)
    UNION ALL
    SELECT posted.1, day, tenant, posted.2, posted.3, posted.4, posted.5, toDateTime64(0, 3, 'UTC')
    FROM
    (
        SELECT
            day, tenant, session_key, calls, unpriced_calls, billed_usd, row_number() OVER (PARTITION BY day, tenant, unpriced_calls > 0 ORDER BY billed_usd DESC, calls DESC, session_key) AS place,
            session_key IN (SELECT session_key FROM tollgate.session_sums WHERE is_marker = 0 GROUP BY session_key HAVING min(toDate(start)) != max(toDate(start))) AS is_of_more_days
        FROM
        (
            SELECT toStartOfDay(start) AS day, toString(tenant) AS tenant, session_key, sum(h.calls) AS calls, sum(h.unpriced_calls) AS unpriced_calls, sum(h.billed_usd) AS billed_usd
            FROM tollgate.session_sums AS h
            WHERE is_marker = 0
            GROUP BY day, tenant, session_key
            HAVING calls != 0
        )
    )
    ARRAY JOIN arrayConcat(
        [if(unpriced_calls = 0, (2, tollgate_session_bucket(billed_usd), toInt64(1), toInt64(0), billed_usd), (2, toUInt64(0), toInt64(0), toInt64(1), toDecimal128(0, 12)))],
        if(place <= 20, [(3, session_key, calls, unpriced_calls, billed_usd)], []),
        if(is_of_more_days, [(4, session_key, toInt64(1), toInt64(0), toDecimal128(0, 12))], [])) AS posted
)
-- A million sessions take 0.2 GB here.
SETTINGS max_partitions_per_insert_block = 0, max_bytes_before_external_group_by = 1000000000, max_bytes_before_external_sort = 1000000000;

EXCHANGE TABLES tollgate.session_sums_next AND tollgate.session_sums;

DROP TABLE tollgate.session_sums_next SYNC;
