-- Tokens and billed money by everything that a price depends on, by hour and by UTC day: what savings are computed from. A cost is a sum of tokens × rates, so one
-- product a row here stands for the products of all its calls, exactly, and a question about ten million calls reads some ten thousand rows.
-- Read it through usage_rows (484), never directly: a row here is a correction, so only sums mean anything, and the newest hours are not in it yet.
-- Calls only, as billed: corrections have no tokens.
--   ending      'ok', 'blocked', 'interrupted' (a stream that was left), or 'error'
--   is_short    at most 4,000 tokens in and 400 out, none of them reasoning: a question that a small model may do as well
--   is_plain    all its tokens are of text, in counts that do not contradict each other: its tokens cost what the six sums say
--   is_cached   read from a cache of the provider's or wrote to it
--   size        how many of usage_sizes() its input is above: all limits at which a price of the book changes with the length of the context
-- Signed integers: a wrong correction shows as a negative number.

-- Context lengths above which some price of the book is another one. A price with a limit that is none of these (in tollgate.prices.yaml) is not compared for
-- calls between its neighbours; a test holds the list to the book.
CREATE OR REPLACE FUNCTION tollgate_usage_sizes AS () -> [32000, 100000, 128000, 199999, 200000, 256000, 271999, 272000, 512000, 524288];

CREATE OR REPLACE VIEW tollgate.ledger_usage DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, agent, provider, model, operation, tier, price_id, cost_status,
    multiIf(status = 'blocked', 'blocked', status != 'ok', 'error', usage_source = 'interrupted', 'interrupted', 'ok') AS ending,
    time_to_first_chunk_ms IS NOT NULL AS is_streamed,
    cache_read_tokens + cache_write_tokens > 0 AS is_cached,
    input_tokens <= 4000 AND output_tokens <= 400 AND reasoning_tokens = 0 AS is_short,
    empty(media_tokens) AND cache_read_tokens + cache_write_tokens <= input_tokens AND cache_write_1h_tokens <= cache_write_tokens AND reasoning_tokens <= output_tokens AS is_plain,
    toUInt8(arrayCount(limit -> input_tokens > limit, tollgate_usage_sizes())) AS size,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, cost AS billed_usd
FROM tollgate.llm_calls FINAL
WHERE kind = 'call';

CREATE TABLE IF NOT EXISTS tollgate.spend_usage
(
    is_marker             UInt8,
    grain                 Enum8('hour' = 0, 'day' = 1),
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
TTL start + INTERVAL 10 YEAR;

-- Hours whose last touch is not surely counted here, as value_hours_to_roll for the rollup of single dimensions.
CREATE OR REPLACE VIEW tollgate.usage_hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, max(touched_at) AS newest_touch
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_usage WHERE is_marker = 1
)
WHERE hour >= (SELECT first_hour FROM tollgate.ledger_floor)
GROUP BY hour
HAVING newest_touch > max(rolled_at);

-- By the rules told in 310 and 313: what the ledger says minus what is posted, for hours that have been quiet for 30 seconds, newest first, as many at once as
-- fit in memory. What an hour is corrected by, its day is corrected by.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.spend_usage_refresh REFRESH EVERY 5 SECOND APPEND TO tollgate.spend_usage DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.usage_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours
SELECT is_marker, posted.1 AS grain, posted.2 AS start, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size,
    calls, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, billed_usd, rolled_at
FROM
(
    SELECT is_marker, hour, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size,
        sum(d.calls) AS calls, sum(d.input_tokens) AS input_tokens, sum(d.cache_read_tokens) AS cache_read_tokens, sum(d.cache_write_tokens) AS cache_write_tokens, sum(d.cache_write_1h_tokens) AS cache_write_1h_tokens, sum(d.output_tokens) AS output_tokens, sum(d.reasoning_tokens) AS reasoning_tokens, sum(d.billed_usd) AS billed_usd, max(d.rolled_at) AS rolled_at
    FROM
    (
        SELECT 0 AS is_marker, hour, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size, toInt64(calls) AS calls, toInt64(input_tokens) AS input_tokens, toInt64(cache_read_tokens) AS cache_read_tokens, toInt64(cache_write_tokens) AS cache_write_tokens, toInt64(cache_write_1h_tokens) AS cache_write_1h_tokens, toInt64(output_tokens) AS output_tokens, toInt64(reasoning_tokens) AS reasoning_tokens, toDecimal128(billed_usd, 12) AS billed_usd, toDateTime64(0, 3, 'UTC') AS rolled_at
        FROM
        (
            SELECT hour, toString(tenant) AS tenant, toString(agent) AS agent, toString(provider) AS provider, toString(model) AS model, toString(operation) AS operation, toString(tier) AS tier, toString(price_id) AS price_id, toString(cost_status) AS cost_status, toString(ending) AS ending, is_streamed, is_cached, is_short, is_plain, size,
                count() AS calls, sum(u.input_tokens) AS input_tokens, sum(u.cache_read_tokens) AS cache_read_tokens, sum(u.cache_write_tokens) AS cache_write_tokens, sum(u.cache_write_1h_tokens) AS cache_write_1h_tokens, sum(u.output_tokens) AS output_tokens, sum(u.reasoning_tokens) AS reasoning_tokens, sum(u.billed_usd) AS billed_usd
            FROM tollgate.ledger_usage AS u
            WHERE hour IN (SELECT arrayJoin(hours))
            GROUP BY hour, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size
        )
        UNION ALL
        SELECT 0, start, toString(tenant), toString(agent), toString(provider), toString(model), toString(operation), toString(tier), toString(price_id), toString(cost_status), toString(ending), is_streamed, is_cached, is_short, is_plain, size, -calls, -input_tokens, -cache_read_tokens, -cache_write_tokens, -cache_write_1h_tokens, -output_tokens, -reasoning_tokens, -billed_usd, toDateTime64(0, 3, 'UTC')
        FROM tollgate.spend_usage
        WHERE is_marker = 0 AND grain = 'hour' AND start IN (SELECT arrayJoin(hours))
        UNION ALL
        SELECT 1, arrayJoin(hours), '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS d
    GROUP BY is_marker, hour, tenant, agent, provider, model, operation, tier, price_id, cost_status, ending, is_streamed, is_cached, is_short, is_plain, size
    HAVING is_marker = 1 OR calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR cache_write_1h_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0 OR billed_usd != 0
)
ARRAY JOIN if(is_marker = 1, [('hour', hour)], [('hour', hour), ('day', toStartOfDay(hour))]) AS posted;
