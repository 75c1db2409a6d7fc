--! server-only
-- Who may read what was found wrong with prices: boards and the command line.
GRANT SELECT ON tollgate.price_differences TO tollgate_reader;
