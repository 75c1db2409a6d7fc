-- Blocks of spans are written as one file a part up to 100 MB, and not as one a column: a fifth less time of an insert. Merged parts are as before.
ALTER TABLE tollgate.otel_traces MODIFY SETTING min_bytes_for_wide_part = 104857600;
