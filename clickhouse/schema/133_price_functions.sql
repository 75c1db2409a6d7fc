-- The price of a call and its cost, as instrumentation/pricing/ has them: the same price id and the same picodollars, or none in both
-- (tests/contract/price-parity.test.ts). The regular expressions are those of model-name.ts; another test holds them equal.
--
--   WITH tollgate_price(provider, model, tier, ts) AS price                           -- price.price_id is '' when there is none
--   SELECT tollgate_cost(price, [input, output, cache_read, cache_write, cache_write_1h, reasoning], map()) AS pico_usd   -- NULL: unpriced
--
-- A function is a text that the engine copies into the statement. So a view keeps the text of the day it was created: whoever
-- changes a function creates anew the views that use it. And an argument is copied to each place where it is used: give a column or an alias, as above.

-- The book's id of a provider, '' when it has none.
CREATE OR REPLACE FUNCTION tollgate_price_provider AS (provider) ->
    dictGet('tollgate.price_provider_dictionary', 'provider', toLowCardinality(lower(trim(BOTH ' \t\r\n' FROM substring(provider, 1, 200)))));

-- A model's name without prefixes, '' when no model can have it. Of LowCardinality, so that the expressions run once for each distinct name
-- of a block: 0.07 µs a call instead of 0.7 (1.5 where every call has another name).
CREATE OR REPLACE FUNCTION tollgate_price_name AS (model) ->
    replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(
        lower(extract(trim(BOTH ' \t\r\n' FROM toLowCardinality(if(length(model) > 400, '', model))), '^[!-~]{1,200}$')),
        '^arn:aws:bedrock:[a-z0-9-]*:[0-9]*:(?:foundation-model|inference-profile)/(.+)$', '\\1'),
        '^arn:aws-us-gov:bedrock:[a-z0-9-]*:[0-9]*:inference-profile/(us-gov[.].+)$', '\\1'),
        '^(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/[^/]+/)?models/(.+)$', '\\1'),
        '^accounts/fireworks/models/(.+)$', '\\1'),
        '^(ft:[^:]+):.*$', '\\1'),
        '^(?:us|eu|apac|au|ca|in|jp|sa)[.](anthropic[.][a-z].*)$', '\\1'),
        '^us[.]([a-z][a-z0-9]*[.][a-z].*)$', '\\1'),
        '^((?:[a-z-]+[.])?[a-z][a-z0-9]*[.][a-z][^:/]*):[0-9]+(?::[a-z0-9]+)?$', '\\1'),
        '^(.+)@default$', '\\1');

-- `openai/gpt-4o` for a call's provider and model, under which the dictionary looks. Of LowCardinality, as are the lookups, which therefore
-- stand outside of lambdas: inside, columns lose it, and the whole took 1.6 µs a call instead of 0.2.
CREATE OR REPLACE FUNCTION tollgate_price_key AS (provider, model) ->
    toLowCardinality(concat(tollgate_price_provider(provider), '/', tollgate_price_name(model)));

-- The model of a key: `openai/gpt-4o`, with ` *` behind it when the name is an open-ended one with a date that the book does not list, or ''.
CREATE OR REPLACE FUNCTION tollgate_price_model AS (key) ->
    dictGetOrDefault('tollgate.price_model_dictionary', 'model', key,
        dictGetOrDefault('tollgate.price_model_dictionary', 'model', replaceOne(key, '@', '-'),
            dictGet('tollgate.price_model_dictionary', 'model', concat(extract(key,
                '^(.+?)(?:[-@]20[0-9]{6}|-20[0-9]{2}-[0-9]{2}-[0-9]{2}|[-@]latest|-2[4-9](?:0[1-9]|1[0-2])|-[0-9]{2}-20[0-9]{2}|-[0-9]{2}-[0-9]{2}|-00[0-9])(?:-v[0-9])?$'), ' *'))));

-- The book's name of a service tier.
CREATE OR REPLACE FUNCTION tollgate_price_tier AS (tier) ->
    transform(lower(trim(BOTH ' \t\r\n' FROM substring(tier, 1, 40))),
        ['', 'default', 'auto', 'standard', 'standard_only', 'on_demand', 'on-demand'],
        ['standard', 'standard', 'standard', 'standard', 'standard', 'standard', 'standard']);

-- The price of a call, by its time as a DateTime64: a named tuple whose price_id is '' when the book has none for it. Times before 1970 have none.
-- Days are of type Date32 throughout, because toDate() and toDateTime() wrap: 1960 would get the price of 2026. Nothing here may be Nullable.
CREATE OR REPLACE FUNCTION tollgate_price AS (provider, model, tier, at) ->
    arrayMap(found -> CAST(tupleConcat(
            dictGet('tollgate.price_range_dictionary', ('price_id', 'part_above', 'thresholds', 'rates', 'counted_units', 'counted_rates'), (
                replaceOne(found, ' *', ''), tollgate_price_tier(tier),
                if(dictGet('tollgate.price_model_dictionary', 'by_hour', replaceOne(found, ' *', '')) = 1, toUInt8(toHour(at, 'UTC') * 2 + (toMinute(at, 'UTC') >= 30)), 255)
            ), toDate32(at, 'UTC')),
            tuple(endsWith(found, ' *'))),
        'Tuple(price_id String, part_above Bool, thresholds Array(UInt64), rates Array(Int64), counted_units Array(String), counted_rates Array(Int64), open_ended Bool)'),
        [toString(tollgate_price_model(tollgate_price_key(provider, model)))])[1];

-- Quantities in the order of TOKEN_UNITS from totals in the order of `usage` of tollgate_cost; not yet checked.
CREATE OR REPLACE FUNCTION tollgate_token_quantities AS (usage) ->
    [
        usage[1] - usage[3] - usage[4] - (usage[7] - usage[8]) - (usage[10] - usage[11]) - (usage[13] - usage[14]),
        usage[3] - usage[8] - usage[11] - usage[14],
        usage[4] - usage[5],
        usage[5],
        usage[2] - usage[6] - usage[9] - usage[12] - usage[15],
        usage[6],
        usage[7] - usage[8], usage[8], usage[9],
        usage[10] - usage[11], usage[11], usage[12],
        usage[13] - usage[14], usage[14], usage[15]
    ];

-- Picodollars of a call, or NULL (unpriced): no price, counts that contradict each other or that no call has (above 100,000,000), a
-- quantity without a unit price, more than 9,007,199,254,740,991 picodollars ($9,007).
--   price    of tollgate_price()
--   usage    Array(Int64) of totals as the ledger has them: input, output, cache read, cache write, 1-hour cache write, reasoning, then
--            input, cache read and output of audio, of image, of video. Those missing at the end are 0.
--   counted  Map(String, Int64) of what is no token, in millionths: map('webSearch', 3000000) are three searches.
-- 2^100 stands for "cannot be": no sum reaches it (10^8 × 2^53 < 2^80), and no number of such terms leaves Int128.
CREATE OR REPLACE FUNCTION tollgate_cost AS (price, usage, counted) ->
    arrayMap((p, u, c) ->
        if(p.price_id = '' OR arrayExists(n -> n < 0 OR n > 100000000, u), NULL,
            arrayMap(pico -> if(pico > 9007199254740991, NULL, toInt64(pico)), [
                arraySum((above, up_to, part) ->
                    arraySum((quantity, rate) -> multiIf(
                            quantity < 0, toInt128('1267650600228229401496703205376'),
                            least(quantity, up_to) <= above, 0,
                            rate < 0, toInt128('1267650600228229401496703205376'),
                            toInt128(least(quantity, up_to) - above) * rate),
                        tollgate_token_quantities(u), arraySlice(p.rates, 15 * part + 1, 15)),
                    if(p.part_above, arrayPushFront(p.thresholds, 0), [0]),
                    if(p.part_above, arrayPushBack(p.thresholds, 100000000), [100000000]),
                    if(p.part_above, range(length(p.thresholds) + 1), [arrayCount(above -> u[1] > above, p.thresholds)]))
                + arraySum((unit, millionths) -> multiIf(
                        millionths < 0 OR millionths > 100000000000000, toInt128('1267650600228229401496703205376'),
                        millionths % 1000000 != 0 AND NOT match(unit, '^(audioSecond|videoSecond|storageGbDay)(/|$)'), toInt128('1267650600228229401496703205376'),
                        millionths = 0, 0,
                        NOT has(p.counted_units, unit), toInt128('1267650600228229401496703205376'),
                        intDiv(toInt128(millionths) * p.counted_rates[indexOf(p.counted_units, unit)] + 500000, 1000000)),
                    mapKeys(c), mapValues(c))
                -- A fee for the call itself, where the answer counts none.
                + if(mapContains(c, 'request'), 0, p.counted_rates[indexOf(p.counted_units, 'request')])
            ])[1]),
        [price], [CAST(usage, 'Array(Int64)')], [CAST(counted, 'Map(String, Int64)')])[1];
