-- The price book, for people and for the price functions (133). `migrate` writes it from the published book and tollgate.prices.yaml,
-- always as a whole: into a staging table that then changes places with the one here. A row written by hand is gone after
-- the next change of the book: prices of one's own belong into that file.
--
-- tollgate.prices: every price that a ledger of this database may name, one row a price_id. All money is in picodollars, 10^-12 USD:
-- 2500000 for one input token is $2.50 per million.
--   valid_from, valid_to  first and last day in UTC on which the price is charged, corrections and later prices considered. A row that never
--                         is has valid_to 1970-01-01, and `standing` says why. An open end is 2299-12-31.
--   standing   'charged': it is the price of some day. 'outranked': another row has its place, a correction or one whose page was read.
--              'withdrawn': the book no longer has it (an agreement that was taken out of the file). Kept, because ledgers name it.
--   verified   false: the source page was not read. Such a price is charged only where there is no other.
--   hours_from, hours_to  the half hours of the UTC day in which it holds, '' for all day; hours_to may be smaller, over midnight.
--   unit_prices  by unit; a token unit that is missing has its fallback's price, see instrumentation/pricing/units.ts. `unrounded` has the
--              source's own number where it was no whole picodollar.
--   context_tiers  above so many input tokens all of the call ('wholeCall') or the tokens beyond them ('partAbove') cost that.
-- Never look a call's price up here by its name, because snapshots, prefixes and open families are not in it: that is tollgate_price().
CREATE TABLE IF NOT EXISTS tollgate.prices
(
    price_id      String,
    provider      LowCardinality(String),
    model         LowCardinality(String),
    pattern       String,
    tier          LowCardinality(String),
    valid_from    Date32,
    valid_to      Date32,
    hours_from    LowCardinality(String),
    hours_to      LowCardinality(String),
    standing      LowCardinality(String),
    unit_prices   Map(LowCardinality(String), Int64),
    unrounded     Map(LowCardinality(String), String),
    context_tiers Array(Tuple(above_input_tokens UInt64, unit_prices Map(LowCardinality(String), Int64))),
    context_rule  LowCardinality(String),
    source        String,
    read_on       Date32,
    verified      Bool,
    recorded_at   DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (provider, model, tier, valid_from, price_id);

-- By which normalised names calls know a model. A row with open_ended is for the name with a date that is not listed, or `latest`, behind it.
-- by_hour: some price of the model depends on the hour, so its ranges stand for each half hour and not under slot 255.
CREATE TABLE IF NOT EXISTS tollgate.price_models
(
    provider   LowCardinality(String),
    name       String,
    open_ended Bool,
    model      String,
    by_hour    Bool
)
ENGINE = MergeTree
ORDER BY (provider, name, open_ended);

-- Spellings of providers; each provider of the book is also its own.
CREATE TABLE IF NOT EXISTS tollgate.price_providers
(
    alias    String,
    provider LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY alias;

-- The book as the functions look it up: of each model (`provider/model`), tier and slot the price of each day, without gaps or overlaps but for
-- days before the first. slot is the half hour of the UTC day, 0 to 47, or 255 for models whose prices do not depend on it.
-- rates are 15 a part of the context, in the order of TOKEN_UNITS, fallbacks filled in, -1 where there is no price; flat, because
-- a dictionary takes 2 µs to hand out an array of arrays. thresholds are the input tokens above which the second part and the next ones begin.
-- In this table and the two above, the row whose first column is '' tells by its last texts which book the table is of, so that a
-- dictionary can be asked what it has loaded: a process that dies between the tables and the dictionaries is thus found out.
CREATE TABLE IF NOT EXISTS tollgate.price_ranges
(
    model         String,
    tier          LowCardinality(String),
    slot          UInt8,
    valid_from    Date32,
    valid_to      Date32,
    price_id      String,
    part_above    Bool,
    thresholds    Array(UInt64),
    rates         Array(Int64),
    counted_units Array(String),
    counted_rates Array(Int64)
)
ENGINE = MergeTree
ORDER BY (model, tier, slot, valid_from);
