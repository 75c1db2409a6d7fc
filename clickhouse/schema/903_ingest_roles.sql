--! server-only
-- What the views of 490 and 491 say is for boards and the command line, and the landing table of logs (105) is the collector's.
GRANT SELECT ON tollgate.price_differences TO tollgate_reader;
