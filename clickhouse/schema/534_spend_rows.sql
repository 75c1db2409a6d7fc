-- spend_rows and spend_between of 473 with the hours that are not rolled up from touched_hours (324, 500).

-- Spend of [from, to) by every combination of ten dimensions, in one level, as 419 tells: for questions about several dimensions at once.
--   spend_between(from = …, to = …)  one row an hour and combination, as 408 had it
--   spend_rows(from = …, to = …)     the same, but its rows are corrections: only sums over them mean anything, and a combination that was taken back is a row of
--                                    zeros. To be summed further it takes a tenth of the time, because nothing is gathered by ten keys first.
-- cost_usd is as corrected, billed_usd as billed.

CREATE OR REPLACE VIEW tollgate.spend_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_hourly_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
FROM tollgate.spend_hourly
WHERE is_marker = 0 AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND NOT has(ledger_hours, hour)
UNION ALL
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    toInt64(kind = 'call'), toInt64(tollgate_is_error(kind, status)), toInt64(tollgate_is_blocked(kind, status)), toInt64(tollgate_unpriced(kind, cost_status, unpriced_delta)), toInt64(tollgate_is_estimated(kind, cost_status, usage_source)), toInt64(input_tokens), toInt64(cache_read_tokens), toInt64(cache_write_tokens), toInt64(output_tokens), toInt64(reasoning_tokens), toDecimal128(cost, 12), toDecimal128(tollgate_billed(kind, cost), 12)
FROM tollgate.llm_calls FINAL
WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')};

CREATE OR REPLACE VIEW tollgate.spend_between DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH
    tollgate_hourly_ledger_hours({from:DateTime('UTC')}, {to:DateTime('UTC')}) AS ledger_hours
SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
    sum(s.calls) AS calls, sum(s.error_calls) AS error_calls, sum(s.blocked_calls) AS blocked_calls, sum(s.unpriced_calls) AS unpriced_calls, sum(s.estimated_calls) AS estimated_calls, sum(s.input_tokens) AS input_tokens, sum(s.cache_read_tokens) AS cache_read_tokens, sum(s.cache_write_tokens) AS cache_write_tokens, sum(s.output_tokens) AS output_tokens, sum(s.reasoning_tokens) AS reasoning_tokens, sum(s.cost_usd) AS cost_usd, sum(s.billed_usd) AS billed_usd
FROM
(
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
        calls, error_calls, blocked_calls, unpriced_calls, estimated_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, billed_usd
    FROM tollgate.spend_hourly
    WHERE is_marker = 0 AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND NOT has(ledger_hours, hour)
    UNION ALL
    SELECT hour, tenant, project, customer, agent, workflow, model, provider, operation, environment,
        kind = 'call', tollgate_is_error(kind, status), tollgate_is_blocked(kind, status), tollgate_unpriced(kind, cost_status, unpriced_delta), tollgate_is_estimated(kind, cost_status, usage_source), input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost, tollgate_billed(kind, cost)
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND hour >= toStartOfHour({from:DateTime('UTC')}) AND hour < {to:DateTime('UTC')} AND has(ledger_hours, hour) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')}
) AS s
GROUP BY hour, tenant, project, customer, agent, workflow, model, provider, operation, environment
HAVING calls != 0 OR cost_usd != 0;
