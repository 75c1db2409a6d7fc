--! server-only
-- Boards and the command line may read what could not be understood.
GRANT SELECT ON tollgate.rejected TO tollgate_reader;
