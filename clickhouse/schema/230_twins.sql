-- Calls that stand in the ledger at more than one place. A place is (hour, tenant): rows of one call collapse only within one, and the tombstones
-- of 200 reach ten minutes over the hour. What is left are clocks that are further apart (a gateway's and an app's), an app and a gateway of ours that
-- name two tenants, results of a batch whose answers say no time and that two processes read on two days, and a broken clock's span that is
-- delivered again after midnight. Equal call_ids are the same call: unique id or same span. So a sweep leaves the best place and posts a tombstone at
-- each other one: until then, some seconds, the call counts twice.
--
-- Best is: highest rank, then priced before unpriced, then a tenant that was named, then the earliest, then the first to arrive.
-- A tombstone's rank is that of its row plus one (11, 17 to 31), so that only a better row at that place can come back, to be judged by the next sweep.
-- A rank tells its kind, therefore: even ones but 12 are calls, odd ones and 12 tombstones.
--
-- Places are compared that arrived within two days of each other, whatever hours they are: longer than an app keeps spans. Results of batches: within
-- 35 days of hours, because Anthropic keeps them 29 days, OpenAI 30.
-- The table says which calls had twins and which place was left, for 90 days.
CREATE TABLE IF NOT EXISTS tollgate.twins
(
    is_marker   UInt8,
    swept_to    DateTime('UTC'),
    hour        DateTime('UTC'),
    ts          DateTime64(3, 'UTC'),
    tenant      LowCardinality(String),
    call_id     UInt64,
    rank        UInt8,
    tier        LowCardinality(String),
    kept_hour   DateTime('UTC'),
    kept_tenant LowCardinality(String),
    found_at    DateTime('UTC')
)
ENGINE = ReplacingMergeTree(found_at)
ORDER BY (is_marker, hour, tenant, call_id)
TTL found_at + INTERVAL 90 DAY;

-- What arrived lately is found without reading the rest: a granule of the ledger is of one hour or two. Without it a sweep reads the
-- column of 10M calls whole.
ALTER TABLE tollgate.llm_calls ADD INDEX IF NOT EXISTS ingested ingested_at TYPE minmax GRANULARITY 1;
ALTER TABLE tollgate.llm_calls MATERIALIZE INDEX ingested;

CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.llm_calls_from_twins TO tollgate.llm_calls DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, ts, tenant, call_id, rank, 'superseded' AS kind, now('UTC') AS ingested_at, tier
FROM tollgate.twins
WHERE is_marker = 0;

-- Looks at what arrived since the last sweep, at most a day of it, so that one after a long stop stays small. The marker says up to when all is well:
-- 30 seconds less, because a row is stamped before it can be seen, and never past a row that this very sweep posts a tombstone for. Should that fail,
-- the next sweep finds it again.
-- Rows of a place are not collapsed by FINAL here, which would cost more: the highest rank is the row that FINAL leaves.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.twins_sweep REFRESH EVERY 5 SECOND APPEND TO tollgate.twins DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (SELECT if(max(swept_to) = 0, now('UTC') - INTERVAL 1 DAY, max(swept_to)) FROM tollgate.twins WHERE is_marker = 1) AS since,
    (SELECT (count() > 0, countIf(tier = 'batch') > 0) FROM tollgate.llm_calls WHERE kind = 'call' AND ingested_at >= since AND ingested_at < since + INTERVAL 1 DAY) AS arrived
SELECT
    row.1 AS is_marker, row.2 AS swept_to, row.3 AS hour, row.4 AS ts, row.5 AS tenant, row.6 AS call_id, row.7 AS rank, row.8 AS tier,
    row.9 AS kept_hour, row.10 AS kept_tenant, now('UTC') AS found_at
FROM
(
    SELECT arrayConcat(
        groupArray((toUInt8(0), toDateTime(0, 'UTC'), hour, row_ts, toString(tenant), call_id, toUInt8(top + 1), toString(any_tier), kept_hour, toString(kept_tenant))),
        [(
            toUInt8(1),
            greatest(since, least(now('UTC') - INTERVAL 30 SECOND, since + INTERVAL 1 DAY, if(count() = 0, now('UTC'), min(newest) - INTERVAL 1 SECOND))),
            toDateTime(0, 'UTC'), toDateTime64(0, 3, 'UTC'), '', toUInt64(0), toUInt8(0), '', toDateTime(0, 'UTC'), ''
        )]) AS rows
    FROM
    (
        SELECT
            hour, row_ts, tenant, call_id, top, any_tier,
            row_number() OVER best AS place,
            first_value(hour) OVER best AS kept_hour,
            first_value(tenant) OVER best AS kept_tenant,
            max(arrived_at) OVER (PARTITION BY call_id) AS newest
        FROM
        (
            SELECT
                hour, tenant, call_id, max(rank) AS top, argMax(kind, rank) AS top_kind, argMax(ts, rank) AS row_ts,
                argMax(cost_status, rank) AS status, max(tier) AS any_tier, max(ingested_at) AS arrived_at, min(ingested_at) AS first_at
            FROM
            (
                SELECT hour, tenant, call_id, rank, kind, ts, cost_status, tier, ingested_at
                FROM tollgate.llm_calls
                WHERE ingested_at >= if(arrived.1, since - INTERVAL 2 DAY, now('UTC') + INTERVAL 1 YEAR)
                    AND call_id IN (SELECT call_id FROM tollgate.llm_calls WHERE kind = 'call' AND ingested_at >= since AND ingested_at < since + INTERVAL 1 DAY)
                UNION ALL
                SELECT hour, tenant, call_id, rank, kind, ts, cost_status, tier, ingested_at
                FROM tollgate.llm_calls
                WHERE hour >= if(arrived.2, since - INTERVAL 35 DAY, now('UTC') + INTERVAL 1 YEAR) AND tier = 'batch'
                    AND call_id IN (SELECT call_id FROM tollgate.llm_calls WHERE kind = 'call' AND tier = 'batch' AND ingested_at >= since AND ingested_at < since + INTERVAL 1 DAY)
            )
            GROUP BY hour, tenant, call_id
            HAVING top_kind = 'call'
        )
        WINDOW best AS (PARTITION BY call_id ORDER BY top DESC, status = 'unpriced', tenant = 'default', row_ts, first_at, hour, tenant)
    )
    WHERE place > 1
)
ARRAY JOIN rows AS row
WHERE arrived.1 OR since < now('UTC') - INTERVAL 6 HOUR;
