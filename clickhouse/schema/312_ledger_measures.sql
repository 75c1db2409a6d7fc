-- What an entry of the ledger counts for, once for all rollups and views: the call itself, or a correction of its cost (220_corrections.sql), which has its
-- call's dimensions and counts for money only. Sum every measure; none may be counted. The hour and the day of an entry are those of its call.
--   cost_usd         as corrected: what the call costs by what is known now. billed_usd: what it was billed when it came
--   unpriced_calls   1 for an unpriced call and -1 for the entry that priced it later, so a sum over both is what is unpriced still
--   estimated_calls  calls whose tokens or price were estimated
-- FINAL stands here, so the rules of 400_calls.sql hold: no PREWHERE on top.
CREATE OR REPLACE VIEW tollgate.ledger_measures DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, kind, tenant, project, customer, agent, workflow, model, provider, operation, status, tier, environment, user_id,
    toInt64(kind = 'call') AS calls,
    toInt64(kind = 'call' AND status NOT IN ('ok', 'blocked')) AS error_calls,
    toInt64(kind = 'call' AND status = 'blocked') AS blocked_calls,
    (kind = 'call' AND cost_status = 'unpriced') + toInt64(unpriced_delta) AS unpriced_calls,
    toInt64(kind = 'call' AND (cost_status = 'estimated' OR (cost_status = 'priced' AND usage_source != 'provider'))) AS estimated_calls,
    input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
    cost AS cost_usd,
    if(kind = 'call', cost, toDecimal64(0, 12)) AS billed_usd
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded';

-- One row: the first hour of which the ledger is surely whole. What is older may have expired, and an hour that has lost its calls, with one late row in it, would take
-- its rollup back to that row: it is rolled up no more. Two days later than the TTL, and whole days, because days are rolled up from their hours.
-- migrate replaces this view: months as in alerting/thresholds.ts, and instead of 1970 the moment before which the ledger has lost its hours by a shorter
-- retention, which do not come back when it is made longer. Two literals, because reading them from settings took a third of each board query's planning.
CREATE OR REPLACE VIEW tollgate.ledger_floor DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT toStartOfDay(greatest(now('UTC') - INTERVAL 36 MONTH, toDateTime('1970-01-01 00:00:00', 'UTC'))) + INTERVAL 2 DAY AS first_hour;

-- One row: how many hours a refresh rolls up at once, as many as have about a million calls and 1,000 at most. All touched hours in one statement would not fit
-- in memory when a ledger that was filled before meets a new rollup: in budgets' rollup each call is nine rows.
CREATE OR REPLACE VIEW tollgate.hours_at_once DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT toUInt64(greatest(1, least(1000, 1000000 * uniqExact(hour) / greatest(1, (SELECT count() FROM tollgate.llm_calls))))) AS hours
FROM tollgate.touched_hours;
