--! server-only
-- What 905 and 906 say, for the rollups of latencies, services and unpriced calls (320) and of sessions (321): a tenant's own reader sees its tenant's rows of it, and none of all tenants
-- together. Markers say only which hours are rolled up.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.call_stats
    USING part = 'marker' OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR (is_total = 0 AND tenant = substring(currentUser(), 17)) AS RESTRICTIVE TO ALL;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.session_sums
    USING is_marker = 1 OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

-- The calls of one trace (422).
GRANT SELECT ON tollgate.trace_calls TO tollgate_reader;

GRANT SELECT ON tollgate.trace_calls TO tollgate_tenant_reader;
