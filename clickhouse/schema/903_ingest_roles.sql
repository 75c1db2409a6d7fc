--! server-only
-- The landing table of logs (105) is the collector's, what the views of 490 and 491 say is for boards and the command line.
GRANT INSERT, SHOW COLUMNS ON tollgate.otel_logs TO tollgate_writer;

GRANT SELECT ON tollgate.price_differences TO tollgate_reader;

GRANT SELECT ON tollgate.rejected TO tollgate_reader;
