-- The filling view of 214 that knows what the price file calls free (135): others' calls of a free environment or provider cost $0 with the status 'free' and without
-- a price id, as our own do, whatever they count and whether or not they have a price. Before, a foreign span of `development` was charged where the same call
-- metered by us was free.
ALTER TABLE tollgate.foreign_calls_from_spans MODIFY QUERY
SELECT
    toStartOfHour(toDateTime(ts, 'UTC')) AS hour, ts, tenant,
    cityHash64(multiIf(
        id_is_unique, concat(id_family, ':', response_id),
        is_loose_embedding, concat('embeddings:', TraceId, ':', request_model, ':', toString(input_tokens), ':', toString(intDiv(toUnixTimestamp64Milli(ts), 60000))),
        concat(TraceId, ':', SpanId))) AS call_id,
    10 AS rank, 'call' AS kind, now('UTC') AS ingested_at,
    toFixedString(substring(unhex(TraceId), 1, 16), 16) AS trace_id, reinterpretAsUInt64(reverse(substring(unhex(SpanId), 1, 8))) AS span_id,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    input_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, latency_ms, time_to_first_chunk_ms,
    if(media_total > 0, media_tokens, []) AS media_tokens, endsWith(priced_model, ' *') AND NOT is_free AS price_open_ended,
    if(isFinite(said_cost), toDecimal64(least(greatest(assumeNotNull(said_cost), 0), 999999), 12), NULL) AS foreign_cost,
    reinterpret(toInt64(pico * (input_tokens + output_tokens + media_total > 0 AND NOT has_no_price AND NOT is_free)), 'Decimal(18, 12)') AS cost,
    multiIf(
        is_free, 'free',
        input_tokens + output_tokens + media_total = 0, if(status = 'ok', 'unpriced', 'free'),
        has_no_price, if(price.price_id = '' AND provider IN ('ollama', 'vllm', 'lmstudio', 'llamacpp'), 'free', 'unpriced'),
        pico = 0, 'free',
        provider_is_guessed, 'estimated',
        'priced') AS cost_status,
    if(is_free, '', price.price_id) AS price_id, 'provider' AS usage_source, 'foreign' AS source
FROM
(
    SELECT *,
        price.price_id = '' OR arrayMax(usage) > 100000000 OR pico > 9007199254740991 AS has_no_price
    FROM
    (
        SELECT *,
            arraySum((above, up_to, part) ->
                arraySum((quantity, rate) -> multiIf(
                        quantity < 0, toInt128('1267650600228229401496703205376'),
                        least(quantity, up_to) <= above, 0,
                        rate < 0, toInt128('1267650600228229401496703205376'),
                        toInt128(least(quantity, up_to) - above) * rate),
                    quantities, arrayResize(arraySlice(price.rates, 15 * part + 1, length(quantities)), length(quantities), -1)),
                if(price.part_above, arrayPushFront(price.thresholds, 0), [0]),
                if(price.part_above, arrayPushBack(price.thresholds, 100000000), [100000000]),
                if(price.part_above, range(length(price.thresholds) + 1), [arrayCount(above -> input_tokens > above, price.thresholds)]))
            + price.counted_rates[indexOf(price.counted_units, 'request')] AS pico
        FROM
        (
            SELECT *,
                dictGet('tollgate.price_range_dictionary', ('price_id', 'part_above', 'thresholds', 'rates', 'counted_units', 'counted_rates'), (
                    toString(replaceOne(priced_model, ' *', '')), tollgate_price_tier(tier),
                    if(dictGet('tollgate.price_model_dictionary', 'by_hour', replaceOne(priced_model, ' *', '')) = 1, toUInt8(toHour(ts, 'UTC') * 2 + (toMinute(ts, 'UTC') >= 30)), 255)
                ), toDate32(ts, 'UTC')) AS price,
                -- Those of sound and pictures come last, and few calls have any.
                if(media_total = 0,
                    [usage[1] - usage[3] - usage[4], usage[3], usage[4] - usage[5], usage[5], usage[2] - usage[6], usage[6]],
                    tollgate_token_quantities(usage)) AS quantities
            FROM
            (
                SELECT *,
                    tollgate_price_model(price_key) AS priced_model,
                    tollgate_is_free(provider, environment) AS is_free,
                    arrayConcat([toInt64(input_tokens), output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens) AS usage,
                    arraySum(media_tokens) AS media_total
                FROM tollgate.foreign_calls
            )
        )
    )
)
SETTINGS optimize_and_compare_chain = 0;
