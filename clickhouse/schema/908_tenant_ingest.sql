--! server-only
-- What 905 and 906 say, for spans that could not be understood, which are of the tenant of their resource, and for prices that ours and the client's differ in.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.rejected_spans
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

GRANT SELECT ON tollgate.price_differences TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.rejected TO tollgate_tenant_reader;
