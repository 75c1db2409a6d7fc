-- spend_usage with thirds and months of all days that it has (326_months_posted.sql), and with granules of 1,024 rows and months merged to one part, for the reasons told in 323.
-- What a refresh posts between the copy and the exchange is lost with its markers, so the next refresh posts it again. Interrupted anywhere, the file can be run again
-- from its beginning: thirds and months are made anew from the days.
DROP TABLE IF EXISTS tollgate.spend_usage_next SYNC;

CREATE TABLE tollgate.spend_usage_next
(
    is_marker             UInt8,
    grain                 Enum8('hour' = 0, 'day' = 1, 'third' = 2, 'month' = 3),
    start                 DateTime('UTC'),
    tenant                LowCardinality(String),
    agent                 LowCardinality(String),
    provider              LowCardinality(String),
    model                 LowCardinality(String),
    operation             LowCardinality(String),
    tier                  LowCardinality(String),
    price_id              LowCardinality(String),
    cost_status           LowCardinality(String),
    ending                LowCardinality(String),
    is_streamed           UInt8,
    is_cached             UInt8,
    is_short              UInt8,
    is_plain              UInt8,
    size                  UInt8,
    calls                 SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    input_tokens          SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cache_read_tokens     SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cache_write_tokens    SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cache_write_1h_tokens SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    output_tokens         SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    reasoning_tokens      SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    billed_usd            SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    rolled_at             SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (is_marker, grain, start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size)
TTL start + INTERVAL 10 YEAR
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;

-- Ten years are 120 partitions.
INSERT INTO tollgate.spend_usage_next SELECT is_marker, posted.1 AS grain, posted.2 AS start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd, rolled_at
FROM tollgate.spend_usage AS u
ARRAY JOIN if(u.grain = 'day', [('day', u.start), ('third', tollgate_third(u.start)), ('month', tollgate_month(u.start))], [(toString(u.grain), u.start)]) AS posted
WHERE u.grain IN ('hour', 'day')
SETTINGS max_partitions_per_insert_block = 0;

EXCHANGE TABLES tollgate.spend_usage_next AND tollgate.spend_usage;

DROP TABLE tollgate.spend_usage_next SYNC;
