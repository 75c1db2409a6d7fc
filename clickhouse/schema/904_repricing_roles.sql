--! server-only
-- Boards and the command line read what was re-priced; only an administrator re-prices.
GRANT SELECT ON tollgate.repricing_audit TO tollgate_reader;

GRANT SELECT ON tollgate.corrected_calls TO tollgate_reader;

GRANT SELECT ON tollgate.stale_corrections TO tollgate_reader;
