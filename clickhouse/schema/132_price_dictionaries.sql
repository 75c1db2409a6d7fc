-- The price book in memory, for the functions of 133. Ask those: a lookup here without their normalisation misses or, with another date type, wraps.
-- LIFETIME(0): they change only when `migrate` says RELOAD, providers and ranges before models, so that no name leads to a price that is not there.
-- Reading them as another user than `default` is a server's matter: `migrate` replaces the name, see 131.
CREATE DICTIONARY IF NOT EXISTS tollgate.price_provider_dictionary (alias String, provider String)
PRIMARY KEY alias
SOURCE(CLICKHOUSE(USER 'default' DB 'tollgate' TABLE 'price_providers'))
LIFETIME(0)
LAYOUT(COMPLEX_KEY_HASHED());

-- The key `provider/name` is one text, so that it can be of LowCardinality and is then looked up once for each distinct name of a block.
-- `openai/openai/gpt-4o` is there too, which is how gateways name it, unless a model has that name itself: `perplexity/perplexity/sonar`
-- is another model than `perplexity/sonar`. Keys and models of open-ended names end with ` *`; no name has a
-- space.
CREATE DICTIONARY IF NOT EXISTS tollgate.price_model_dictionary (key String, model String, by_hour UInt8)
PRIMARY KEY key
SOURCE(CLICKHOUSE(USER 'default' DB 'tollgate' QUERY '
    WITH if(open_ended, \' *\', \'\') AS star
    SELECT concat(prefix, provider, \'/\', name, star) AS key, concat(provider, \'/\', model, star) AS model, by_hour
    FROM tollgate.price_models ARRAY JOIN [\'\', concat(provider, \'/\')] AS prefix
    WHERE prefix = \'\' OR (provider, concat(prefix, name)) NOT IN (SELECT provider, name FROM tollgate.price_models)'))
LIFETIME(0)
LAYOUT(COMPLEX_KEY_HASHED());

-- Both ends of a range are included. Ranges of one key do not overlap; if a defect made some, 'max' takes the newer.
CREATE DICTIONARY IF NOT EXISTS tollgate.price_range_dictionary
(
    model String, tier String, slot UInt8, valid_from Date32, valid_to Date32, price_id String, part_above UInt8,
    thresholds Array(UInt64), rates Array(Int64), counted_units Array(String), counted_rates Array(Int64)
)
PRIMARY KEY model, tier, slot
SOURCE(CLICKHOUSE(USER 'default' DB 'tollgate' TABLE 'price_ranges'))
LIFETIME(0)
LAYOUT(COMPLEX_KEY_RANGE_HASHED(RANGE_LOOKUP_STRATEGY 'max'))
RANGE(MIN valid_from MAX valid_to);
