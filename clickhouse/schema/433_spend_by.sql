-- Spend of [from, to) by any one dimension of the rollup, dearest first: SELECT * FROM tollgate.spend_by(dimension = 'customer', from = …, to = …).
-- dimension is tenant, project, customer, agent, workflow, model, provider, operation or environment; another one is an error, because an
-- empty answer would look like no spend. '' in `value` is calls that do not name it. Users and sessions are in no rollup: see 448.
-- share is of the whole period's cost, NULL when that is 0. cost_per_call_usd is over the calls whose price is known, NULL when there is none.
CREATE OR REPLACE VIEW tollgate.spend_by DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT *, if(sum(cost_usd) OVER () = 0, NULL, toFloat64(cost_usd) / toFloat64(sum(cost_usd) OVER ())) AS share
FROM
(
    SELECT
        multiIf(
            {dimension:String} = 'tenant', toString(s.tenant),
            {dimension:String} = 'project', toString(s.project),
            {dimension:String} = 'customer', toString(s.customer),
            {dimension:String} = 'agent', toString(s.agent),
            {dimension:String} = 'workflow', toString(s.workflow),
            {dimension:String} = 'model', toString(s.model),
            {dimension:String} = 'provider', toString(s.provider),
            {dimension:String} = 'operation', toString(s.operation),
            {dimension:String} = 'environment', toString(s.environment),
            toString(throwIf(1, 'spend_by: dimension must be tenant, project, customer, agent, workflow, model, provider, operation or environment'))) AS value,
        sum(s.calls) AS calls,
        sum(s.error_calls) AS error_calls,
        sum(s.blocked_calls) AS blocked_calls,
        sum(s.unpriced_calls) AS unpriced_calls,
        sum(s.estimated_calls) AS estimated_calls,
        sum(s.input_tokens) AS input_tokens,
        sum(s.cache_read_tokens) AS cache_read_tokens,
        sum(s.output_tokens) AS output_tokens,
        sum(s.cost_usd) AS cost_usd,
        if(calls > unpriced_calls, toFloat64(cost_usd) / (calls - unpriced_calls), NULL) AS cost_per_call_usd
    FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS s
    GROUP BY value
)
ORDER BY cost_usd DESC, calls DESC, value;
