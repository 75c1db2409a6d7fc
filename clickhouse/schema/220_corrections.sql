-- Corrections: the cost of a call is never rewritten. Where a price was wrong or not known, `tollgate prices reprice` posts an entry beside the call.
--   as billed      sum(cost) where kind = 'call'
--   as corrected   sum(cost) where kind IN ('call', 'correction')
-- An entry (kind 'correction') is a row of the ledger: the hour, tenant, time and all dimensions of its call, no tokens and no latency, and in cost what
-- is to be added (or, below 0, taken off). So rollups, budgets, TTL and erasure see it as they see a call. Of an entry:
--   run_id           the run that posted it, a row of repricing_runs; '' for calls
--   corrects         call_id of the call; 0 for calls. Its own call_id hashes that call, its row and the run, so a run that is repeated replaces its own entries
--   corrects_row     hash of the call's row as it was then (tollgate.call_rows): when the row is replaced later, its entries are of a row that is no more (464)
--   corrects_billed  what the call was billed then, corrects_status: its cost_status then. cost_status and price_id are those of now
--   unpriced_delta   -1 where the entry gives an unpriced call its price, +1 where it is taken back: added to the count of unpriced calls
ALTER TABLE tollgate.llm_calls
    MODIFY COLUMN kind Enum8('call' = 0, 'superseded' = 1, 'correction' = 2),
    ADD COLUMN IF NOT EXISTS run_id LowCardinality(String),
    ADD COLUMN IF NOT EXISTS corrects UInt64 CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS corrects_row UInt64 CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS corrects_billed Decimal(18, 12) CODEC(T64, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS corrects_status LowCardinality(String),
    ADD COLUMN IF NOT EXISTS unpriced_delta Int8 CODEC(ZSTD(1));

-- Who re-priced what, when and by how much. Read it with FINAL: a run writes its row when it begins and again when it is done; one that was killed
-- stays 'running' until it is repeated under the same run_id. Filters are empty where all were meant. Days in UTC, to_day is the first that is not in it.
--   book        which prices it went by: the checksum of the book that the dictionaries had loaded
--   calls       calls in the period and filters; corrected_calls: those that it posted an entry for; newly_priced_calls: of those the unpriced ones
--   before_usd  what these calls cost as corrected by earlier runs; after_usd: with this run; delta_usd: its entries' sum, exact
CREATE TABLE IF NOT EXISTS tollgate.repricing_runs
(
    run_id             String,
    mode               Enum8('apply' = 0, 'undo' = 1),
    undoes             String,
    status             Enum8('running' = 0, 'done' = 1),
    from_day           Date32,
    to_day             Date32,
    provider           String,
    models             Array(String),
    tenant             String,
    reason             String,
    posted_by          String,
    book               String,
    calls              UInt64,
    corrected_calls    UInt64,
    newly_priced_calls Int64,
    before_usd         Decimal(38, 12),
    after_usd          Decimal(38, 12),
    delta_usd          Decimal(38, 12),
    started_at         DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    updated_at         DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY run_id;

-- Which names are deployments of the price file: of those the requested name is priced and not the one that the answer has.
ALTER TABLE tollgate.price_models ADD COLUMN IF NOT EXISTS deployment Bool;

-- The rows of the ledger that re-pricing reads: calls, and the entries that correct them. target is the call that a row is, or is about.
-- Two hashes say whether an entry is still about the row that the ledger has: row_hash of what the call cost and why, place_hash of where its money is
-- counted. Where a call's row was replaced since (better counts came, another instrumentation's gave way to ours), its entries have another hash
-- than it, and the next run takes them back at the place where they were posted. user_id and session are in place_hash, which is of the columns as
-- they are now, so that erasing a user changes calls and entries alike.
-- Always give it a range of `hour`: it reads with FINAL.
CREATE OR REPLACE VIEW tollgate.call_rows DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    hour, ts, tenant, kind, if(kind = 'call', call_id, corrects) AS target, run_id, ingested_at, trace_id, span_id,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, media_tokens, counted,
    cost, cost_status, price_id, usage_source, source, unpriced_delta,
    if(kind = 'call', cost, corrects_billed) AS billed,
    if(kind = 'call', cost_status, corrects_status) AS billed_status,
    if(kind = 'call',
        cityHash64(provider, request_model, model, status, tier, input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens,
            reasoning_tokens, media_tokens, toString(counted), cost, cost_status, usage_source),
        corrects_row) AS row_hash,
    cityHash64(ts, trace_id, operation, agent, user_id, session, project, customer, workflow, environment, service) AS place_hash
FROM tollgate.llm_calls FINAL
WHERE kind IN ('call', 'correction');
