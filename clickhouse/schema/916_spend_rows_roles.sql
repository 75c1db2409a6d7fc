--! server-only
-- Boards, the command line and a tenant's own reader read spend_rows (473), the latter filtered as in 905.
GRANT SELECT ON tollgate.spend_rows TO tollgate_reader;

GRANT SELECT ON tollgate.spend_rows TO tollgate_tenant_reader;
