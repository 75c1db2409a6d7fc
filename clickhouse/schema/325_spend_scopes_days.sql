-- spend_scopes with the days and months that 325_scope_days_posted.sql tells of, made from its quarters, and with granules of 1,024 rows as told in 323.
-- What is posted between the copy and the exchange is lost with its markers, so the next refresh posts it again. Interrupted anywhere, the file can be run again from its
-- beginning.
DROP TABLE IF EXISTS tollgate.spend_scopes_next SYNC;

CREATE TABLE tollgate.spend_scopes_next
(
    is_marker  UInt8,
    scope      LowCardinality(String),
    hour       DateTime('UTC'),
    tenant     LowCardinality(String),
    value      String,
    quarter    DateTime('UTC'),
    calls      SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    usd        SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    refund_usd SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    rolled_at  SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (is_marker, scope, hour, tenant, value, quarter)
TTL hour + INTERVAL 10 YEAR
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;

-- Each row is posted three times instead of grouped, which would not fit in memory for years; the engine sums them in the background. A quarter's row below zero counts
-- as refund: more than there was, never less.
INSERT INTO tollgate.spend_scopes_next SELECT place.1, scope, place.2, tenant, value, place.3, calls, usd, if(was_marker = 1, refund_usd, greatest(refund_usd, -usd)), rolled_at
FROM
(
    SELECT is_marker AS was_marker, scope, hour AS of_hour, tenant, value, quarter AS of_quarter, calls, usd, refund_usd, rolled_at
    FROM tollgate.spend_scopes
    WHERE is_marker <= 1
)
ARRAY JOIN if(was_marker = 1, [(1, of_hour, of_quarter)],
    [(0, of_hour, of_quarter), (2, tollgate_last_hour_of_day(of_hour), tollgate_last_hour_of_day(of_hour)), (3, tollgate_last_hour_of_month(of_hour), tollgate_last_hour_of_month(of_hour))]) AS place
SETTINGS max_partitions_per_insert_block = 0;

EXCHANGE TABLES tollgate.spend_scopes_next AND tollgate.spend_scopes;

DROP TABLE tollgate.spend_scopes_next SYNC;
