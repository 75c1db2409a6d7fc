--! server-only
-- What the read API and the reports need. The API's handlers ask for the query cache in their statements (clickhouse/generated/http-handlers.xml), and whoever is read-only
-- may change no setting that is not named so. A reader's own queries stay uncached unless they ask. The server keeps answers by user and
-- role, so nobody gets another's.
ALTER SETTINGS PROFILE tollgate_reader ADD SETTINGS
    use_query_cache = 0 CHANGEABLE_IN_READONLY, query_cache_ttl = 60 CHANGEABLE_IN_READONLY,
    query_cache_nondeterministic_function_handling = 'throw' CHANGEABLE_IN_READONLY;

-- Reports of a past month read the budgets of it.
GRANT SELECT ON tollgate.budget_month_periods TO tollgate_reader;

GRANT SELECT ON tollgate.budget_month_quarters TO tollgate_reader;

GRANT SELECT ON tollgate.budget_month_use TO tollgate_reader;

GRANT SELECT ON tollgate.budget_month_crossings TO tollgate_reader;
