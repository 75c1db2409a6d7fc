import type { ClickHouseClient } from "@clickhouse/client";

/** The checksum of the book that each dictionary has in memory, which is what prices calls; '' for none. */
export async function loadedBooks(client: ClickHouseClient): Promise<string[]> {
  const query = `
    SELECT dictGet('tollgate.price_provider_dictionary', 'provider', ' book') AS providers,
      trimLeft(dictGet('tollgate.price_model_dictionary', 'model', '/ book'), '/') AS models,
      dictGet('tollgate.price_range_dictionary', 'price_id', ('', '', toUInt8(0)), toDate32('1970-01-01')) AS ranges`;
  try {
    const [row] = await (await client.query({ query, format: "JSONEachRow" })).json<Record<string, string>>();
    return Object.values(row ?? { none: "" });
  } catch {
    // A dictionary that cannot be loaded has no book; whether that can be cured shows when the new one is loaded.
    return [""];
  }
}
