-- Spend by scope, value and quarter hour, right to the second: hours whose rollup has caught up come from it, all others from the ledger.
-- `pending` is one constant for the whole query, so no hour can be counted in both branches or in none. Rows are corrections: only their
-- sums mean anything, and a value whose calls sum to 0 was taken back. Filter on scope and hour, which reach both branches.
CREATE OR REPLACE VIEW tollgate.spend_by_scope DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM tollgate.scope_hours_to_roll) AS pending
SELECT toString(scope) AS scope, toString(tenant) AS tenant, toString(value) AS value, hour, quarter, calls, usd
FROM tollgate.spend_scopes
WHERE is_marker = 0 AND NOT has(pending, hour)
UNION ALL
SELECT toString(scope), toString(tenant), value, hour, quarter, toInt64(1), toDecimal128(usd, 12)
FROM tollgate.calls_by_scope
WHERE hour IN (SELECT arrayJoin(pending));
