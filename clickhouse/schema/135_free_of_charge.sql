-- What tollgate.prices.yaml says is free: environments and providers of which no call is billed. Kept in tollgate.price_providers (130), so that it changes
-- together with the book and is in memory with its dictionary: rows whose alias is ` environment NAME`, in lower case, or ` provider SPELLING`, one for each
-- spelling of a free provider. No call's provider begins with a space once it is trimmed.
--
-- Whether nothing of a call is billed, as isFree() of instrumentation/pricing/overrides/is-free.ts tells it. It goes before every price, and before a missing one.
-- Of LowCardinality, as in 133: both are looked up once for each distinct name of a block.
CREATE OR REPLACE FUNCTION tollgate_is_free AS (provider, environment) ->
    dictHas('tollgate.price_provider_dictionary', concat(' environment ', lowerUTF8(trim(BOTH ' \t\r\n' FROM toLowCardinality(environment)))))
        OR dictHas('tollgate.price_provider_dictionary', concat(' provider ', lower(trim(BOTH ' \t\r\n' FROM substring(toLowCardinality(provider), 1, 200)))));
