import type { ClickHouseClient } from "@clickhouse/client";

/** A model of which calls have no price. */
export interface UnpricedModel {
  provider: string;
  model: string;
  tier: string;
  calls: number;
  /** UTC, `YYYY-MM-DD hh:mm:ss`. */
  lastCallAt: string;
}

/** A page of a person's work. The rest comes when these are done. */
const MAX_MODELS = 50;

/** The models without a price that were called in the last `days` days, the most called first. */
export async function readUnpricedModels(client: ClickHouseClient, days: number): Promise<UnpricedModel[]> {
  const query = `SELECT provider, model, tier, toUInt32(count()) AS calls, toString(max(toDateTime(ts, 'UTC'))) AS lastCallAt
    FROM tollgate.calls WHERE cost_status = 'unpriced' AND hour >= now() - INTERVAL {days:UInt32} DAY
    GROUP BY provider, model, tier ORDER BY calls DESC, provider, model, tier LIMIT ${MAX_MODELS}`;
  const result = await client.query({ query, query_params: { days }, format: "JSONEachRow" });
  return result.json<UnpricedModel>();
}
