--! server-only
-- Boards, the command line and a tenant's own reader read the new views of 483 and 484 too, the latter filtered as in 905.
GRANT SELECT ON tollgate.month_projections TO tollgate_reader;

GRANT SELECT ON tollgate.usage_rows TO tollgate_reader;

GRANT SELECT ON tollgate.smaller_model_candidates TO tollgate_reader;

GRANT SELECT ON tollgate.month_projections TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.usage_rows TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.smaller_model_candidates TO tollgate_tenant_reader;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.spend_usage
    USING is_marker = 1 OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;
