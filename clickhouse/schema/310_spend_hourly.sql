-- Spend by hour and dimension, for years and for speed. Read it through spend_by_hour or spend_between, never directly: a row here is a
-- correction, so only sums mean anything, and the newest hours are not in it yet.
-- Rows with is_marker say up to which moment an hour's changes are counted (rolled_at). They stand in the same table and partition as the
-- sums, so that one insert posts both or neither. is_marker first in the key makes them quick to find.
-- Signed integers: a wrong correction shows as a negative number instead of 18 quintillion calls.
CREATE TABLE IF NOT EXISTS tollgate.spend_hourly
(
    is_marker          UInt8,
    hour               DateTime('UTC'),
    tenant             LowCardinality(String),
    project            LowCardinality(String),
    customer           LowCardinality(String),
    agent              LowCardinality(String),
    workflow           LowCardinality(String),
    model              LowCardinality(String),
    provider           LowCardinality(String),
    operation          LowCardinality(String),
    environment        LowCardinality(String),
    calls              SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    error_calls        SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    blocked_calls      SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    unpriced_calls     SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    estimated_calls    SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    input_tokens       SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cache_read_tokens  SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cache_write_tokens SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    output_tokens      SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    reasoning_tokens   SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    cost_usd           SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    rolled_at          SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment)
TTL hour + INTERVAL 10 YEAR;

-- Hours whose last touch is not surely counted: what the next refresh corrects, and what views read from the ledger meanwhile.
CREATE OR REPLACE VIEW tollgate.hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT hour, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_hourly WHERE is_marker = 1
)
GROUP BY hour
HAVING max(touched_at) > max(rolled_at);

-- Posts "the ledger's sums minus what is posted" for each such hour, so late rows, replays and vanished dimensions come out right, and any
-- error repairs itself at the hour's next touch. A stalled or failed refresh misses nothing: its hours stay to be rolled.
-- `hours` is one constant for the whole statement; evaluated twice, a touch in between would post only the minus.
-- 30 seconds: an insert stamps its touch before its rows can be seen, so a touch counts as done only when a refresh began that
-- much later. An insert that takes longer is corrected at the hour's next touch. The hours of a ledger that has expired cannot be
-- touched: 200_llm_calls.sql lets no row in that is older than its TTL.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.spend_hourly_refresh REFRESH EVERY 5 SECOND APPEND TO tollgate.spend_hourly DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM tollgate.hours_to_roll) AS hours
SELECT is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(d.calls) AS calls,
    sum(d.error_calls) AS error_calls,
    sum(d.blocked_calls) AS blocked_calls,
    sum(d.unpriced_calls) AS unpriced_calls,
    sum(d.estimated_calls) AS estimated_calls,
    sum(d.input_tokens) AS input_tokens,
    sum(d.cache_read_tokens) AS cache_read_tokens,
    sum(d.cache_write_tokens) AS cache_write_tokens,
    sum(d.output_tokens) AS output_tokens,
    sum(d.reasoning_tokens) AS reasoning_tokens,
    sum(d.cost_usd) AS cost_usd,
    max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, toInt64(calls) AS calls, toInt64(error_calls) AS error_calls, toInt64(blocked_calls) AS blocked_calls, toInt64(unpriced_calls) AS unpriced_calls, toInt64(estimated_calls) AS estimated_calls, toInt64(input_tokens) AS input_tokens, toInt64(cache_read_tokens) AS cache_read_tokens, toInt64(cache_write_tokens) AS cache_write_tokens, toInt64(output_tokens) AS output_tokens, toInt64(reasoning_tokens) AS reasoning_tokens, toDecimal128(cost_usd, 12) AS cost_usd, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
            count() AS calls,
            countIf(status NOT IN ('ok', 'blocked')) AS error_calls,
            countIf(status = 'blocked') AS blocked_calls,
            countIf(cost_status = 'unpriced') AS unpriced_calls,
            countIf(cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider')) AS estimated_calls,
            sum(c.input_tokens) AS input_tokens,
            sum(c.cache_read_tokens) AS cache_read_tokens,
            sum(c.cache_write_tokens) AS cache_write_tokens,
            sum(c.output_tokens) AS output_tokens,
            sum(c.reasoning_tokens) AS reasoning_tokens,
            sum(c.cost) AS cost_usd
        FROM tollgate.llm_calls AS c FINAL
        WHERE kind = 'call' AND hour IN (SELECT arrayJoin(hours))
        GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
    )
    UNION ALL
    SELECT 0, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment, -calls, -error_calls, -blocked_calls, -unpriced_calls, -estimated_calls, -input_tokens, -cache_read_tokens, -cache_write_tokens, -output_tokens, -reasoning_tokens, -cost_usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT 1, arrayJoin(hours), '', '', '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING is_marker = 1 OR calls != 0 OR cost_usd != 0 OR error_calls != 0 OR blocked_calls != 0 OR unpriced_calls != 0 OR estimated_calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0;
