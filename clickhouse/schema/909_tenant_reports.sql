--! server-only
-- What 905 and 906 say of budgets, for those of a past month (495): policies on the view that has them as they stood then.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.budget_month_periods
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17)
        OR (tenant = '' AND scope = 'tenant' AND scope_value IN (substring(currentUser(), 17), '*')) AS RESTRICTIVE TO ALL;

GRANT SELECT ON tollgate.budget_month_periods TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_month_quarters TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_month_use TO tollgate_tenant_reader;

GRANT SELECT ON tollgate.budget_month_crossings TO tollgate_tenant_reader;
