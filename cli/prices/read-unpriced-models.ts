import type { ClickHouseClient } from "@clickhouse/client";

/** A model of which calls of the last 90 days have no price. */
export interface UnpricedModel {
  provider: string;
  model: string;
  tier: string;
  calls: number;
  /** UTC, `YYYY-MM-DD hh:mm:ss`. */
  lastCallAt: string;
  /** What ClickHouse's book has for such a call by now; '' when nothing. */
  priceIdInLedger: string;
}

/** A page of a person's work. The rest comes when these are done. */
const MAX_MODELS = 50;

/** The models without a price, the most called first. */
export async function readUnpricedModels(client: ClickHouseClient): Promise<UnpricedModel[]> {
  const query = `SELECT provider, model, tier, toUInt32(calls) AS calls, formatDateTime(last_seen, '%F %T', 'UTC') AS lastCallAt,
    price_id_now AS priceIdInLedger FROM tollgate.unpriced_models LIMIT ${MAX_MODELS}`;
  const result = await client.query({ query, format: "JSONEachRow" });
  return result.json<UnpricedModel>();
}
