-- Spend by quarter hour and by value of each scope that a budget may have: what budgets are read from. A month of a million calls has to be
-- answered in the guard's 5 seconds, and the ledger itself took 2.4 s for that. Read it through budget_quarters, never directly: a row
-- here is a correction, as in 310_spend_hourly.sql, and the newest hours are not in it yet.
-- Scope first in the key, so that only scopes with a budget are read: 'user' alone may be as long as the ledger.
-- Quarter hours, because all timezones' midnights fall on one; hours would put half an hour of India's spend on the wrong day.

-- Each call once for each scope. A model budget goes by the model that was asked for, because that is what a guard knows before the call.
CREATE OR REPLACE VIEW tollgate.calls_by_scope DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, ts, call_id, toStartOfFifteenMinutes(toDateTime(ts, 'UTC')) AS quarter, tenant, scoped.1 AS scope, toString(scoped.2) AS value, cost AS usd
FROM tollgate.llm_calls AS c FINAL
ARRAY JOIN
    [('total', ''), ('tenant', tenant), ('project', project), ('customer', customer), ('agent', agent), ('user', user_id),
     ('model', if(request_model = '', model, request_model)), ('provider', provider), ('environment', environment)] AS scoped
WHERE kind = 'call';

CREATE TABLE IF NOT EXISTS tollgate.spend_scopes
(
    is_marker UInt8,
    scope     LowCardinality(String),
    hour      DateTime('UTC'),
    tenant    LowCardinality(String),
    value     LowCardinality(String),
    quarter   DateTime('UTC'),
    calls     SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
    usd       SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    rolled_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (is_marker, scope, hour, tenant, value, quarter)
TTL hour + INTERVAL 10 YEAR;

-- Hours whose last touch is not surely counted here, as hours_to_roll for the other rollup.
CREATE OR REPLACE VIEW tollgate.scope_hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT hour, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_scopes WHERE is_marker = 1
)
GROUP BY hour
HAVING max(touched_at) > max(rolled_at);

-- Posts "the ledger's sums minus what is posted", by the rules told in 310_spend_hourly.sql. At most a week of hours a run, newest first:
-- each call is nine rows here, and a first run over a year of them would not fit in memory.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.spend_scopes_refresh REFRESH EVERY 5 SECOND APPEND TO tollgate.spend_scopes DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM (SELECT hour FROM tollgate.scope_hours_to_roll ORDER BY hour DESC LIMIT 168)) AS hours
SELECT is_marker, scope, hour, tenant, value, quarter, sum(d.calls) AS calls, sum(d.usd) AS usd, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT 0 AS is_marker, scope, hour, tenant, value, quarter, toInt64(n) AS calls, toDecimal128(sum_usd, 12) AS usd, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT scope, hour, tenant, value, quarter, count() AS n, sum(c.usd) AS sum_usd
        FROM tollgate.calls_by_scope AS c
        WHERE hour IN (SELECT arrayJoin(hours))
        GROUP BY scope, hour, tenant, value, quarter
    )
    UNION ALL
    SELECT 0, scope, hour, tenant, value, quarter, -calls, -usd, toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_scopes
    WHERE is_marker = 0 AND hour IN (SELECT arrayJoin(hours))
    UNION ALL
    SELECT 1, '', arrayJoin(hours) AS hour, '', '', hour, 0, toDecimal128(0, 12), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY is_marker, scope, hour, tenant, value, quarter
HAVING is_marker = 1 OR calls != 0 OR usd != 0;
