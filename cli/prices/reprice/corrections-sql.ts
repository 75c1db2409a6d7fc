/** The rows of a part of the period that the filters let through. */
const ROWS = `
  SELECT *
  FROM tollgate.call_rows
  WHERE hour >= {chunk_from:DateTime('UTC')} AND hour < {chunk_to:DateTime('UTC')}
    AND ({tenant:String} = '' OR tenant = {tenant:String})
    AND ({provider:String} = '' OR provider = {provider:String}
      OR (tollgate_price_provider(provider) != '' AND tollgate_price_provider(provider) = tollgate_price_provider({provider:String})))
    AND (empty({models:Array(String)}) OR has({models:Array(String)}, model) OR has({models:Array(String)}, request_model))`;

/**
 * The rows of a part of the period, each call with the price that the book has for it now. `pico_now` is NULL where a call is not to be
 * re-priced or cannot be: it then stays as it is.
 *
 * Which name is priced is told as the meter tells it (`instrumentation/pricing/pricer.ts`): 134_priced_name.sql.
 *
 * A call of an environment or a provider that the price file calls free now costs nothing, whatever it counts.
 *
 * Not re-priced: blocked calls; calls without any count, because $0 would be a price for what nobody knows; what was free for another reason
 * than a list price of $0, because it may have failed, or been free by the file of then; and calls whose host told its charge
 * (`pricing/host-charge-price.ts`), because that is the invoice. Calls from before the ledger kept counts of audio, images and searches are
 * re-priced only by prices that have none for these.
 */
const PRICED_ROWS = `
  SELECT *,
    kind = 'call' AND status != 'blocked' AND (cost_status != 'free' OR price_id != '') AND NOT match(price_id, '^[^/]+/answer([+]upstream)?$') AS is_charged,
    is_charged AND tollgate_is_free(provider, environment) AS is_free,
    is_charged AND NOT is_free
      AND input_tokens + output_tokens + cache_read_tokens + cache_write_tokens + arraySum(media_tokens) + arraySum(mapValues(counted)) > 0 AS is_priceable,
    is_priceable AND ingested_at < (SELECT toDateTime(max(applied_at), 'UTC') FROM tollgate.schema_migrations WHERE file = '201_call_quantities.sql')
      AND (notEmpty(price.counted_units) OR arrayExists(part -> arraySlice(price.rates, 15 * part + 7, 9) != arrayMap(unit -> price.rates[15 * part + unit], [1, 2, 5, 1, 2, 5, 1, 2, 5]),
        range(intDiv(length(price.rates), 15)))) AS has_unknown_counts,
    multiIf(is_free, 0, is_priceable AND NOT has_unknown_counts,
      tollgate_cost(price, arrayConcat([toInt64(input_tokens), output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens], media_tokens), counted),
      NULL) AS pico_now
  FROM
  (
    SELECT *, tollgate_price(provider, priced_name, tier, ts) AS price
    FROM
    (
      SELECT *, tollgate_priced_name(provider, request_model, model) AS priced_name
      FROM (${ROWS})
    )
  )`;

/**
 * What the run has to post, a row for each call and state of its row. `wanted` is right − billed − what OTHER runs have posted, so a run that is
 * repeated wants the same again. Entries about a row that is no more are taken back, where they were posted. Where a call cannot be priced now, nothing is wanted.
 */
const WANTED = `
  SELECT *,
    multiIf(calls = 0, -others, pico_now IS NULL, 0, reinterpret(ifNull(pico_now, 0), 'Decimal(18, 12)') - billed - others) AS wanted,
    multiIf(calls = 0, -others_unpriced, pico_now IS NULL, 0, -(billed_status = 'unpriced') - others_unpriced) AS wanted_unpriced,
    multiIf(calls = 0 OR pico_now IS NULL, billed_status, is_free, 'free', billed_status = 'estimated' OR usage_source != 'provider', 'estimated', 'priced') AS status_now
  FROM
  (
    SELECT
      hour, tenant, target, row_hash, place_hash, any(r.ts) AS ts, any(r.ingested_at) AS ingested_at, any(r.trace_id) AS trace_id, max(r.span_id) AS span_id,
      any(r.provider) AS provider, any(r.operation) AS operation, any(r.request_model) AS request_model, any(r.model) AS model, any(r.agent) AS agent,
      any(r.user_id) AS user_id, any(r.session) AS session, any(r.project) AS project, any(r.customer) AS customer, any(r.workflow) AS workflow,
      any(r.environment) AS environment, any(r.service) AS service, any(r.status) AS status, any(r.tier) AS tier,
      any(r.usage_source) AS usage_source, any(r.source) AS source, any(r.billed) AS billed, any(r.billed_status) AS billed_status,
      countIf(r.kind = 'call') AS calls, max(r.has_unknown_counts) AS unknown_calls,
      maxIf(r.pico_now, r.kind = 'call') AS pico_now,
      maxIf(if(r.is_free, '', r.price.price_id), r.kind = 'call') AS price_id, max(r.is_free) AS is_free,
      sumIf(r.cost, r.kind = 'correction' AND r.run_id != {run:String}) AS others,
      sumIf(r.unpriced_delta, r.kind = 'correction' AND r.run_id != {run:String}) AS others_unpriced,
      sumIf(r.cost, r.kind = 'correction' AND r.run_id = {run:String}) AS own,
      sumIf(r.unpriced_delta, r.kind = 'correction' AND r.run_id = {run:String}) AS own_unpriced
    FROM (${PRICED_ROWS}) AS r
    WHERE r.kind = 'correction' OR (r.pico_now IS NOT NULL AND (reinterpret(ifNull(r.pico_now, 0), 'Decimal(18, 12)') != r.cost OR r.cost_status = 'unpriced'))
      OR r.has_unknown_counts OR r.target IN (
        SELECT corrects FROM tollgate.llm_calls FINAL
        WHERE kind = 'correction' AND hour >= {chunk_from:DateTime('UTC')} AND hour < {chunk_to:DateTime('UTC')})
    GROUP BY hour, tenant, target, row_hash, place_hash
  )`;

/** What a run would do, by provider and model; dollars exact, as of the entries of all other runs. */
export const PLAN_SQL = `
  SELECT provider, model, toString(sum(p.calls)) AS calls, toString(sum(p.billed)) AS billedUsd, toString(sum(p.before)) AS beforeUsd,
    toString(sum(p.delta)) AS deltaUsd, toString(sum(p.corrected)) AS correctedCalls, toString(sum(p.newly_priced)) AS newlyPricedCalls,
    toString(sum(p.unpriced) - sum(p.newly_priced)) AS unpricedCalls, toString(sum(p.unknown)) AS unknownCalls
  FROM
  (
    SELECT provider, model, toInt64(countIf(kind = 'call')) AS calls, sumIf(r.cost, kind = 'call') AS billed, sumIf(r.cost, kind = 'call' OR run_id != {run:String}) AS before,
      toDecimal128(0, 12) AS delta, toInt64(0) AS corrected, toInt64(0) AS newly_priced,
      toInt64(countIf(kind = 'call' AND cost_status = 'unpriced')) + sumIf(unpriced_delta, run_id != {run:String}) AS unpriced, toInt64(0) AS unknown
    FROM (${ROWS}) AS r
    GROUP BY provider, model
    UNION ALL
    SELECT provider, model, 0, toDecimal128(0, 12), toDecimal128(0, 12), toDecimal128(sum(wanted), 12), toInt64(countIf(wanted != 0 OR wanted_unpriced != 0)),
      -toInt64(sum(wanted_unpriced)), 0, toInt64(sum(unknown_calls))
    FROM (${WANTED})
    WHERE wanted != 0 OR wanted_unpriced != 0 OR unknown_calls > 0
    GROUP BY provider, model
  ) AS p
  GROUP BY provider, model
  ORDER BY provider, model`;

const COLUMNS = `hour, ts, tenant, call_id, rank, kind, ingested_at, trace_id, span_id, provider, operation, request_model, model, agent, user_id, session,
  project, customer, workflow, environment, service, status, tier, cost, cost_status, price_id, usage_source, source, run_id, corrects, corrects_row,
  corrects_billed, corrects_status, unpriced_delta`;

/**
 * Posts what is not posted yet. ingested_at stays the call's: the newest arrival in the ledger tells whether telemetry is silent, and
 * a re-pricing is no sign of life. The run's own row says when an entry was posted.
 */
export const POST_SQL = `
  INSERT INTO tollgate.llm_calls (${COLUMNS})
  SELECT
    hour, ts, tenant, cityHash64(target, row_hash, place_hash, {run:String}) AS call_id, 30 AS rank, 'correction' AS kind, ingested_at, trace_id, span_id,
    provider, operation, request_model, model, agent, user_id, session, project, customer, workflow, environment, service, status, tier,
    toDecimal64(wanted, 12) AS cost, status_now AS cost_status, price_id, usage_source, source, {run:String} AS run_id, target AS corrects,
    row_hash AS corrects_row, billed AS corrects_billed, billed_status AS corrects_status, toInt8(wanted_unpriced) AS unpriced_delta
  FROM (${WANTED})
  WHERE wanted != own OR wanted_unpriced != own_unpriced`;
