-- What of the spans of the last 30 days could not be understood, by reason, instrumentation and example: most often first. What the reasons mean is told in
-- 204_rejected_spans.sql. spans counts each span once, however often it was delivered that day. in_ledger: the call is charged all the same.
CREATE OR REPLACE VIEW tollgate.rejected DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT tenant, service, scope, reason, in_ledger, uniqExact(trace_id, span_id) AS spans, any(detail) AS example, min(received_at) AS first_seen, max(received_at) AS last_seen
FROM tollgate.rejected_spans FINAL
GROUP BY tenant, service, scope, reason, in_ledger
ORDER BY spans DESC, tenant, service, scope, reason;
