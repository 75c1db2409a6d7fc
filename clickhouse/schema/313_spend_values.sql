-- Spend by one dimension at a time, for years and for speed: a row for each value of each dimension, by hour and by UTC day. A question about one
-- dimension reads some thousand rows here where the rollup of all combinations (310_spend_hourly.sql) is nearly as long as the ledger.
-- Read it through spend_by_value and its variants (407), never directly: a row here is a correction, so only sums mean anything, and the newest hours
-- are not in it yet.
--   dimension  total, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user. '' is no dimension but a marker: up
--              to which moment the changes of the hour `start` are counted (rolled_at), in the same table and partition as the sums, so that one
--              insert posts both or neither. By tenant: total, which like all of them is by tenant
--   grain      'hour' or 'day'. Days are posted with their hours, so they need no marker of their own. Users have days only: their hours would be as
--              many rows as there are calls
--   value      '' is calls that do not name it. For model, provider is the second half of the name, else it is ''
--   dearest    (when it was rolled up, cost of the dearest call as billed) of total's hours, else zeros: where the dearest calls are to be looked for.
--              The newest of several counts, which is max() of the pair
-- Signed integers: a wrong correction shows as a negative number instead of 18 quintillion calls.
CREATE TABLE IF NOT EXISTS tollgate.spend_values
(
    dimension          LowCardinality(String),
    grain              Enum8('hour' = 0, 'day' = 1),
    start              DateTime('UTC'),
    tenant             LowCardinality(String),
    value              LowCardinality(String),
    provider           LowCardinality(String),
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
    billed_usd         SimpleAggregateFunction(sum, Decimal(38, 12)) CODEC(ZSTD(1)),
    dearest            SimpleAggregateFunction(max, Tuple(rolled_at DateTime64(3, 'UTC'), usd Decimal(18, 12))) CODEC(ZSTD(1)),
    rolled_at          SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(start)
ORDER BY (dimension, grain, start, tenant, value, provider)
TTL start + INTERVAL 10 YEAR;

-- Hours whose last touch is not surely counted here: views read them from the ledger meanwhile.
CREATE OR REPLACE VIEW tollgate.value_hours_to_roll DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT hour, max(touched_at) AS newest_touch
FROM
(
    SELECT hour, touched_at, toDateTime64(0, 3, 'UTC') AS rolled_at FROM tollgate.touched_hours
    UNION ALL
    SELECT start, toDateTime64(0, 3, 'UTC'), rolled_at FROM tollgate.spend_values WHERE dimension = ''
)
WHERE hour >= (SELECT first_hour FROM tollgate.ledger_floor)
GROUP BY hour
HAVING newest_touch > max(rolled_at);

-- Posts, for each hour that is to be rolled, "the ledger's sums minus what is posted", and for its day "what its hours then say minus what is posted". So late
-- rows, replays and vanished values come out right, any error repairs itself when an hour of the day is touched next, and a stalled or failed refresh
-- misses nothing: its hours stay to be rolled. Users are summed over their whole day from the ledger.
-- `hours` is one constant for the whole statement; evaluated twice, a touch in between would post only the minus.
-- 30 seconds: an insert stamps its touch before its rows can be seen, so a touch counts as done only when a refresh began that much later. Hours that
-- are touched more often, as the open one is, are left alone until they are quiet: they would stay to be rolled, and posting them each time
-- was work that nobody reads. An insert that takes longer is corrected at the hour's next touch.
-- Newest hours first, hours_at_once in a run: a ledger that was filled before this rollup existed is worked off in steps that fit in memory.
CREATE MATERIALIZED VIEW IF NOT EXISTS tollgate.spend_values_refresh REFRESH EVERY 15 SECOND APPEND TO tollgate.spend_values DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    (
        SELECT arraySlice(arrayReverseSort(groupArray(hour)), 1, (SELECT hours FROM tollgate.hours_at_once))
        FROM tollgate.value_hours_to_roll
        WHERE newest_touch <= now64(3, 'UTC') - INTERVAL 30 SECOND
    ) AS hours,
    arrayDistinct(arrayMap(h -> toStartOfDay(h), hours)) AS days,
    arrayFlatten(arrayMap(d -> arrayMap(i -> d + toIntervalHour(i), range(24)), days)) AS hours_of_days
SELECT dimension, grain, start, tenant, value, provider,
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
    sum(d.billed_usd) AS billed_usd,
    max(d.dearest) AS dearest, max(d.rolled_at) AS rolled_at
FROM
(
    SELECT dimension, posted.1 AS grain, posted.2 AS start, tenant, value, provider,
        toInt64(calls) AS calls, toInt64(error_calls) AS error_calls, toInt64(blocked_calls) AS blocked_calls, toInt64(unpriced_calls) AS unpriced_calls, toInt64(estimated_calls) AS estimated_calls, toInt64(input_tokens) AS input_tokens, toInt64(cache_read_tokens) AS cache_read_tokens, toInt64(cache_write_tokens) AS cache_write_tokens, toInt64(output_tokens) AS output_tokens, toInt64(reasoning_tokens) AS reasoning_tokens, toDecimal128(cost_usd, 12) AS cost_usd, toDecimal128(billed_usd, 12) AS billed_usd,
        if(dimension = 'total' AND grain = 'hour', (now64(3, 'UTC'), highest), (toDateTime64(0, 3, 'UTC'), toDecimal64(0, 12))) AS dearest, toDateTime64(0, 3, 'UTC') AS rolled_at
    FROM
    (
        SELECT hour, toString(tenant) AS tenant, named.1 AS dimension, named.2 AS value, named.3 AS provider,
            sum(e.calls) AS calls, sum(e.error_calls) AS error_calls, sum(e.blocked_calls) AS blocked_calls, sum(e.unpriced_calls) AS unpriced_calls, sum(e.estimated_calls) AS estimated_calls, sum(e.input_tokens) AS input_tokens, sum(e.cache_read_tokens) AS cache_read_tokens, sum(e.cache_write_tokens) AS cache_write_tokens, sum(e.output_tokens) AS output_tokens, sum(e.reasoning_tokens) AS reasoning_tokens, sum(e.cost_usd) AS cost_usd, sum(e.billed_usd) AS billed_usd, max(e.billed_usd) AS highest
        FROM tollgate.ledger_measures AS e
        ARRAY JOIN
            [('total', '', ''), ('project', toString(e.project), ''), ('customer', toString(e.customer), ''), ('agent', toString(e.agent), ''),
             ('workflow', toString(e.workflow), ''), ('model', toString(e.model), toString(e.provider)), ('provider', toString(e.provider), ''),
             ('operation', toString(e.operation), ''), ('status', toString(e.status), ''), ('tier', toString(e.tier), ''),
             ('environment', toString(e.environment), '')] AS named
        WHERE hour IN (SELECT arrayJoin(hours))
        GROUP BY hour, tenant, dimension, value, provider
    )
    ARRAY JOIN [('hour', hour), ('day', toStartOfDay(hour))] AS posted
    UNION ALL
    SELECT 'user', 'day', toStartOfDay(hour) AS start, toString(tenant), toString(user_id) AS value, '',
        toInt64(sum(u.calls)), toInt64(sum(u.error_calls)), toInt64(sum(u.blocked_calls)), toInt64(sum(u.unpriced_calls)), toInt64(sum(u.estimated_calls)), toInt64(sum(u.input_tokens)), toInt64(sum(u.cache_read_tokens)), toInt64(sum(u.cache_write_tokens)), toInt64(sum(u.output_tokens)), toInt64(sum(u.reasoning_tokens)), toDecimal128(sum(u.cost_usd), 12), toDecimal128(sum(u.billed_usd), 12),
        (toDateTime64(0, 3, 'UTC'), toDecimal64(0, 12)), toDateTime64(0, 3, 'UTC')
    FROM tollgate.ledger_measures AS u
    WHERE hour IN (SELECT arrayJoin(hours_of_days))
    GROUP BY start, tenant, value
    UNION ALL
    -- Posted hours: taken back where they are rolled anew, else the rest of their day.
    SELECT toString(dimension), if(start IN (SELECT arrayJoin(hours)), 'hour', 'day') AS to_grain, if(to_grain = 'hour', start, toStartOfDay(start)), toString(tenant), toString(value), toString(provider),
        if(to_grain = 'hour', -calls, calls), if(to_grain = 'hour', -error_calls, error_calls), if(to_grain = 'hour', -blocked_calls, blocked_calls), if(to_grain = 'hour', -unpriced_calls, unpriced_calls), if(to_grain = 'hour', -estimated_calls, estimated_calls), if(to_grain = 'hour', -input_tokens, input_tokens), if(to_grain = 'hour', -cache_read_tokens, cache_read_tokens), if(to_grain = 'hour', -cache_write_tokens, cache_write_tokens), if(to_grain = 'hour', -output_tokens, output_tokens), if(to_grain = 'hour', -reasoning_tokens, reasoning_tokens), if(to_grain = 'hour', -cost_usd, cost_usd), if(to_grain = 'hour', -billed_usd, billed_usd),
        (toDateTime64(0, 3, 'UTC'), toDecimal64(0, 12)), toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_values
    WHERE dimension != '' AND grain = 'hour' AND start IN (SELECT arrayJoin(hours_of_days))
    UNION ALL
    SELECT toString(dimension), 'day', start, toString(tenant), toString(value), toString(provider),
        -calls, -error_calls, -blocked_calls, -unpriced_calls, -estimated_calls, -input_tokens, -cache_read_tokens, -cache_write_tokens, -output_tokens, -reasoning_tokens, -cost_usd, -billed_usd,
        (toDateTime64(0, 3, 'UTC'), toDecimal64(0, 12)), toDateTime64(0, 3, 'UTC')
    FROM tollgate.spend_values
    WHERE dimension != '' AND grain = 'day' AND start IN (SELECT arrayJoin(days))
    UNION ALL
    SELECT '', 'hour', arrayJoin(hours), '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toDecimal128(0, 12), toDecimal128(0, 12),
        (toDateTime64(0, 3, 'UTC'), toDecimal64(0, 12)), now64(3, 'UTC') - INTERVAL 30 SECOND
) AS d
GROUP BY dimension, grain, start, tenant, value, provider
-- An hour's total always, for its dearest call.
HAVING dimension = '' OR (dimension = 'total' AND grain = 'hour') OR calls != 0 OR error_calls != 0 OR blocked_calls != 0 OR unpriced_calls != 0 OR estimated_calls != 0 OR input_tokens != 0 OR cache_read_tokens != 0 OR cache_write_tokens != 0 OR output_tokens != 0 OR reasoning_tokens != 0 OR cost_usd != 0 OR billed_usd != 0;
