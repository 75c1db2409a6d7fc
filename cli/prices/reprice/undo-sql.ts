const ENTRIES = `
  FROM tollgate.call_rows
  WHERE kind = 'correction' AND hour >= {chunk_from:DateTime('UTC')} AND hour < {chunk_to:DateTime('UTC')}`;

/** What taking a run back would change, in the columns of PLAN_SQL. `calls` are those that it corrected. */
export const UNDO_PLAN_SQL = `
  WITH corrected AS (SELECT target, tenant, hour, row_hash, place_hash ${ENTRIES} AND run_id = {undone:String} AND (cost != 0 OR unpriced_delta != 0))
  SELECT provider, model, toString(uniqExact(hour, tenant, target)) AS calls, toString(sumIf(cost, kind = 'call')) AS billedUsd,
    toString(sumIf(cost, run_id != {run:String})) AS beforeUsd, toString(-sumIf(cost, run_id = {undone:String})) AS deltaUsd,
    toString(countIf(run_id = {undone:String} AND (cost != 0 OR unpriced_delta != 0))) AS correctedCalls,
    toString(sumIf(unpriced_delta, run_id = {undone:String})) AS newlyPricedCalls,
    toString(toInt64(countIf(kind = 'call' AND cost_status = 'unpriced')) + sumIf(unpriced_delta, run_id NOT IN ({run:String}, {undone:String}))) AS unpricedCalls, '0' AS unknownCalls
  FROM tollgate.call_rows
  WHERE hour >= {chunk_from:DateTime('UTC')} AND hour < {chunk_to:DateTime('UTC')} AND (hour, tenant, target, row_hash, place_hash) IN (SELECT hour, tenant, target, row_hash, place_hash FROM corrected)
  GROUP BY provider, model
  ORDER BY provider, model`;

/**
 * Runs that corrected the same calls after the one that is to be taken back, and are in force: each started from what that one had posted, so
 * without it their sums would be wrong.
 */
export const BUILT_ON_SQL = `
  SELECT groupUniqArrayArray(runs) AS runs, toUInt32(count()) AS calls
  FROM
  (
    SELECT groupUniqArrayIf(toString(run_id), is_later) AS runs, countIf(run_id = {undone:String} AND (cost != 0 OR unpriced_delta != 0)) AS own,
      sumIf(cost, is_later) AS later, sumIf(unpriced_delta, is_later) AS later_unpriced
    FROM (SELECT *, run_id IN {later:Array(String)} AS is_later ${ENTRIES})
    GROUP BY hour, tenant, target, row_hash, place_hash
    HAVING own > 0 AND (later != 0 OR later_unpriced != 0)
  )`;

/** Posts the contrary of each entry of a run. */
export const UNDO_SQL = `
  INSERT INTO tollgate.llm_calls (hour, ts, tenant, call_id, rank, kind, ingested_at, trace_id, span_id, provider, operation, request_model, model, agent, user_id, session,
    project, customer, workflow, environment, service, status, tier, cost, cost_status, price_id, usage_source, source, run_id, corrects, corrects_row,
    corrects_billed, corrects_status, unpriced_delta)
  SELECT hour, ts, tenant, cityHash64(target, row_hash, place_hash, {run:String}), 30, 'correction', ingested_at, trace_id, span_id, provider, operation, request_model, model,
    agent, user_id, session, project, customer, workflow, environment, service, status, tier, -cost, billed_status, '', usage_source, source, {run:String}, target, row_hash,
    billed, billed_status, -unpriced_delta
  ${ENTRIES} AND run_id = {undone:String} AND (cost != 0 OR unpriced_delta != 0)`;
