--! server-only
-- What a tenant's own reader may ask: every view of tollgate_reader whose rows are of a tenant, filtered by the policies of 905. Not the price list (it has what
-- was agreed with providers), the audit of re-pricing (it names filters and reasons of all tenants), nor what is said of the whole installation:
-- its health, its silence, and metrics, which know no tenant.
-- The query condition cache remembers, for a condition, which parts of a table have no row for it. Off, so that nothing that one user's
-- filter found out is ever used for another's.
CREATE SETTINGS PROFILE IF NOT EXISTS tollgate_tenant_reader SETTINGS use_query_condition_cache = 0, INHERIT 'tollgate_reader';

CREATE ROLE IF NOT EXISTS tollgate_tenant_reader SETTINGS PROFILE 'tollgate_tenant_reader';

GRANT SELECT ON tollgate.calls TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_hour TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_between TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_day TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_scope TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budgets_now TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_quarters TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_spend TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_state TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_used TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_crossings TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.alert_budget_threshold TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.alert_budget_context TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_cards TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_agent TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_model TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_trend TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.top_calls TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.unpriced_models TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.labelled_calls TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_prompt TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_tag TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.repeated_prompts TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.evaluations TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.evaluated_calls TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.scores_by_model TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.outcomes TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.outcome_costs TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.cost_per_outcome TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.corrected_calls TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.stale_corrections TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_hour_of_day TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_weekday TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_trend_hourly TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.month_projection TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_forecast TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_anomalies TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.cache_savings TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.latency TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.priced_share TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.what_if TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.batch_candidates TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.top_users TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.top_sessions TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.cost_per_session TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.wasted_spend TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.ledger_entries TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_value_rows TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_by_value TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_value_days TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.spend_value_hours TO tollgate_tenant_reader;
