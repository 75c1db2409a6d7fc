--! server-only
-- A tenant's own reader sees that tenant's rows and no others, through every view. Its user is called tollgate_tenant_ and the tenant's name, and that name is all
-- there is to configure: `tollgate tenant add acme` makes the user `tollgate_tenant_acme`. For every other user the conditions are a constant, so they cost nothing.
-- Views run with their definer's rights, so these policies are the definer's, and therefore TO ALL: inside a view currentUser() is still the user who asks
-- (held by tests/contract/roles-tenants.test.ts on the engine itself). The comparison with tenant reaches the primary key.
-- RESTRICTIVE, so that a permissive policy that somebody adds cannot open them.
-- They filter what a view that is filled by an INSERT reads of that INSERT, too: a tenant's user must never be given the right to insert.
-- A new table with a tenant in it needs a policy in a file of its own; a test finds those without.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.llm_calls
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.call_events
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.call_labels
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

-- Markers have no tenant and say only which hours are rolled up. Without them views would read all hours from the ledger.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.spend_hourly
    USING is_marker = 1 OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.spend_scopes
    USING is_marker = 1 OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.spend_values
    USING dimension = '' OR NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17) AS RESTRICTIVE TO ALL;

-- On the view and not on its table: a budget's older rows may be of another tenant than its newest. A budget over all tenants is not shown: its use
-- would be read from this tenant's calls and look small. One that is for each tenant, or for this one by name, is.
CREATE ROW POLICY IF NOT EXISTS tollgate_tenant ON tollgate.budgets_now
    USING NOT startsWith(currentUser(), 'tollgate_tenant_') OR tenant = substring(currentUser(), 17)
        OR (tenant = '' AND scope = 'tenant' AND scope_value IN (substring(currentUser(), 17), '*')) AS RESTRICTIVE TO ALL;
