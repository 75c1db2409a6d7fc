--! server-only
-- Boards and the command line read the views of 433 to 480 too.
GRANT SELECT ON tollgate.spend_by TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_hour_of_day TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_weekday TO tollgate_reader;

GRANT SELECT ON tollgate.spend_trend_hourly TO tollgate_reader;

GRANT SELECT ON tollgate.month_projection TO tollgate_reader;

GRANT SELECT ON tollgate.spend_forecast TO tollgate_reader;

GRANT SELECT ON tollgate.spend_anomalies TO tollgate_reader;

GRANT SELECT ON tollgate.cache_savings TO tollgate_reader;

GRANT SELECT ON tollgate.latency TO tollgate_reader;

GRANT SELECT ON tollgate.priced_share TO tollgate_reader;

GRANT SELECT ON tollgate.what_if TO tollgate_reader;

GRANT SELECT ON tollgate.batch_candidates TO tollgate_reader;

GRANT SELECT ON tollgate.top_users TO tollgate_reader;

GRANT SELECT ON tollgate.top_sessions TO tollgate_reader;

GRANT SELECT ON tollgate.cost_per_session TO tollgate_reader;

GRANT SELECT ON tollgate.metrics_against_ledger TO tollgate_reader;

GRANT SELECT ON tollgate.wasted_spend TO tollgate_reader;
