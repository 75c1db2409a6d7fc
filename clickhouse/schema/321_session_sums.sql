-- What sessions cost, by hour: a row for each session in it. A question about sessions has to sum each of them over its period, and a million of them here are a tenth
-- of the work that their calls are. Read it through top_sessions and cost_per_session (493), never directly: a row here is a correction, so only sums
-- mean anything, and the newest hours are not in it yet. Calls that name a session only, as billed.
--   session_key  tollgate_session_key(): ids are long and would be most of the table. Two of ten million sessions have one key with a chance of 1 in 400,000
--   is_marker    1: no session, but up to which moment the changes of the hour `start` are counted (rolled_at), as in 313
-- Signed integers: a wrong correction shows as a negative number.
CREATE OR REPLACE FUNCTION tollgate_session_key AS (tenant, session) -> cityHash64(toString(tenant), session);

CREATE TABLE IF NOT EXISTS tollgate.session_sums
(
    is_marker      UInt8,
    start          DateTime('UTC'),
    tenant         LowCardinality(String),
    session_key    UInt64,
    calls          SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    unpriced_calls SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    billed_usd     SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    rolled_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (is_marker, start, tenant, session_key)
TTL start + INTERVAL 10 YEAR;

-- Hours whose last touch is not surely counted here, as value_hours_to_roll for the rollup of single dimensions.
CREATE OR REPLACE VIEW tollgate.session_hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, max(touched_at) AS newest_touch
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.session_sums WHERE is_marker = 1
)
WHERE hour >= (SELECT first_hour FROM tollgate.ledger_floor)
GROUP BY hour
HAVING newest_touch > max(rolled_at);

-- By the rules told in 310 and 313: what the ledger says minus what is posted, for hours that have been quiet for 30 seconds, newest first, as many at once as fit in memory.
-- Once a minute, because a refresh with nothing to do costs its planning.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.session_sums_refresh REFRESH EVERY 1 MINUTE APPEND TO tollgate.session_sums DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.session_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours
SELECT is_marker, start, tenant, session_key, sum(d.calls) AS calls, sum(d.unpriced_calls) AS unpriced_calls, sum(d.billed_usd) AS billed_usd, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, hour AS start, toString(tenant) AS tenant, session_key, toInt64(calls) AS calls, toInt64(unpriced) AS unpriced_calls, toDecimal128(usd, 12) AS billed_usd, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT hour, tenant, tollgate_session_key(tenant, session) AS session_key, count() AS calls, countIf(cost_status = 'unpriced') AS unpriced, sum(cost) AS usd
        FROM tollgate.llm_calls FINAL
        WHERE kind = 'call' AND session != '' AND has(hours, hour)
        GROUP BY hour, tenant, session_key
    )
    UNION ALL
    SELECT 0, start, toString(tenant), session_key, -calls, -unpriced_calls, -billed_usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.session_sums
    WHERE is_marker = 0 AND has(hours, start)
    UNION ALL
    SELECT 1, arrayJoin(hours), '', 0, 0, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, start, tenant, session_key
HAVING is_marker = 1 OR calls != 0 OR unpriced_calls != 0 OR billed_usd != 0;
