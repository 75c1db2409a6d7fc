--! server-only
-- Boards and reports read the views of 406 to 409.
GRANT SELECT ON tollgate.ledger_entries TO tollgate_reader;

GRANT SELECT ON tollgate.spend_value_rows TO tollgate_reader;

GRANT SELECT ON tollgate.spend_by_value TO tollgate_reader;

GRANT SELECT ON tollgate.spend_value_days TO tollgate_reader;

GRANT SELECT ON tollgate.spend_value_hours TO tollgate_reader;

GRANT SELECT ON tollgate.rollup_drift TO tollgate_reader;
