-- What the ledger needs to price a call again, and what another instrumentation says it cost.
--   media_tokens      the totals that tollgate_cost() takes after the six of the ledger: input, cache read and output of audio, of image and of video,
--                     empty where all are 0, which costs next to nothing on disk
--   counted           quantities that are no tokens, in millionths: {'webSearch': 3000000} are three searches
--   price_open_ended  the price is of the model's family, because the book has no such snapshot
--   foreign_cost      dollars that another instrumentation says the call cost. Kept to be compared and never believed: some say 0 when they
--                     could not fetch their prices. NULL where nobody said any
-- So a call's cost by the book of today is
--   tollgate_cost(price, arrayConcat([input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens), counted)
ALTER TABLE tollgate.llm_calls
    ADD COLUMN IF NOT EXISTS media_tokens Array(UInt32),
    ADD COLUMN IF NOT EXISTS counted Map(LowCardinality(String), Int64),
    ADD COLUMN IF NOT EXISTS price_open_ended Bool,
    ADD COLUMN IF NOT EXISTS foreign_cost Nullable(Decimal(18, 12));
