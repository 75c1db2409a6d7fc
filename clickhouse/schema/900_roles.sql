--! server-only
-- Who may do what. Views run with their definer's rights, so that a reader of a view needs none on the tables below it.
--   tollgate_writer  collector     insert into landing tables (1xx) and describe them
--   tollgate_reader  Grafana       select from views (4xx); read only, bounded in time, memory and rows
--   tollgate_guard   budget guard  select from budget_state
--   tollgate_admin   migrate, CLI  everything in this database, and the grants above
-- A dictionary with a ClickHouse source would log in as a user of its own and need that user's credentials; there is none so far.
-- A view that is added later is granted in a file of its own: nobody may read what is not named here.
CREATE ROLE IF NOT EXISTS tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_traces TO tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_metrics_sum TO tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_metrics_gauge TO tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_metrics_histogram TO tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_metrics_exponential_histogram TO tollgate_writer;

GRANT INSERT, SHOW COLUMNS ON tollgate.otel_metrics_summary TO tollgate_writer;

-- max_execution_time may be changed by a reader, because Grafana's plugin sends it with every query and a locked setting fails them all.
CREATE SETTINGS PROFILE IF NOT EXISTS tollgate_reader SETTINGS
    readonly = 1, max_execution_time = 20 CHANGEABLE_IN_READONLY, max_memory_usage = 1000000000,
    max_result_rows = 200000, max_result_bytes = 67108864, result_overflow_mode = 'throw';

CREATE ROLE IF NOT EXISTS tollgate_reader SETTINGS PROFILE 'tollgate_reader';

GRANT SELECT ON tollgate.calls TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_hour TO tollgate_reader;

GRANT SELECT ON tollgate.spend_between TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_day TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_scope TO tollgate_reader;

GRANT SELECT ON tollgate.budgets_now TO tollgate_reader;

GRANT SELECT ON tollgate.budget_quarters TO tollgate_reader;

GRANT SELECT ON tollgate.budget_spend TO tollgate_reader;

GRANT SELECT ON tollgate.budget_state TO tollgate_reader;

GRANT SELECT ON tollgate.budget_used TO tollgate_reader;

GRANT SELECT ON tollgate.budget_crossings TO tollgate_reader;

GRANT SELECT ON tollgate.alert_budget_threshold TO tollgate_reader;

GRANT SELECT ON tollgate.alert_budget_context TO tollgate_reader;

GRANT SELECT ON tollgate.spend_cards TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_agent TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_model TO tollgate_reader;

GRANT SELECT ON tollgate.spend_trend TO tollgate_reader;

GRANT SELECT ON tollgate.top_calls TO tollgate_reader;

GRANT SELECT ON tollgate.alert_telemetry_silent TO tollgate_reader;

GRANT SELECT ON tollgate.pipeline_health TO tollgate_reader;

CREATE ROLE IF NOT EXISTS tollgate_guard SETTINGS PROFILE 'tollgate_reader';

GRANT SELECT ON tollgate.budget_state TO tollgate_guard;

CREATE ROLE IF NOT EXISTS tollgate_admin;

GRANT ALL ON tollgate.* TO tollgate_admin WITH GRANT OPTION;
