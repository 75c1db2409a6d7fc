-- How much of [from, to) the money on the boards stands for, by tenant, provider and model, most calls without a price first:
-- SELECT * FROM tollgate.priced_share(from = …, to = …).
-- Unpriced calls are in no sum of money, so cost_usd is too low wherever unpriced_share is not 0. Estimated calls are in it; their tokens were
-- counted by us because the answer had none. Shares are of calls that could cost: blocked ones are not among them; NULL when there are none.
CREATE OR REPLACE VIEW tollgate.priced_share DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    tenant, provider, model, sum(s.calls) - sum(s.blocked_calls) AS calls, sum(s.unpriced_calls) AS unpriced_calls, sum(s.estimated_calls) AS estimated_calls,
    if(calls = 0, NULL, unpriced_calls / calls) AS unpriced_share, if(calls = 0, NULL, estimated_calls / calls) AS estimated_share, sum(s.cost_usd) AS cost_usd
FROM tollgate.spend_between(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')}) AS s
GROUP BY tenant, provider, model
ORDER BY unpriced_calls DESC, estimated_calls DESC, calls DESC, tenant, provider, model;
