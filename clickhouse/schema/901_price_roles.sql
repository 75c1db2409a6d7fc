--! server-only
-- Who may do what with prices: boards and the command line read the views, and whoever migrates loads the book (functions and reloads of
-- dictionaries are rights of the whole server).
GRANT SELECT ON tollgate.prices_now TO tollgate_reader;

GRANT SELECT ON tollgate.unpriced_models TO tollgate_reader;

GRANT CREATE FUNCTION, SYSTEM RELOAD DICTIONARY ON *.* TO tollgate_admin;
