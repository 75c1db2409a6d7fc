--! server-only
-- The read API's handlers ask for the query cache in their statements (clickhouse/generated/http-handlers.xml), and whoever is read-only
-- may change no setting that is not named so. A reader's own queries stay uncached unless they ask. The server keeps answers by user and
-- role, so nobody gets another's.
ALTER SETTINGS PROFILE tollgate_reader ADD SETTINGS
    use_query_cache = 0 CHANGEABLE_IN_READONLY, query_cache_ttl = 60 CHANGEABLE_IN_READONLY,
    query_cache_nondeterministic_function_handling = 'throw' CHANGEABLE_IN_READONLY;
