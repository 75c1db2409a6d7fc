-- spend_by_scope of 408 with touched_hours telling which hours are not rolled up yet (324), as 514 asks it, instead of comparing touches with markers. Names, columns and answers
-- as before.
CREATE OR REPLACE VIEW tollgate.spend_by_scope DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
WITH (SELECT groupArray(hour) FROM tollgate.touched_hours FINAL WHERE in_spend_scopes = 0 AND hour >= tollgate_first_whole_hour()) AS pending
SELECT toString(scope) AS scope, toString(tenant) AS tenant, toString(value) AS value, hour, quarter, calls, usd
FROM tollgate.spend_scopes
WHERE is_marker = 0 AND hour NOT IN (SELECT arrayJoin(pending))
UNION ALL
SELECT toString(scope), toString(tenant), value, hour, quarter, toInt64(calls), toDecimal128(usd, 12)
FROM tollgate.calls_by_scope
WHERE hour IN (SELECT arrayJoin(pending));
